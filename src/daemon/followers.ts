import type { Address } from '../model/address.ts';
import type { PassResult } from '../model/outcome.ts';
import { addressOfStep } from '../model/step-id.ts';
import type { Desk } from './desk.ts';

/**
 * Makes due what refers to something that was written just now and is not in sync. In a batch of its own it was held
 * back, since what it refers to was outside of the batch; nothing else would look at it before the next full look.
 */
export function dueFollowers({ outcomes }: Pick<PassResult, 'outcomes'>, desk: Desk): void {
  const { parts, queue, state } = desk;
  const written = new Set<Address>(
    [...outcomes].flatMap(([id, { is }]) => (is === 'done' ? [addressOfStep(id)] : [])),
  );
  const { stack, status } = state.get();
  for (const { address, references } of stack?.resources.values() ?? []) {
    const isBehind = (status.get(address)?.sync ?? 'Unknown') !== 'InSync';
    if (!isBehind || written.has(address) || !references.some(({ to }) => written.has(to))) continue;
    queue.add({ address, at: parts.clock.now(), lane: 'repair', look: 'full', why: new Set(['retry']) });
  }
}
