import type { Overview } from '../../server/types.ts';

type Source = Overview['items'][number];

/** The figures of the strip, of one source or of several together. */
export interface Totals {
  readonly resources: number;
  readonly inSync: number;
  readonly drifted: number;
  readonly pending: number;
  readonly settling: number;
  readonly unknown: number;
  readonly healthy: number;
  readonly progressing: number;
  readonly degraded: number;
  readonly blocked: number;
  readonly paused: number;
  readonly critical: number;
  readonly warning: number;
  readonly waitingSteps: number;
  readonly read: number;
  readonly regions: number;
  /** The oldest of the last full looks; undefined while one of them is missing. */
  readonly fullAt?: string;
  readonly isStale: boolean;
  readonly calls: number;
  readonly throttled: number;
  readonly oldestDrift?: NonNullable<Source['oldestDrift']> & { readonly source: string };
}

/** Adds up the sources that are shown. A whole is as old as its oldest part. */
export function totalsOf(sources: readonly Source[]): Totals {
  const sum = (of: (source: Source) => number): number => sources.reduce((total, one) => total + of(one), 0);
  const looks = sources.map(({ look }) => look.fullAt);
  const fullAt = looks.includes(undefined) ? undefined : looks.reduce(earlier, undefined);
  const drift = sources.flatMap(({ source, oldestDrift }) =>
    oldestDrift === undefined ? [] : [{ source, ...oldestDrift }],
  );
  const oldestDrift = drift.reduce<(typeof drift)[number] | undefined>(
    (oldest, one) =>
      oldest === undefined || Date.parse(one.since) < Date.parse(oldest.since) ? one : oldest,
    undefined,
  );
  return {
    resources: sum(({ counts }) => counts.resources),
    inSync: sum(({ counts }) => counts.inSync),
    drifted: sum(({ counts }) => counts.drifted),
    pending: sum(({ counts }) => counts.pending),
    settling: sum(({ counts }) => counts.settling),
    unknown: sum(({ counts }) => counts.unknown),
    healthy: sum(({ counts }) => counts.healthy),
    progressing: sum(({ counts }) => counts.progressing),
    degraded: sum(({ counts }) => counts.degraded),
    blocked: sum(({ counts }) => counts.blocked),
    paused: sum(({ counts }) => counts.paused),
    critical: sum(({ attention }) => attention.critical),
    warning: sum(({ attention }) => attention.warning),
    waitingSteps: sum(({ waitingSteps }) => waitingSteps),
    read: sum(({ look }) => look.read),
    regions: Math.max(0, ...sources.map(({ look }) => look.regions)),
    isStale: sources.some(({ look }) => look.stale),
    calls: sum(({ calls }) => calls.lastHour),
    throttled: sum(({ calls }) => calls.throttledLastHour),
    ...(fullAt === undefined ? {} : { fullAt }),
    ...(oldestDrift === undefined ? {} : { oldestDrift }),
  };
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) <= Date.parse(other) ? one : other;
}
