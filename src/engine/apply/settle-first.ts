import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import { motiveOf, waitsForNobody } from '../../model/motive.ts';
import type { Outcome } from '../../model/outcome.ts';
import { needsReaders, settleFor, takesAccess } from '../../model/pace.ts';
import { addressOfStep } from '../../model/step-id.ts';
import { mayRestUntil, restUntil } from '../waiting/rest.ts';
import { refOf, type ApplyContext, type Work } from './context.ts';

/** Gives the place of a step to others while it lets time pass. */
export type Aside = <T>(pass: () => Promise<T>) => Promise<T>;

/**
 * Our own reads show a write before AWS's other readers know of it. So what puts data under a key waits until
 * that key's policy, state and grants have settled, and what takes something away waits until those that let
 * go of it have (design §3): else an application fails in between. Others may run meanwhile: only its locks
 * stay taken.
 */
export async function letSettle(
  context: ApplyContext,
  work: Work,
  aside: Aside,
): Promise<Extract<Outcome, { readonly is: 'waiting' }> | undefined> {
  const { step, kind, resource } = work;
  if (waitsForNobody(step)) return undefined;
  if (!needsReaders(step, kind, isPartOfNew(context, step.address))) return undefined;
  const { ports } = context;
  const others = new Set<Address>([
    ...resource.references.filter(({ edge }) => edge).map(({ to }) => to),
    ...step.after.map(addressOfStep),
  ]);
  others.delete(step.address);
  const written = [...others].map((address) => ({ address, at: lastWrite(context, address) }));
  // What let go, in a run that ended without waiting, of the thing that is taken away now, is not known any more.
  if (takesAccess(step) && motiveOf(step) !== 'narrows-drift')
    for (const [address, at] of context.wroteBefore)
      if (address !== step.address) written.push({ address, at });
  const latest = written.reduce((a, b) => (b.at > a.at ? b : a), {
    address: step.address,
    at: Number.NEGATIVE_INFINITY,
  });
  const until = latest.at + settleFor;
  const startedAt = ports.clock.now();
  if (startedAt >= until) return undefined;
  const reasoned = {
    reason: 'spreading',
    why: `${latest.address} was written a moment ago: not before every reader in AWS knows of it`,
  } as const;
  if (!mayRestUntil(until, ports)) return { is: 'waiting', until, notBefore: until, ...reasoned };
  ports.progress({
    is: 'waiting',
    at: startedAt,
    step: refOf(context, step),
    ...reasoned,
    until,
    elapsed: 0,
  });
  const settled = await aside(() => restUntil(until, ports));
  return settled ? undefined : { is: 'waiting', until, notBefore: until, ...reasoned };
}

/** True if it is part of something, and AWS made all of that for this apply: it was not there before. */
function isPartOfNew({ hangsOn, fresh }: ApplyContext, address: Address): boolean {
  const hosts = hangsOn.get(address) ?? [];
  return hosts.length > 0 && hosts.every((host) => fresh.has(host));
}

/** When this apply wrote to an address, or an earlier one did. */
function lastWrite({ wrote, wroteBefore }: ApplyContext, address: Address): Instant {
  return wrote.get(address) ?? wroteBefore.get(address) ?? Number.NEGATIVE_INFINITY;
}
