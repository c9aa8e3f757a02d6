import { resolve } from 'node:path';
import { openProcess } from '../../boot/daemon/process.ts';
import { readDaemonConfig } from '../../daemon/config/read.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import { runDaemon } from '../../daemon/daemon.ts';
import type { DaemonEvent } from '../../daemon/events.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import { realCommands } from '../../runtime/commands.ts';
import { realDatabases } from '../../runtime/database.ts';
import { printLine } from '../../runtime/lines.ts';
import { realNames } from '../../runtime/names.ts';
import { realWatches } from '../../runtime/watch.ts';
import { stateFolder } from '../../store/location.ts';
import { daemonFlags } from '../grammar/daemon-flags.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';
import { watchStop } from '../stop.ts';

/** Keeps AWS as its sources declare it, until SIGTERM. Exit: 0 stopped, 1 it could not start. */
export async function daemon(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const config = await configOf(invocation, io);
  if ('is' in config) return config;
  const { options } = invocation;
  const dataDir = dataDirOf(config, invocation, io);
  if (dataDir === undefined)
    return refused('cli.usage', 'there is no place for the data of the daemon', 'name one: --data-dir DIR');
  const stop = watchStop(io, true);
  const subscribers: ((event: DaemonEvent) => void)[] = [];
  const process = await openProcess(
    {
      config,
      version,
      dataDir,
      options,
      sandboxPort: options.sandboxPort,
      publish: (event) => {
        for (const tell of subscribers) tell(event);
      },
      opened: (url, notes) => {
        io.terminal.err(
          [...notes, ...(url === undefined ? [] : [`The embedded AWS answers at ${url}`]), ''].join('\n'),
        );
      },
    },
    {
      ...io,
      watches: realWatches(),
      commands: realCommands(),
      names: realNames(),
      databases: realDatabases(),
      print: printLine,
    },
  );
  if ('refused' in process)
    return {
      is: 'refused',
      diagnostics: process.refused,
      ...(process.source === undefined ? {} : { source: process.source }),
    };
  try {
    await runDaemon(process.controllers, stop.signal);
  } finally {
    await process.close();
    stop.end();
  }
  return 0;
}

/** The settings, or what is wrong with them. */
async function configOf({ args, given, options }: Invocation, io: Io): Promise<DaemonConfig | Refused> {
  const path = given['config'];
  const [file] = typeof path === 'string' ? await readSources([path], io.files) : [];
  const [directory, ...more] = args;
  if (more.length > 0)
    return refused(
      'cli.usage',
      'a daemon takes one directory here',
      'name more than one source in the file of --config',
    );
  const typed = Object.fromEntries(
    daemonFlags.flatMap(([flag]) => {
      const value = given[camelCase(flag)];
      return typeof value === 'string' ? [[flag, value] as const] : [];
    }),
  );
  const isSandbox = options.sandbox !== undefined;
  const flags = {
    ...(isSandbox ? { '--max-mode': 'enforce', '--source-allow-unsigned': 'true' } : {}),
    ...(directory === undefined ? {} : { '--source-directory': directory }),
    ...typed,
  };
  const read = readDaemonConfig({
    ...(file === undefined ? {} : { file }),
    variables: io.environment.variables,
    flags,
    sandbox: isSandbox,
  });
  return read.is === 'ok' ? read.config : read;
}

/** Of an embedded AWS in memory nothing is worth keeping, but its control needs a place. */
function dataDirOf(
  { dataDir, sources }: DaemonConfig,
  { options: { sandbox } }: Invocation,
  { environment }: Io,
): string | undefined {
  if (dataDir !== undefined) return resolve(environment.cwd, dataDir);
  const state = stateFolder(environment.variables);
  const name = sources.map((source) => source.name).join('+');
  return state === undefined ? undefined : `${state}/${sandbox === undefined ? 'daemon' : 'sandbox'}-${name}`;
}

/** The name under which commander gives the value of a flag. */
function camelCase(flag: string): string {
  return flag.slice(2).replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
