import { resolve } from 'node:path';
import { socketBelow } from '../../daemon/control/socket-path.ts';
import { stateFolder } from '../../store/location.ts';
import type { Io } from '../io.ts';
import type { Options } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** Where a daemon listens; without one, a command works by itself. */
export type Found =
  | { readonly is: 'daemon'; readonly socket: string; readonly named: boolean }
  | { readonly is: 'none' }
  | Refused;

type Asked = Pick<Options, 'socket' | 'dataDir' | 'source' | 'sandbox' | 'endpoint' | 'stateDir'>;

/**
 * Finds the daemon that is meant: the one that was named; none where manifests or another AWS were named; else the one
 * that the environment names, or that runs under the state folder of the user.
 */
export async function findDaemon(options: Asked, paths: readonly string[], io: Io): Promise<Found> {
  const { variables, cwd } = io.environment;
  const { socket, dataDir, source, sandbox, endpoint, stateDir } = options;
  const isLocal =
    paths.length > 0 || sandbox !== undefined || endpoint !== undefined || stateDir !== undefined;
  const isNamed = socket !== undefined || dataDir !== undefined || source !== undefined;
  if (isLocal && isNamed) {
    return refused(
      'cli.usage',
      'a daemon and manifests cannot be combined',
      'pass either the options of the daemon, or manifests and their AWS options',
    );
  }
  if (isLocal) return { is: 'none' };
  const at = (path: string): Found => ({ is: 'daemon', socket: resolve(cwd, path), named: true });
  if (socket !== undefined) return at(socket);
  if (dataDir !== undefined) return at(socketBelow(dataDir));
  const byVariable = variables['KEYWRIGHT_CONTROL_SOCKET'] ?? '';
  if (byVariable !== '') return at(byVariable);
  const dataByVariable = variables['KEYWRIGHT_DATA_DIR'] ?? '';
  if (dataByVariable !== '') return at(socketBelow(dataByVariable));
  return searched(io, isNamed);
}

/** Daemons that were started without a data directory have theirs side by side in the state folder. */
async function searched(io: Io, named: boolean): Promise<Found> {
  const state = stateFolder(io.environment.variables);
  const folders = state === undefined ? [] : ((await io.files.list(state).catch(() => undefined)) ?? []);
  const sockets = folders
    .filter(({ name, is }) => is === 'directory' && /^(?:daemon|sandbox)-/u.test(name))
    .map(({ name }) => socketBelow(`${state ?? ''}/${name}`));
  const alive: string[] = [];
  for (const socket of sockets) if (await isAlive(socket, io)) alive.push(socket);
  const [first, ...more] = alive;
  if (more.length > 0) {
    const folderOf = (socket: string): string => socket.replace(/\/control\/control\.sock$/u, '');
    return refused(
      'cli.usage',
      `several daemons are running: ${alive.map(folderOf).join(', ')}`,
      'choose one of these directories with --data-dir',
    );
  }
  if (first !== undefined) return { is: 'daemon', socket: first, named };
  if (named) return refused('control.no-daemon', 'no daemon is running for this user');
  return { is: 'none' };
}

async function isAlive(socket: string, { http }: Io): Promise<boolean> {
  const request = { method: 'GET', path: '/', body: '' };
  const answer = await http.ask(socket, request, { mostBytes: 4096 }, new AbortController().signal);
  return answer.is === 'answer';
}
