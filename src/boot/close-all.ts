/** Closes one after the other, also where one of them fails; rejects with the first failure once all are closed. */
export async function closeAll(...closings: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closings) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Works with what was opened; closes it where the work fails, and leaves it open otherwise. */
export async function closedUnless<T>(work: () => Promise<T>, close: () => Promise<void>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The failure of the work is what a person must read.
    await close().catch(() => undefined);
    throw error;
  }
}
