import { seenNow } from '../engine/seen-now.ts';
import type { Address } from '../model/address.ts';
import { derived } from '../model/derived.ts';
import type { TreeMap } from '../model/tree.ts';
import type { ControllerState } from './controller.ts';
import type { Desk } from './desk.ts';
import { notRead } from './not-read.ts';

/** Shows what AWS answered the looks about one resource, once for each state. It asks AWS nothing. */
export function seenByLooks(
  address: Address,
  { parts: { clock }, state, tenure: opened }: Desk,
): Promise<TreeMap | undefined> {
  const tenure = opened();
  const now = state.get();
  const { stack, status } = now;
  if (tenure === undefined || stack === undefined) return Promise.resolve(undefined);
  const shown = shownIn(now);
  const before = shown.get(address);
  if (before !== undefined) return before;
  const { aws } = tenure.recall.recalling((call) => notRead(call, 'no look has read it'));
  const ids = new Map([...status.values()].map((record) => [record.address, record.ids]));
  const { kinds } = tenure.machine;
  const tree = seenNow(address, { stack, kinds, ids, aws, now: clock.now() });
  shown.set(address, tree);
  return tree;
}

const shownIn = derived((_: ControllerState) => new Map<Address, Promise<TreeMap | undefined>>());
