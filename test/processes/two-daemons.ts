/**
 * Two daemons of one Stack as real processes: one writes; where it is killed or frozen the other takes over; one that
 * thaws after its deadline sends nothing more.
 * `node test/processes/two-daemons.ts [--lease s3|directory] [--endpoint URL]`; without an endpoint the embedded AWS is
 * served. Ends with "N passed, N failed".
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createChecks } from './checks.ts';
import { startProcess, until, type Process } from './process.ts';

const account = '111122223333';
const bucket = 'two-daemons-reports';
const { values } = parseArgs({
  options: { lease: { type: 'string', default: 's3' }, endpoint: { type: 'string' } },
});
const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'two-daemons-'));
const env = {
  PATH: process.env['PATH'],
  HOME: work,
  NO_COLOR: '1',
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_REGION: 'us-east-1',
};
const { check, finish } = createChecks();

function reconcile(...args: readonly string[]): Process {
  return startProcess({
    command: process.execPath,
    args: [join(root, 'bin/reconcile.js'), ...args],
    cwd: work,
    env,
  });
}

async function endpointOf(given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const [, url = ''] = await reconcile('sandbox', '--port', '0').line(/AWS_ENDPOINT_URL=(\S+)/u);
  return url;
}

function writeManifests(): void {
  const place =
    values.lease === 's3'
      ? `{ s3: { bucket: two-daemons-lease, prefix: two/, account: '${account}', region: us-east-1 } }`
      : `{ directory: ${work}/lease }`;
  mkdirSync(join(work, 'manifests'));
  writeFileSync(
    join(work, 'manifests/stack.yaml'),
    `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: two }
spec:
  uid: 7f3a9c22
  mode: enforce
  accounts: [{ id: '${account}', regions: [us-east-1] }]
  defaults: { account: '${account}', region: us-east-1 }
  coordination: ${place}
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: reports }
spec: { name: ${bucket}, versioning: Enabled }
`,
  );
  writeFileSync(
    join(work, 'guardrails.yaml'),
    'apiVersion: keywright.dev/v1\nkind: Guardrails\nmetadata: { name: two }\nspec: { mode: enforce }\n',
  );
}

const marked = {
  Bucket: bucket,
  Tagging: {
    TagSet: [
      { Key: 'keywright:stack', Value: 'two/7f3a9c22' },
      { Key: 'keywright:address', Value: 'Bucket/reports' },
    ],
  },
};

/** Counts the recorded writes of a daemon. */
function writesOf(daemon: Process): number {
  return daemon.printed().match(/"is":"writing"/gu)?.length ?? 0;
}

/** Returns true if the daemon leads, as it says itself, last. */
function leads(daemon: Process): boolean {
  return (
    /.*"msg":"lease"/gu.exec(lastOf(daemon, /.*"state":"\w+".*"msg":"lease"/gu))?.[0].includes('"leader"') ===
    true
  );
}

function lastOf(daemon: Process, pattern: RegExp): string {
  return daemon.printed().match(pattern)?.at(-1) ?? '';
}

try {
  const endpoint = await endpointOf(values.endpoint);
  writeManifests();
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: account, secretAccessKey: 'sandbox' },
  });
  if (values.lease === 's3') await s3.send(new CreateBucketCommand({ Bucket: 'two-daemons-lease' }));

  const daemon = (name: string): Process =>
    reconcile(
      'daemon',
      join(work, 'manifests'),
      ...['--endpoint', endpoint, '--max-mode', 'enforce', '--source-allow-unsigned', 'true'],
      ...['--guardrails', join(work, 'guardrails.yaml'), '--probe-enabled', 'false'],
      ...['--data-dir', join(work, name)],
    );
  const sync = async (name: string): Promise<void> => {
    if ((await reconcile('sync', '--data-dir', join(work, name)).ended()) !== 0)
      throw new Error('sync failed');
  };
  const isVersioned = async (): Promise<boolean> =>
    (await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status === 'Enabled';
  const suspend = (): Promise<unknown> =>
    s3.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
  /** Until the bucket is versioned as declared. */
  const mended = (by: Process): Promise<true> =>
    until('the bucket to be versioned', by.printed, 300_000, async () => {
      const is = await isVersioned().catch(() => false);
      return is || undefined;
    });
  const takesOver = (one: Process): Promise<true> =>
    until('it to lead', one.printed, 240_000, () => leads(one) || undefined);

  const a = daemon('a');
  await takesOver(a);
  await a.line(/"ready":true/u);
  const b = daemon('b');
  await b.line(/"state":"standby"/u);
  await b.line(/"ready":true/u);
  check('the second stands by', !leads(b));
  // At the standby: what a person decides there holds for the leader too.
  const accepted = reconcile('accept-baseline', '--yes', '--data-dir', join(work, 'b'));
  if ((await accepted.ended()) !== 0) throw new Error(accepted.printed());
  check('a person accepts the baseline at the standby', true);
  await mended(a);
  check('the leader creates the bucket', writesOf(a) > 0);
  // moto drops the tags of CreateBucket, and a bucket without its mark is nobody's to revert.
  if (values.endpoint !== undefined) await s3.send(new PutBucketTaggingCommand(marked));
  check('the standby sends no write', writesOf(b) === 0);

  a.signal('SIGKILL');
  await a.ended();
  await suspend();
  await takesOver(b);
  await mended(b);
  check('the other takes over from one that was killed, and reverts what happened between', writesOf(b) > 0);

  const c = daemon('a');
  await c.line(/"state":"standby"/u);
  await c.line(/"ready":true/u);
  check('what was killed starts again and stands by', !leads(c));
  await suspend();
  await sync('b');
  b.signal('SIGSTOP');
  await setTimeout(1000);
  const sent = writesOf(b);
  await suspend();
  await takesOver(c);
  await mended(c);
  check('the other takes over from one that is frozen', writesOf(c) > 0);
  await suspend();
  b.signal('SIGCONT');
  await until('the thawed one to see it', b.printed, 120_000, () => !leads(b) || undefined);
  await sync('a');
  await mended(c);
  check('one that thaws after its deadline sends no write', writesOf(b) === sent);
  b.signal('SIGTERM');
  c.signal('SIGTERM');
  check('both end with 0', (await b.ended(15_000)) === 0 && (await c.ended(15_000)) === 0);
} catch (error) {
  check(String(error), false);
} finally {
  rmSync(work, { recursive: true, force: true });
}
finish();
