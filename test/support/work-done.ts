import { Session, type Profiler } from 'node:inspector/promises';

/**
 * Counts the functions called in our own source while `work` runs, the embedded AWS apart. The count is
 * exact and the same on every machine, where a time would depend on what else runs there.
 */
export async function functionsCalled(work: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(isOurs)
      .flatMap(({ functions }) => functions)
      .reduce(withCallsOf, 0);
  } finally {
    session.disconnect();
  }
}

function isOurs({ url }: Profiler.ScriptCoverage): boolean {
  return url.includes('/src/') && !url.includes('/src/sandbox/') && !url.includes('/node_modules/');
}

/** Without `detailed`, the one range is the whole function. */
function withCallsOf(sum: number, { ranges }: Profiler.FunctionCoverage): number {
  return sum + (ranges[0]?.count ?? 0);
}
