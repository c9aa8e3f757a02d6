import { linesOf } from '../../boot/manifests.ts';
import { isInside, treeOf } from '../../boot/work-tree.ts';
import { readDaemonConfig } from '../../daemon/config/read.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { SourceFile } from '../../manifest/source.ts';
import { kindsByName } from '../../kinds/index.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import { daemonFlags } from '../grammar/daemon-flags.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

type Asked = Pick<Invocation, 'args' | 'given' | 'options'>;

/** Collects the settings of a daemon: those of its command line, of its variables, and of the file of `--config`. */
export async function daemonConfigAsked(
  { args, given, options }: Asked,
  io: Pick<Io, 'files' | 'environment'>,
): Promise<DaemonConfig | Refused> {
  const file = await fileAsked(given, io);
  const [directory, ...more] = args;
  if (more.length > 0)
    return refused(
      'cli.usage',
      'reconcile daemon accepts only one directory',
      'declare several sources in the file of --config',
    );
  const isSandbox = options.sandbox !== undefined;
  const flags = {
    ...(isSandbox ? { '--max-mode': 'enforce' } : {}),
    // A setting of a source takes the place of all sources of a file.
    ...(isSandbox && file === undefined ? { '--source-allow-unsigned': 'true' } : {}),
    ...(directory === undefined ? {} : { '--source-directory': directory }),
    ...typed(given),
  };
  const { variables } = io.environment;
  const read = readDaemonConfig({
    ...fileOf(file),
    variables,
    flags,
    sandbox: isSandbox,
    kinds: kindNames(),
  });
  if (read.is !== 'ok') return { ...read, ...(file === undefined ? {} : { source: linesOf([file]) }) };
  const inside = file === undefined ? undefined : await holderOf(file.path, read.config, io);
  return inside === undefined
    ? read.config
    : refused(
        'settings.inside-manifests',
        `${file?.path ?? ''} is inside ${inside}, a source of manifests: a commit there could change it`,
      );
}

/**
 * Finds where a daemon with these settings answers probes. Ignores whatever else is wrong with them. A health check
 * need not have the arguments of the process that it is about.
 */
export async function probeAddressAsked(
  { given }: Pick<Asked, 'given'>,
  io: Pick<Io, 'files' | 'environment'>,
): Promise<string | Refused> {
  const file = await fileAsked(given, io);
  const flags = { ...typed(given), '--source-directory': '.', '--max-mode': 'observe' };
  const address = io.environment.variables['KEYWRIGHT_PROBE_ADDRESS'];
  const variables = { KEYWRIGHT_PROBE_ADDRESS: address };
  const read = readDaemonConfig({ ...fileOf(file), variables, flags, sandbox: true, kinds: kindNames() });
  return read.is === 'ok' ? read.config.probe.address : read;
}

function kindNames(): readonly string[] {
  return [...kindsByName().keys()];
}

async function fileAsked(
  given: Asked['given'],
  { files, environment }: Pick<Io, 'files' | 'environment'>,
): Promise<SourceFile | undefined> {
  const path = given['config'] ?? environment.variables['KEYWRIGHT_CONFIG'];
  const [file] = typeof path === 'string' && path !== '' ? await readSources([path], files) : [];
  return file;
}

function fileOf(file: SourceFile | undefined): { readonly file?: SourceFile } {
  return file === undefined ? {} : { file };
}

/** Returns the flags that were given, by their names. */
function typed(given: Asked['given']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    daemonFlags.flatMap(([flag]) => {
      const value = given[camelCase(flag)];
      return typeof value === 'string' ? [[flag, value] as const] : [];
    }),
  );
}

/** Converts a flag to the name under which commander gives its value. */
function camelCase(flag: string): string {
  return flag.slice(2).replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}

/** Finds the tree of a source that a file lies in, if it does (authority.md §1.2). */
async function holderOf(
  path: string,
  { sources }: DaemonConfig,
  { files }: Pick<Io, 'files'>,
): Promise<string | undefined> {
  const real = await files.realPath(path);
  if (real === undefined) return undefined;
  const directories = sources.flatMap(({ directory }) => directory ?? []);
  const trees = await Promise.all(directories.map((directory) => treeOf(directory, { files })));
  return trees.find((tree) => tree !== undefined && isInside(tree, real));
}
