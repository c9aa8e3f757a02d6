import { randomBytes } from 'node:crypto';
import { chmod, link, lstat, mkdir, rename, unlink } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { dirname } from 'node:path';

/** Why a socket is not used: another process lives there, or the place is not safe. */
export interface SocketRefused {
  readonly is: 'refused';
  readonly because: 'in-use' | 'unsafe' | 'closed';
  readonly message: string;
}

/** What the path of a unix socket may have: 104 bytes with the closing zero on macOS, 108 on Linux (unix(7)). */
const longest = 103;

/**
 * Checks, and makes, the directory for a socket: it belongs to this user, nobody else may enter it, and it is no link.
 * The mode of a socket alone is not enough: some systems do not look at it when somebody connects (unix(7)).
 */
export async function checkPlace(path: string): Promise<SocketRefused | undefined> {
  if (Buffer.byteLength(path) > longest)
    return unsafe(`the path ${path} is too long for a socket (limit in bytes: ${String(longest)})`);
  const directory = dirname(path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const found = await lstat(directory);
  const own = process.getuid?.();
  if (found.isSymbolicLink()) return unsafe(`${directory} is a symbolic link`);
  if (!found.isDirectory()) return unsafe(`${directory} is not a directory`);
  if (own !== undefined && found.uid !== own)
    return unsafe(`${directory} belongs to the user ${String(found.uid)}, not to ${String(own)}`);
  if (own !== undefined && (found.mode & 0o077) !== 0)
    return unsafe(
      `${directory} is accessible to others: its mode is ${(found.mode & 0o777).toString(8)}, not 700`,
    );
  return undefined;
}

/** Checks, before anything is sent there, that a socket belongs to this user or to root; a token may be sent. */
export async function checkSocket(path: string): Promise<'safe' | { readonly is: 'absent' } | SocketRefused> {
  const found = await lstat(path).catch(closedOrMissing);
  if (found === 'closed')
    return { is: 'refused', because: 'closed', message: `${dirname(path)} is not accessible to this user` };
  if (found === undefined) return { is: 'absent' };
  if (!found.isSocket()) return unsafe(`${path} is not a socket`);
  const own = process.getuid?.();
  const isTrusted = own === undefined || own === 0 || found.uid === own || found.uid === 0;
  return isTrusted ? 'safe' : unsafe(`the socket ${path} belongs to the user ${String(found.uid)}`);
}

/**
 * Listens under a name of its own and links it to the path, so that of two processes that start together one wins, and
 * nobody ever meets a socket that does not listen yet.
 */
export async function claimSocket(
  path: string,
  listen: (at: string) => Promise<void>,
): Promise<{ readonly is: 'claimed'; release(): Promise<void> } | SocketRefused> {
  const own = `${dirname(path)}/.${randomBytes(6).toString('hex')}`;
  await listen(own);
  await chmod(own, 0o600);
  const { ino } = await lstat(own);
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await linked(own, path)) {
        return { is: 'claimed', release: () => releaseSocket(path, ino) };
      }
      const refused = await removeDead(path, `${own}o`);
      if (refused !== undefined) return refused;
    }
    return { is: 'refused', because: 'in-use', message: `other processes keep claiming ${path}` };
  } finally {
    await unlink(own).catch(missing);
  }
}

/** Takes away the socket of a process that is gone. Anything else stays. */
async function removeDead(path: string, aside: string): Promise<SocketRefused | undefined> {
  const found = await lstat(path).catch(missing);
  if (found === undefined) return undefined;
  if (!found.isSocket()) return unsafe(`${path} is not a socket`);
  const own = process.getuid?.();
  if (own !== undefined && found.uid !== own)
    return unsafe(`the socket ${path} belongs to the user ${String(found.uid)}`);
  if (await isAlive(path))
    return { is: 'refused', because: 'in-use', message: `another process is listening on ${path}` };
  // Moved first: what another process put there meanwhile is alive, and goes back.
  await rename(path, aside).catch(missing);
  const moved = await lstat(aside).catch(missing);
  if (moved !== undefined && moved.ino !== found.ino) await linked(aside, path);
  await unlink(aside).catch(missing);
  return undefined;
}

/** Removes the socket if it still is the one that was claimed. */
async function releaseSocket(path: string, ino: number): Promise<void> {
  const found = await lstat(path).catch(missing);
  if (found?.ino === ino) await unlink(path).catch(missing);
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    const end = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => {
      end(true);
    });
    // Whatever cannot be said for sure counts as alive: the queue of a busy daemon may be full.
    socket.once('error', (error) => {
      end(!('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')));
    });
  });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/** Tells a closed directory from a missing one: the directory of a daemon of another user lets nobody in. */
function closedOrMissing(error: unknown): 'closed' | undefined {
  if (error instanceof Error && 'code' in error && error.code === 'EACCES') return 'closed';
  missing(error);
  return undefined;
}

function unsafe(message: string): SocketRefused {
  return { is: 'refused', because: 'unsafe', message };
}
