import { homedir, hostname, userInfo } from 'node:os';

/** What a process gets from its surroundings. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly host: string;
  readonly pid: number;
  /** Whose process this is, as the system knows it; a variable could say anything. */
  readonly user: { readonly uid: number | undefined; readonly name: string | undefined };
  readonly platform: string;
  /** Node's version, without the `v`. */
  readonly node: string;
  readonly stdin: { readonly isTerminal: boolean };
  readonly stdout: { readonly isTerminal: boolean; readonly columns: number | undefined };
  readonly stderr: { readonly isTerminal: boolean };
}

/** Copies the environment now: later changes of `process.env` are not seen. */
export function realEnvironment(): Environment {
  return {
    variables: { ...process.env },
    cwd: process.cwd(),
    home: homeOf(process.env['HOME']),
    host: hostname(),
    pid: process.pid,
    user: { uid: process.getuid?.(), name: userName() },
    platform: process.platform,
    node: process.versions.node,
    stdin: { isTerminal: process.stdin.isTTY },
    stdout: {
      isTerminal: process.stdout.isTTY,
      columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    },
    stderr: { isTerminal: process.stderr.isTTY },
  };
}

function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/**
 * Finds the home directory. In a container a user may have no entry in /etc/passwd, and so no home that Node could
 * tell.
 */
function homeOf(variable: string | undefined): string {
  try {
    return homedir();
  } catch {
    return variable ?? '/';
  }
}
