import type { Address } from '../model/address.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Desk } from './desk.ts';
import type { DueAddress, Look } from './due.ts';
import type { Worked } from './queue.ts';
import { nextLook } from './schedule.ts';
import { batchOf, work } from './work.ts';
import { workedIn } from './worked.ts';

/** Works on what is due, batch after batch, until the signal. */
export async function workOnBatches(desk: Desk, signal: AbortSignal): Promise<void> {
  const { parts, queue, batches, state } = desk;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    // Before everything was looked at once, a part says too little to write by.
    const isReady = state.get().stack !== undefined && state.get().fullAt !== undefined;
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
  const { queue, parts, state } = desk;
  const stack = state.get().stack;
  const tenure = desk.tenure();
  const addresses = due
    .map(({ address }) => address)
    .filter((address) => stack?.resources.has(address) === true);
  const result =
    stack === undefined || tenure === undefined || addresses.length === 0
      ? undefined
      : await work({ stack, scope: batchOf(addresses), look, writes: true }, desk, tenure, signal);
  settle(
    due.map(({ address }) => address),
    result,
    desk,
  );
  parts.publish({
    source: parts.name,
    at: parts.clock.now(),
    is: 'queue',
    size: queue.size,
    due: 0,
  });
}

/** Says of each address how the work on it ended. Without a result it comes again after a pause. */
export function settle(addresses: readonly Address[], result: PassResult | undefined, desk: Desk): void {
  const { queue, parts, state } = desk;
  const now = parts.clock.now();
  const next = (address: Address): ReturnType<typeof nextLook> =>
    nextLook(address, parts.settings.cadence, desk.slots(), now);
  const worked = result === undefined ? undefined : workedIn({ result, now, next });
  const isDeclared = (address: Address): boolean => state.get().stack?.resources.has(address) === true;
  for (const address of addresses) {
    const failed: Worked = { is: 'backoff', before: next(address) };
    queue.done(address, isDeclared(address) ? (worked?.get(address) ?? failed) : { is: 'gone' }, now);
  }
}
