import { kindOf, type Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { Thing } from '../../model/things.ts';
import type { RecordInput } from './input.ts';
import { indexThings } from '../observe/thing-index.ts';
import { sameThings, withoutGone, withoutLetGo, withoutReleased } from '../observe/things.ts';

type LettingGo = Omit<RecordInput, 'attributes' | 'lastApplied' | 'live'>;

/**
 * Forgets what an apply of everything settled: what AWS no longer has, what a manifest released, and the orphans
 * that a person has seen in this plan. A plan of a part cannot tell a rename from a loss, and nobody reads the plan
 * of an unattended run.
 */
export async function letGo(input: LettingGo): Promise<void> {
  const { plan, journal } = input;
  const { inventory } = input.observed;
  if (inventory.is !== 'complete') return;
  const listed = indexThings(input.acknowledged);
  const seen = plan.orphans.filter(
    (orphan) => listed(orphan).length > 0 && !isDoubtful(orphan.address, input),
  );
  const before = await journal.things();
  // AWS may not show yet what was written so short a time ago: that it is not seen proves nothing.
  const provenUntil = input.now - input.timing.young;
  const after = withoutLetGo(withoutReleased(withoutGone(before, inventory.gone, provenUntil), input), seen);
  if (!sameThings(before, after)) await journal.keep(after);
  await forgetMemories(input, { seen, gone: inventory.gone, provenUntil });
}

/**
 * Returns true if an orphan may be what another address of its kind was called before. Saying yes to the rest leaves
 * it open.
 */
function isDoubtful(orphan: Address, { plan }: LettingGo): boolean {
  return plan.resources.some(
    ({ kind, blocked }) => kind === kindOf(orphan) && blocked?.code === 'engine.ambiguous',
  );
}

async function forgetMemories(
  { stack, memory, kinds }: LettingGo,
  found: {
    readonly seen: readonly Thing[];
    readonly gone: readonly Thing[];
    readonly provenUntil: Instant;
  },
): Promise<void> {
  const acknowledged = new Set(found.seen.map(({ address }) => address));
  const gone = new Set(found.gone.map(({ address }) => address));
  for (const [address, last] of await memory.lastApplied()) {
    if (stack.resources.has(address)) continue;
    // One that is still there is in the stack as a stray (engine/observe/strays.ts).
    const revoked = kinds.get(kindOf(address))?.onVanish === 'revoke';
    const isYoung = Object.values(last.facets).some(({ at }) => at > found.provenUntil);
    const isGone = (revoked || gone.has(address)) && !isYoung;
    if (isGone || acknowledged.has(address)) await memory.forget(address);
  }
}
