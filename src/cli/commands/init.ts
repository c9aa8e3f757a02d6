import { basename, join } from 'node:path';
import { name } from '../../manifest/envelope.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { createOutput } from '../output.ts';
import { askAws } from '../starter/aws.ts';
import { gatherFacts } from '../starter/facts.ts';
import { starterFiles } from '../starter/files.ts';

const usual = 'manifests';

/** Writes manifests to begin with, and never over others. AWS is only asked. Exit: 0 written, 1 not. */
export async function init({ args, options }: Invocation, io: Io, version: string): Promise<number> {
  const output = createOutput(options, io);
  const directory = args[0] ?? usual;
  const inTheWay = await problemOf(directory, io);
  if (inTheWay !== undefined) {
    output.diagnostics([inTheWay]);
    return 1;
  }
  const asked = await gatherFacts(options, io, askAws(options, io, version));
  if (asked.is === 'refused') {
    output.diagnostics(asked.diagnostics);
    return 1;
  }
  const { facts, fromAws } = asked.gathered;
  const files = starterFiles({ ...facts, stack: stackName(directory, facts.bucket), uid: io.entropy.hex(4) });
  for (const [name, text] of files) await io.files.write(join(directory, name), text);
  const from = fromAws.length === 0 ? '' : ` AWS named ${fromAws.join(' and ')}.`;
  io.terminal.out(
    `Wrote ${[...files.keys()].map((name) => join(directory, name)).join(', ')} for account ${facts.account} in ${facts.region}.${from}\n\n` +
      nextSteps(directory, facts.bucket),
  );
  return 0;
}

/** Two Stacks of one account need two names: the bucket tells them apart, else the directory. */
function stackName(directory: string, bucket: string | undefined): string {
  const last = basename(directory);
  return bucket ?? (last !== usual && name.safeParse(last).success ? last : 'estate');
}

/** Refuses a directory with manifests: a set of manifests has one Stack. */
async function problemOf(directory: string, { files }: Io): Promise<Diagnostic | undefined> {
  const refused = (message: string): Diagnostic => ({
    severity: 'error',
    code: 'cli.file-exists',
    message,
    hint: `name an empty directory, e.g. reconcile init ${directory === 'estate' ? 'my-estate' : 'estate'}`,
  });
  const is = await files.stat(directory);
  if (is === undefined) return undefined;
  if (is !== 'directory') return refused(`${directory} is there and is no directory`);
  const sources = await readSources([directory], files);
  const [first] = sources.filter((source) => !('unreadable' in source) || source.path !== directory);
  return first === undefined ? undefined : refused(`${directory} holds manifests already: ${first.path}`);
}

function nextSteps(directory: string, bucket: string | undefined): string {
  const where = directory === usual ? '' : ` ${directory}`;
  const steps = [
    ...(bucket === undefined
      ? [[`edit ${join(directory, 'bucket-encryption.yaml')}`, 'name your bucket']]
      : []),
    [`reconcile validate${where}`, 'check them, without AWS'],
    [`reconcile plan --sandbox${where}`, 'try them on an AWS inside the process'],
    [`reconcile plan${where}`, 'what would change in AWS; nothing is written'],
    [`reconcile apply${where}`, 'show it, ask, and do it'],
  ] as const;
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return `Next:\n${steps.map(([command = '', does = '']) => `  ${command.padEnd(width)}  ${does}\n`).join('')}`;
}
