import type { Address } from '../../model/address.ts';
import { settleFor, takesAccess } from '../../model/pace.ts';
import { restUntil } from '../rest.ts';
import { refOf, type ApplyContext, type Work } from './context.ts';
import type { Slots } from './slots.ts';

/**
 * Our own reads show a write before AWS's other readers know of it. So what puts data under a key waits until
 * that key's policy, state and grants have settled, and what takes something away waits until those that let
 * go of it have (design §3): else an application fails in between. Others may run meanwhile: only its locks
 * stay taken.
 */
export async function letSettle(context: ApplyContext, work: Work, slots: Slots): Promise<void> {
  const { step, kind, resource } = work;
  if (!takesAccess(step) && kind.restsOnOthers !== true) return;
  const { ports } = context;
  const others = new Set<Address>([
    ...resource.references.filter(({ edge }) => edge).map(({ to }) => to),
    ...step.after.map((id) => id.slice(0, id.lastIndexOf('#')) as Address),
  ]);
  others.delete(step.address);
  const written = [...others].map((address) => ({
    address,
    at: context.wrote.get(address) ?? Number.NEGATIVE_INFINITY,
  }));
  const latest = written.reduce((a, b) => (b.at > a.at ? b : a), {
    address: step.address,
    at: Number.NEGATIVE_INFINITY,
  });
  const until = latest.at + settleFor;
  const startedAt = ports.clock.now();
  if (startedAt >= until) return;
  const why = `${latest.address} was written a moment ago: not before every reader in AWS knows of it`;
  ports.progress({ is: 'waiting', at: startedAt, step: refOf(context, step), why, until, elapsed: 0 });
  await slots.aside(() => restUntil(until, ports));
}
