import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { Observation } from '../../model/observation.ts';
import type { Stack } from '../../model/resource.ts';
import { identitySentences } from '../../report/sentences/identity.ts';
import type { Observed } from './observed.ts';
import type { Ports } from '../ports.ts';
import { deadlineOf, isStopped, restUntil } from '../waiting/rest.ts';
import { subjectOf } from './subject.ts';

/**
 * Looks again while something is known to exist and AWS does not show all of it, because it was made a
 * moment ago; bounded by the time after which a new key is believed to be visible everywhere. What was made long
 * ago and is gone holds nobody up. `found` was found a moment ago by an earlier look.
 */
export async function lookUntilVisible<L extends Seen>(
  look: () => Promise<L>,
  { stack, ports, found }: Until,
): Promise<L> {
  const { timing } = ports;
  const begun = ports.clock.now();
  for (;;) {
    const startedAt = ports.clock.now();
    const looked = await look();
    const hidden = [...looked.observed.observations].find(([address, seen]) =>
      isHidden(address, seen, { ...looked, stack, ports, found, now: startedAt }),
    );
    const giveUp = Math.min(begun + timing.createSettle, deadlineOf(ports));
    if (hidden === undefined || startedAt >= giveUp || isStopped(ports)) return looked;
    const [address] = hidden;
    const why = identitySentences.hidden({ address });
    ports.progress({
      is: 'settling',
      at: ports.clock.now(),
      address,
      reason: 'lagging',
      why,
      until: giveUp,
    });
    await restUntil(ports.clock.now() + timing.createSettle / 8, ports);
    if (isStopped(ports)) return looked;
  }
}

interface Seen {
  readonly observed: Observed;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
}

interface Until {
  readonly stack: Stack;
  readonly ports: Ports;
  readonly found: ReadonlySet<Address>;
}

interface Scene extends Seen {
  readonly stack: Stack;
  readonly found: ReadonlySet<Address>;
  readonly ports: Ports;
  readonly now: Instant;
}

function isHidden(address: Address, seen: Observation, scene: Scene): boolean {
  if (seen.is === 'ambiguous') return seen.reason === 'vanished' && wasJustMade(address, scene);
  if (seen.is === 'absent') return seen.missing !== undefined && isInsideYoung(address, scene);
  // It is there by one answer and not there by another.
  if (seen.is === 'unknown') return seen.failure.code === 'aws.not-found';
  const missing = Object.values(seen.facets).some(
    (facet) => facet.is === 'unreadable' && facet.failure.code === 'aws.not-found',
  );
  return missing && isYoung(address, seen, scene);
}

function wasJustMade(address: Address, { lastApplied, found, now, ports }: Scene): boolean {
  const notes = Object.values(lastApplied.get(address)?.facets ?? {});
  return found.has(address) || notes.some(({ at }) => now - at < ports.timing.young);
}

function isYoung(address: Address, seen: Observation, { stack, ports, now }: Scene): boolean {
  const kind = ports.kinds.get(stack.resources.get(address)?.kind ?? '');
  return seen.is === 'present' && now - (kind?.bornAt(seen.reads) ?? 0) < ports.timing.young;
}

/** Returns true if one answer shows the bucket and another says that there is none to put anything into. */
function isInsideYoung(address: Address, scene: Scene): boolean {
  const { observed, stack, ports } = scene;
  const resource = stack.resources.get(address);
  if (resource === undefined) return false;
  const at = subjectOf(resource, stack.settings, new Map(), {});
  const containers = ports.kinds.get(resource.kind)?.waitsFor(at, stack.resources) ?? [];
  return containers.some(({ to }) => {
    const container = observed.observations.get(to);
    return container !== undefined && isYoung(to, container, scene);
  });
}
