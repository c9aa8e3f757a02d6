import { Session, type Profiler } from 'node:inspector/promises';

/** How often each function of our source was called, the embedded AWS apart: by file, name and place in it. */
export type Counted = ReadonlyMap<string, number>;

/**
 * Counts the functions called in our own source while `work` runs. The count is the same on every machine, where a
 * time would depend on what else runs there; and the product knows nothing of it.
 */
export async function counting(work: () => unknown): Promise<Counted> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return new Map(result.filter(isOurs).flatMap(countsIn));
  } finally {
    session.disconnect();
  }
}

export function sumOf(counted: Counted): number {
  return [...counted.values()].reduce((sum, count) => sum + count, 0);
}

/** Functions whose calls grow faster than the estate, with the exponent: 1 is in proportion, 2 is each with each. */
export function growing(
  small: Counted,
  large: Counted,
  times: number,
  most: number,
): readonly { readonly name: string; readonly calls: number; readonly exponent: number }[] {
  return [...large]
    .map(([name, calls]) => ({ name, calls, exponent: exponentOf(small.get(name) ?? 1, calls, times) }))
    .filter(({ exponent }) => exponent > most)
    .sort((a, b) => b.calls - a.calls);
}

export function exponentOf(small: number, large: number, times: number): number {
  return Math.log(large / small) / Math.log(times);
}

function isOurs({ url }: Profiler.ScriptCoverage): boolean {
  return url.includes('/src/') && !url.includes('/src/sandbox/') && !url.includes('/node_modules/');
}

/** Counts how often each function of a script ran. Without `detailed`, the one range is the whole function. */
function countsIn({ url, functions }: Profiler.ScriptCoverage): readonly (readonly [string, number])[] {
  const file = url.slice(url.indexOf('/src/') + 1);
  return functions.flatMap(({ functionName, ranges: [range] }) =>
    range === undefined || range.count === 0
      ? []
      : [[`${file} ${functionName} ${String(range.startOffset)}`, range.count] as const],
  );
}
