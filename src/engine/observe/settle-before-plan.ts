import type { Address } from '../../model/address.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Stack } from '../../model/resource.ts';
import type { Ports } from '../ports.ts';
import { settle, type Sweeper } from './sweep.ts';

export interface Found {
  readonly addresses: ReadonlySet<Address>;
  /** Those that nothing but their tags shows to be ours. */
  readonly swept: ReadonlyMap<Address, Ids>;
}

/**
 * Settles the intents that an earlier run left open, before a plan is shown for applying. Where nothing of an address
 * is in the index yet, one look at everything may find it. Returns what was found: then the plan is made from a new
 * look.
 */
export async function settleBeforePlan(
  stack: Stack,
  observations: ReadonlyMap<Address, Observation>,
  ports: Ports,
  sweeper: Sweeper,
): Promise<Found> {
  const intents = await ports.journal.openIntents();
  const swept = new Map<Address, Ids>();
  const settledNow = new Set<Address>();
  for (const [address, observation] of observations) {
    const mine = intents.filter((intent) => intent.address === address);
    // A mark that something speaks against is not what an intent made.
    if (observation.is === 'present' && (observation.byTags?.doubts.length ?? 0) > 0) continue;
    if (observation.is === 'present') {
      for (const intent of mine) await ports.journal.close(intent.id, observation.ids);
      continue;
    }
    const resource = stack.resources.get(address);
    const kind = ports.kinds.get(resource?.kind ?? '');
    if (observation.is !== 'absent' || resource === undefined || kind?.identity.by !== 'mark') continue;
    if (resource.metadata.state !== 'present') continue;
    if (mine.length === 0) {
      const ids = await glance(stack, address, ports, sweeper);
      if (ids !== undefined) swept.set(address, ids);
      continue;
    }
    const settled = await settle(
      {
        sweeper,
        ports,
        createSettle: ports.timing.createSettle,
        waiting: (until, reasoned) => {
          ports.progress({ is: 'settling', at: ports.clock.now(), address, ...reasoned, until });
        },
      },
      kind,
      kind.identity,
      address,
      resource.place,
    );
    if (settled.is === 'found') settledNow.add(address);
  }
  return { addresses: new Set([...swept.keys(), ...settledNow]), swept };
}

/** Looks once at everything without waiting, shared by all creates of the pass. What it finds is not remembered: a mark is no proof. */
async function glance(
  stack: Stack,
  address: Address,
  ports: Ports,
  sweeper: Sweeper,
): Promise<Ids | undefined> {
  const resource = stack.resources.get(address);
  const kind = ports.kinds.get(resource?.kind ?? '');
  if (resource === undefined || kind?.identity.by !== 'mark') return undefined;
  const answer = await sweeper.since(kind.identity, resource.place, 0);
  const [ids, more] = answer.is === 'swept' ? (answer.swept.marked.get(address) ?? []) : [];
  return more === undefined ? ids : undefined;
}
