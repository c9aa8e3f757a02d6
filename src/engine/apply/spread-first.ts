import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import { restsOn, spreadFor, takesLast } from '../../model/pace.ts';
import { mayRestUntil, restUntil } from '../waiting/rest.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { refOf, type ApplyContext, type Work } from './context.ts';

/**
 * Waits until what a step rests on has spread. Our own reads show a write before AWS's other readers see it. So
 * what puts data under a key waits until that key's policy, state and grants have settled. What takes something away
 * waits until those that let go of it have (design §3). Else an application fails in between. Others may run
 * meanwhile, and write what it rests on again: so it looks again until all has settled.
 */
export async function letSpread(
  context: ApplyContext,
  work: Work,
): Promise<Extract<Outcome, { readonly is: 'waiting' }> | undefined> {
  const { ports } = context;
  const begunAt = ports.clock.now();
  for (;;) {
    const { address, at } = lastWriteBelow(context, work, begunAt);
    const startedAt = ports.clock.now();
    const until = at + spreadFor;
    if (startedAt >= until) return undefined;
    const reasoned = {
      reason: 'spreading',
      why: applySentences.spreading({ address }),
    } as const;
    const early = { is: 'waiting', until, notBefore: until, ...reasoned } as const;
    if (!mayRestUntil(until, ports)) return early;
    const step = refOf(context, work.step);
    ports.progress({ is: 'waiting', at: startedAt, step, ...reasoned, until, elapsed: 0 });
    if (!(await work.aside(() => restUntil(until, ports)))) return early;
  }
}

/** Finds the last write of what a step rests on that other readers in AWS must see first. */
function lastWriteBelow(
  context: ApplyContext,
  { step, kind, resource }: Work,
  begunAt: Instant,
): { readonly address: Address; readonly at: Instant } {
  const never = { address: step.address, at: Number.NEGATIVE_INFINITY };
  const others = restsOn(step, kind, resource.references, isPartOfNew(context, step.address));
  const written = [...others].map((address) => ({ address, at: lastWrite(context, address, begunAt) }));
  // What let go, in a run that ended without waiting, of the thing that is taken away now, is not known any more.
  if (takesLast(step))
    for (const [address, at] of context.wroteBefore)
      if (address !== step.address) written.push({ address, at });
  return written.reduce((a, b) => (b.at > a.at ? b : a), never);
}

/** Returns true if it is part of something, and AWS made all of that for this apply: it was not there before. */
function isPartOfNew({ hangsOn, fresh }: ApplyContext, address: Address): boolean {
  const hosts = hangsOn.get(address) ?? [];
  return hosts.length > 0 && hosts.every((host) => fresh.has(host));
}

/**
 * Returns when this apply, or an earlier one, last wrote to an address. After a loss of memory, only the creation
 * date is known, by the clock of AWS. If our clock is slow, the thing counts as created at `begunAt`.
 */
function lastWrite(
  { spreads, wroteBefore, live }: ApplyContext,
  address: Address,
  begunAt: Instant,
): Instant {
  const never = Number.NEGATIVE_INFINITY;
  const bornAt = live.get(address)?.bornAt ?? never;
  return Math.max(
    spreads.get(address) ?? never,
    wroteBefore.get(address) ?? never,
    Math.min(bornAt, begunAt),
  );
}
