import type { Address } from '../model/address.ts';
import type { Observation } from '../model/observation.ts';
import type { Stack } from '../model/resource.ts';
import type { Ports, Timing } from './ports.ts';
import { settle, type Sweeper } from './sweep.ts';

/**
 * Before a plan is shown for applying: intents that an earlier run left open are settled, and where nothing
 * of an address is in the index yet, one look at everything may find it. Returns what was found: then the plan is
 * made from a new look.
 */
export async function settleBeforePlan(
  stack: Stack,
  observations: ReadonlyMap<Address, Observation>,
  ports: Ports,
  timing: Timing,
  sweeper: Sweeper,
): Promise<ReadonlySet<Address>> {
  const intents = await ports.journal.openIntents();
  const found = new Set<Address>();
  for (const [address, observation] of observations) {
    const mine = intents.filter((intent) => intent.address === address);
    if (observation.is === 'present') {
      for (const intent of mine) await ports.journal.close(intent.id, observation.ids);
      continue;
    }
    const resource = stack.resources.get(address);
    const kind = ports.kinds.get(resource?.kind ?? '');
    if (observation.is !== 'absent' || resource === undefined || kind?.identity.by !== 'mark') continue;
    if (resource.metadata.state !== 'present') continue;
    if (mine.length === 0) {
      if (await glance(stack, address, ports, sweeper)) found.add(address);
      continue;
    }
    const settled = await settle(
      {
        sweeper,
        ports,
        createSettle: timing.createSettle,
        waiting: (until, why) => {
          ports.progress({ is: 'settling', at: ports.clock.now(), address, why, until });
        },
      },
      kind,
      kind.identity,
      address,
      resource.place,
    );
    if (settled.is === 'found') found.add(address);
  }
  return found;
}

/** One sweep without waiting, shared by all creates of the pass. */
async function glance(stack: Stack, address: Address, ports: Ports, sweeper: Sweeper): Promise<boolean> {
  const resource = stack.resources.get(address);
  const kind = ports.kinds.get(resource?.kind ?? '');
  if (resource === undefined || kind?.identity.by !== 'mark') return false;
  const answer = await sweeper.since(kind.identity, resource.place, 0);
  const [ids, more] = answer.is === 'swept' ? (answer.swept.marked.get(address) ?? []) : [];
  if (ids === undefined || more !== undefined) return false;
  await ports.journal.remember(address, ids);
  return true;
}
