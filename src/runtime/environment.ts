import { homedir, hostname } from 'node:os';

/** What a process is told by its surroundings. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly host: string;
  readonly pid: number;
  readonly platform: string;
  /** Node's version, without the `v`. */
  readonly node: string;
  readonly stdin: { readonly isTerminal: boolean };
  readonly stdout: { readonly isTerminal: boolean; readonly columns: number | undefined };
  readonly stderr: { readonly isTerminal: boolean };
}

/** A copy taken now: later changes of `process.env` are not seen. */
export function realEnvironment(): Environment {
  return {
    variables: { ...process.env },
    cwd: process.cwd(),
    home: homeOf(process.env['HOME']),
    host: hostname(),
    pid: process.pid,
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

/** In a container a user may have no entry in /etc/passwd, and so no home that Node could tell. */
function homeOf(variable: string | undefined): string {
  try {
    return homedir();
  } catch {
    return variable ?? '/';
  }
}
