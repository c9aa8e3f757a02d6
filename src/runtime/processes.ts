/** Other processes of this host, and the end of this one. */
export interface Processes {
  isAlive(pid: number): boolean;
  /** Ends this process at once: nothing after it runs. */
  exit(code: number): void;
}

export function realProcesses(): Processes {
  return { isAlive, exit: (code) => process.exit(code) };
}

/** Returns true if the process lives. Signal 0 only asks; EPERM means that it lives and belongs to another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
