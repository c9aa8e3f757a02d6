import type { Address } from '../model/address.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Desk } from './desk.ts';
import type { DueAddress, Look } from './due.ts';
import { dueFollowers } from './followers.ts';
import type { Worked } from './queue.ts';
import { batchOf } from './work-request.ts';
import { work } from './work.ts';
import { workedIn } from './worked.ts';

/** Works on what is due, batch after batch, until the signal. */
export async function workOnBatches(desk: Desk, signal: AbortSignal): Promise<void> {
  const { parts, queue, batches, state } = desk;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    // Before everything was looked at once, a part says too little to write by.
    const isReady = state.get().stack !== undefined && state.get().plan !== undefined;
    await batches.until(isReady ? queue.nextAt() : undefined, signal);
    if (isOver() || !isReady) continue;
    const due = queue.take(parts.clock.now(), parts.settings.batch);
    for (const look of ['full', 'fast'] as const) {
      const some = due.filter((one) => one.look === look);
      if (some.length > 0) await desk.turns.take(() => workOn(some, look, desk, signal));
    }
  }
}

async function workOn(
  due: readonly DueAddress[],
  look: Look,
  desk: Desk,
  signal: AbortSignal,
): Promise<void> {
  const { state } = desk;
  const stack = state.get().stack;
  const tenure = desk.tenure();
  const addresses = due
    .map(({ address }) => address)
    .filter((address) => stack?.resources.has(address) === true);
  const result =
    stack === undefined || tenure === undefined || addresses.length === 0
      ? undefined
      : await work({ stack, scope: batchOf(addresses), look, writes: true }, desk, tenure, signal);
  if (result !== undefined) dueFollowers(result, desk);
  settle(
    due.map(({ address }) => address),
    result,
    desk,
  );
}

/** Says of each address how the work on it ended. Without a result it comes again after a pause. */
function settle(addresses: readonly Address[], result: PassResult | undefined, desk: Desk): void {
  const { queue, parts, state, next } = desk;
  const now = parts.clock.now();
  const worked = result === undefined ? undefined : workedIn({ result, now, next });
  for (const address of addresses) {
    const isDeclared = state.get().stack?.resources.has(address) === true;
    queue.done(address, isDeclared ? (worked?.get(address) ?? afterAll(address)) : { is: 'gone' }, now);
  }

  /** Schedules what a fast look does not read, or what could not be looked at at all. */
  function afterAll(address: Address): Worked {
    const usual = next(address);
    if (result === undefined) return { is: 'backoff', ...(usual === undefined ? {} : { before: usual }) };
    return usual === undefined ? { is: 'gone' } : { is: 'again', due: usual };
  }
}
