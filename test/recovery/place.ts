import { day } from '../../src/model/instant.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { virtualClock } from '../../src/runtime/virtual-clock.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { wireHandler } from '../../src/sandbox/wire/handler.ts';
import { createWire } from '../../src/sandbox/wire/wire.ts';
import { createDesk, morning, type Desk } from '../e2e/desk.test-helper.ts';
import { awsRequest, wordsOf } from '../walkthrough/aws-words.ts';

const account = '111122223333';

/** A person's desk and an AWS that Keywright reaches as it reaches the real one: through the SDK, by assumed roles. */
export interface Place {
  readonly desk: Desk;
  /** Runs a command line of a page; gives what a terminal shows. */
  said(line: string): Promise<string>;
  /** The ids of the keys that exist. */
  keys(region?: string): readonly unknown[];
}

export async function createPlace(): Promise<Place> {
  const clock = virtualClock(morning);
  const sandbox = createSandbox({
    clock,
    random: seededRandoms('recovery').stream('sandbox'),
    accounts: [account],
    principals: [`arn:aws:iam::${account}:role/admin`],
    // What was deleted is gone.
    anyRole: false,
  });
  const below = {
    handler: wireHandler(await createWire(sandbox)),
    credentials: () => Promise.resolve({ accessKeyId: account, secretAccessKey: 'x' }),
    hold: <T>(work: Promise<T>): Promise<T> => clock.during(work),
  };
  const desk = createDesk({ files: {}, clock, below, typed: ['yes', 'yes'] });
  const variables = new Map<string, string>();
  let runs = 0;

  const byHand = {
    region: 'us-east-1',
    account,
    principal: `arn:aws:iam::${account}:role/admin`,
  };

  function emptied(Bucket: string): void {
    const listed = sandbox.raw({ ...byHand, service: 's3', operation: 'ListObjectsV2', input: { Bucket } });
    const found =
      listed.is === 'ok' ? (listed.output['Contents'] as readonly { readonly Key: string }[]) : [];
    for (const { Key } of found)
      sandbox.raw({ ...byHand, service: 's3', operation: 'DeleteObject', input: { Bucket, Key } });
  }

  function withVariables(text: string): string {
    return text.replaceAll(/\$([A-Z]+)\b/gu, (_, called: string) => variables.get(called) ?? '');
  }

  /** Expands the line with its variables and the texts of its files (`file://…`). */
  async function expanded(written: string): Promise<string> {
    let line = withVariables(written.replaceAll(/"(\$[A-Z]+)"/gu, "'$1'"));
    for (const [whole, path = ''] of line.matchAll(/file:\/\/(\S+)/gu))
      line = line.replace(whole, `'${(await desk.disk.files.read(path)) ?? ''}'`);
    return line;
  }

  async function said(written: string): Promise<string> {
    const [, name, command, value] = /^([A-Z]+)=(?:\$\((.*)\)|'(.*)')$/u.exec(written) ?? [];
    if (name !== undefined) {
      variables.set(
        name,
        command === undefined
          ? withVariables((value ?? '').replaceAll(/'(\$[A-Z]+)'/gu, '$1'))
          : (await said(command)).trimEnd(),
      );
      return '';
    }
    const [, before, file] = /^(.*) > (\S+)$/u.exec(written) ?? [];
    if (before !== undefined && file !== undefined) {
      await desk.disk.files.write(file, await said(before));
      return '';
    }
    const line = await expanded(written);
    const [program, ...words] = wordsOf(line);
    const days = Number(/^sleep (\d+)d$/u.exec(line)?.[1] ?? 0);
    if (days > 0) {
      await clock.sleep(days * day);
      return '';
    }
    switch (program) {
      case 'rm':
        for (const path of words)
          if (path !== '-r') await desk.disk.files.remove(path.replace('~', '/home/ada'));
        return '';
      case 'echo':
        return `${words.join(' ')}\n`;
      case 'sed': {
        const [, from = '', to = '', file = ''] = /^sed -i "s\/(.*?)\/(.*?)\/" (\S+)$/u.exec(line) ?? [];
        const text = (await desk.disk.files.read(file)) ?? '';
        await desk.disk.files.write(file, text.replaceAll(from, to));
        return '';
      }
      case 'aws': {
        const bucket = /^aws s3 rb s3:\/\/(\S+) --force$/u.exec(line)?.[1];
        if (bucket !== undefined) {
          emptied(bucket);
          return said(`aws s3api delete-bucket --bucket ${bucket}`);
        }
        const { query, ...request } = awsRequest(line);
        const { Region: region = byHand.region, ...input } = request.input;
        const answer = sandbox.raw({ ...byHand, ...request, input, region: String(region) });
        // What is done by hand is known everywhere before somebody looks.
        await clock.sleep(day / 24);
        if (answer.is === 'error') throw new Error(`${line}: ${answer.message}`);
        return query === undefined ? '' : `${valueAt(answer.output, query)}\n`;
      }
      case 'reconcile': {
        runs += 1;
        const { exit, both } = await desk.runWith(
          { seed: `recovery ${runs}`, variables: { NO_COLOR: '1', TERM: 'dumb' } },
          ...words,
        );
        return exit === 0 ? both : `${both}# exit code ${exit}\n`;
      }
      default:
        throw new Error(`nobody runs ${line}`);
    }
  }

  function keys(region = byHand.region): readonly unknown[] {
    const listed = sandbox.raw({ ...byHand, region, service: 'kms', operation: 'ListKeys', input: {} });
    return listed.is === 'ok' ? (listed.output['Keys'] as readonly unknown[]) : [];
  }

  return { desk, said, keys };
}

function valueAt(output: unknown, query: string): string {
  return String(
    query
      .split('.')
      .reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], output),
  );
}
