import { basename, join } from 'node:path';
import { name } from '../../manifest/envelope.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isoOf } from '../../model/instant.ts';
import type { Io } from '../io.ts';
import { beginJournal, type Begun } from '../begin-journal.ts';
import { usualDirectory as usual } from '../manifests.ts';
import type { Invocation, Options } from '../options.ts';
import { createOutput } from '../output.ts';
import { askAws } from '../starter/aws.ts';
import { gatherFacts } from '../starter/facts.ts';
import { starterFiles } from '../starter/files.ts';
import { askedFor, stackParts } from '../starter/production/asked.ts';
import { writeForStack, writeWithManifests } from '../starter/production/write.ts';
import type { Refused } from '../refused.ts';

/**
 * Writes manifests to begin with, and on request what production needs besides. Overwrites nothing. Of manifests that
 * are there it begins the journal, or writes the rest. AWS is only read. Exit: 0 done, 1 not.
 */
export async function init(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { args, options } = invocation;
  const [directory = usual, ...more] = args;
  const production = askedFor(options, directory);
  if (production?.is === 'refused') return production;
  const inTheWay = await problemOf(directory, more, io);
  if (inTheWay?.is === 'manifests' && more.length === 0 && !asksToWrite(options) && production !== undefined)
    return writeForStack(production, directory, io, version);
  if (inTheWay?.is === 'manifests' && production === undefined && !asksToWrite(options)) {
    const begun = await beginJournal([directory, ...more], invocation, io, version);
    if (begun.is === 'begun') io.terminal.out(begunText(begun));
    return begun.is === 'refused' ? begun : 0;
  }
  if (inTheWay !== undefined) return { is: 'refused', diagnostics: [inTheWay.problem] };
  const asked = await gatherFacts(options, io, askAws(options, io, version));
  if (asked.is === 'refused') return asked;
  const { facts, fromAws } = asked.gathered;
  const named = { ...facts, stack: stackName(directory, facts.bucket), uid: io.entropy.hex(4) };
  const from = fromAws.length === 0 ? '' : ` AWS named ${fromAws.join(' and ')}.`;
  const where = `for account ${facts.account} in ${facts.region}.${from}`;
  if (production !== undefined) {
    const manifests = placed(starterFiles({ ...named, ...stackParts(production, named) }), directory);
    return writeWithManifests(production, { directory, manifests, where }, io, version);
  }
  const files = placed(starterFiles(named), directory);
  for (const [path, text] of files) await io.files.write(path, text);
  // What is made with the embedded AWS is as young as it.
  const begun =
    options.sandbox === undefined ? await beginJournal([directory], invocation, io, version) : undefined;
  io.terminal.out(
    `Wrote ${[...files.keys()].join(', ')} ${where}\n` +
      `${begun?.is === 'begun' ? begunText(begun) : ''}\n${nextSteps(directory, facts.bucket)}`,
  );
  // The manifests are written: the first apply begins it.
  if (begun?.is === 'refused') createOutput(options, io, version).warnings(begun.diagnostics.map(asWarning));
  return 0;
}

function placed(files: ReadonlyMap<string, string>, directory: string): ReadonlyMap<string, string> {
  return new Map([...files].map(([name, text]) => [join(directory, name), text]));
}

/** Returns true if the line says what manifests shall hold. */
function asksToWrite({ bucket, account, region, sandbox }: Options): boolean {
  return sandbox === 'memory' || [bucket, account, region].some((word) => word !== undefined);
}

function begunText({ stack, at, isNew }: Extract<Begun, { readonly is: 'begun' }>): string {
  return isNew
    ? `Created the journal of Stack ${stack}. After two minutes, new keys need no safety wait.\n`
    : `The journal of Stack ${stack} was created at ${isoOf(at)}.\n`;
}

function asWarning(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: 'warning' };
}

/**
 * Derives the name of a Stack. Two Stacks of one account need two names: the bucket tells them apart, else the
 * directory.
 */
function stackName(directory: string, bucket: string | undefined): string {
  const last = basename(directory);
  return bucket ?? (last !== usual && name.safeParse(last).success ? last : 'estate');
}

interface InTheWay {
  readonly is: 'manifests' | 'file';
  readonly problem: Diagnostic;
}

/** Refuses what is no new or empty directory. Where it is manifests, they may have a journal to begin. */
async function problemOf(
  directory: string,
  more: readonly string[],
  { files }: Io,
): Promise<InTheWay | undefined> {
  const refused = (is: InTheWay['is'], message: string): InTheWay => ({
    is,
    problem: {
      severity: 'error',
      code: 'cli.file-exists',
      message,
      hint: `use an empty directory, e.g. reconcile init ${directory === 'estate' ? 'my-estate' : 'estate'}`,
    },
  });
  if (more.length > 0) return refused('manifests', `pass one directory: init got ${more.length + 1}`);
  const is = await files.stat(directory);
  if (is === undefined) return undefined;
  if (is !== 'directory')
    return refused(
      /\.(?:ya?ml|json)$/u.test(directory) ? 'manifests' : 'file',
      `${directory} exists and is not a directory`,
    );
  const sources = await readSources([directory], files);
  const [first] = sources.filter((source) => !('unreadable' in source) || source.path !== directory);
  return first && refused('manifests', `${directory} already contains manifests: ${first.path}`);
}

function nextSteps(directory: string, bucket: string | undefined): string {
  const where = directory === usual ? '' : ` ${directory}`;
  const steps = [
    ...(bucket === undefined
      ? [[`edit ${join(directory, 'bucket-encryption.yaml')}`, 'name your bucket']]
      : []),
    [`reconcile validate${where}`, 'check them, without AWS calls'],
    [`reconcile plan --sandbox${where}`, 'try them on a simulated, in-process AWS'],
    [`reconcile plan${where}`, 'show what would change in AWS; writes nothing'],
    [`reconcile apply${where}`, 'show the changes, ask, and apply them'],
  ] as const;
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return `Next:\n${steps.map(([command = '', does = '']) => `  ${command.padEnd(width)}  ${does}\n`).join('')}`;
}
