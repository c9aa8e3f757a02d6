/** What the system says of this process. */
export interface Usage {
  /** When it started, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly residentBytes: number;
  /** Time on a core, in milliseconds. */
  readonly cpu: number;
}

export function processUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    startedAt: performance.timeOrigin,
    residentBytes: process.memoryUsage.rss(),
    cpu: (user + system) / 1_000,
  };
}

/** Returns the user that this process runs as; undefined where the system has none. */
export function processUser(): number | undefined {
  return process.getuid?.();
}
