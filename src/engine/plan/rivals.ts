import { showIds } from '../../model/ids.ts';
import { blockOf } from '../../model/reasons.ts';
import { planSentences } from '../../report/sentences/plan.ts';
import { standingOn } from '../authority/stands-on.ts';
import { nothing } from './draft.ts';
import type { Planned } from './hold-back.ts';
import type { PlanInput } from './input.ts';

/** Blocks what targets the things that Keywright stands on, whatever it would do to them. */
export function withoutStanding(planned: readonly Planned[], input: PlanInput): readonly Planned[] {
  const scene = { ...input, observations: input.observed.observations };
  return planned.map((one) => {
    const blocked = standingOn(one.kind, one.at, scene);
    return blocked === undefined ? one : { ...one, drafted: { ...nothing, blocked } };
  });
}

/** Sets rivals apart, as one key has one address: what two manifests claim, say by adopting it both, is neither's. */
export function apart(planned: readonly Planned[]): readonly Planned[] {
  const byIds = Map.groupBy(
    planned.filter(({ kind, at }) => kind.identity.by === 'mark' && Object.keys(at.ids).length > 0),
    ({ at }) => showIds(at.ids),
  );
  return planned.map((one) => {
    const rivals = byIds.get(showIds(one.at.ids)) ?? [];
    if (rivals.length < 2 || !rivals.includes(one)) return one;
    const addresses = rivals.map(({ resource }) => resource.address);
    const words = planSentences.rivals({ addresses, ids: one.at.ids });
    const blocked = blockOf('engine.ambiguous', words);
    return { ...one, drafted: { ...one.drafted, drafts: [], blocked } };
  });
}
