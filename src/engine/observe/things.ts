import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Subject } from '../../model/subject.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Plan } from '../../model/plan.ts';
import type { Attributes, Stack } from '../../model/resource.ts';
import type { Thing, Things } from '../../model/things.ts';
import { subjectOf } from './subject.ts';
import { indexThings, isOneThing } from './thing-index.ts';

export function sameThings(a: Things, b: Things): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface Scene {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly observations: ReadonlyMap<Address, Observation>;
  readonly attributes: Attributes;
  /** What is known to exist by now, what this run made included. */
  readonly live: ReadonlyMap<Address, { readonly ids: Ids }>;
}

/**
 * Gives the things of a Stack with what this plan stands for: before its first write, so that a crash forgets none
 * of them, and once more when AWS has chosen its ids. What the manifest names counts where the plan may write it or it is ours already.
 */
export function thingsWith(things: Things, plan: Plan, scene: Scene, now: Instant): Things {
  const released = new Set(plan.steps.flatMap((step) => (step.gate.is === 'released' ? [step.address] : [])));
  const standing = plan.resources.flatMap(({ address, place }): readonly Thing[] => {
    const resource = scene.stack.resources.get(address);
    const kind = scene.kinds.get(resource?.kind ?? '');
    // What is revoked without its manifest needs no person to remember it, and a tombstone is its own record.
    const goes = kind?.onVanish === 'revoke' && resource?.metadata.prune !== 'never';
    if (resource?.metadata.state !== 'present' || kind === undefined || goes) return [];
    const at = subjectOf(resource, scene.stack.settings, scene.attributes, {});
    const written = released.has(address);
    const ids = idsOf(kind, at, scene, written);
    return ids === undefined ? [] : [{ address, place, ids }];
  });
  const [keptFor, standingFor] = [indexThings(things.kept), indexThings(standing)];
  const known = (one: Thing): boolean => keptFor(one).some(({ address }) => address === one.address);
  const fresh = standing.filter((one) => !known(one)).map((one) => ({ ...one, since: now }));
  // One thing has one address: it may have moved to another manifest.
  const moved = (one: Thing): boolean => standingFor(one).some(({ address }) => address !== one.address);
  return {
    kept: [...things.kept.filter((one) => !moved(one)), ...fresh],
    // What a manifest declares again is ours again.
    letGo: things.letGo.filter((one) => standingFor(one).length === 0),
  };
}

function idsOf(
  { identity }: AnyKind,
  at: Subject<unknown>,
  { observations, live }: Scene,
  written: boolean,
): Ids | undefined {
  const seen = observations.get(at.address);
  if (seen?.is === 'present') {
    const isOurs = !seen.blank && ['ours', 'unmarked'].includes(seen.owner.is);
    return isOurs || written ? seen.ids : undefined;
  }
  if (!written) return undefined;
  return live.get(at.address)?.ids ?? (identity.by === 'name' ? identity.ids(at) : undefined);
}

/** Gives the things without those that AWS no longer has. What was noted since `provenUntil` may only not show yet. */
export function withoutGone(things: Things, gone: readonly Thing[], provenUntil: Instant): Things {
  const goneOf = indexThings(gone);
  const kept = things.kept.filter((one) => one.since > provenUntil || goneOf(one).length === 0);
  return { ...things, kept };
}

/** Gives the things without those that a manifest let go of (`metadata.state: released`). */
export function withoutReleased(
  things: Things,
  { stack, observations }: Pick<Scene, 'stack' | 'observations'>,
): Things {
  const isReleased = (one: Thing): boolean => {
    const seen = observations.get(one.address);
    const state = stack.resources.get(one.address)?.metadata.state;
    return state === 'released' && seen?.is === 'present' && isOneThing({ ...one, ids: seen.ids }, one);
  };
  return { ...things, kept: things.kept.filter((one) => !isReleased(one)) };
}

/** Gives the things after a person has acknowledged that these were let go of. */
export function withoutLetGo(things: Things, orphans: readonly Thing[]): Things {
  const find = indexThings(orphans);
  const isNow = (one: Thing): boolean => find(one).length > 0;
  return {
    kept: things.kept.filter((one) => !isNow(one)),
    letGo: [...things.letGo.filter((one) => !isNow(one)), ...orphans.map(thingOf)],
  };
}

export function thingOf({ address, place, ids }: Thing): Thing {
  return { address, place, ids };
}
