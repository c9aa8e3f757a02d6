import { blockOf } from '../../model/reasons.ts';
import { standingOn } from '../authority/stands-on.ts';
import { nothing } from './draft.ts';
import type { Planned } from './hold-back.ts';
import type { PlanInput } from './input.ts';

/** Blocks what targets the things that Keywright stands on, whatever it would do to them. */
export function withoutStanding(planned: readonly Planned[], input: PlanInput): readonly Planned[] {
  const scene = { ...input, observations: input.observed.observations };
  return planned.map((one) => {
    const why = standingOn(one.kind, one.at, scene);
    if (why === undefined) return one;
    const release = 'take its manifest out: Keywright manages nothing that it stands on';
    return { ...one, drafted: { ...nothing, blocked: blockOf('engine.stands-on', why, release) } };
  });
}

/** One key has one address: what two manifests claim, say by adopting it both, is neither's. */
export function apart(planned: readonly Planned[]): readonly Planned[] {
  const byArn = Map.groupBy(
    planned.filter(({ kind, at }) => kind.identity.by === 'mark' && at.ids['arn'] !== undefined),
    ({ at }) => at.ids['arn'] ?? '',
  );
  return planned.map((one) => {
    const rivals = byArn.get(one.at.ids['arn'] ?? '') ?? [];
    if (rivals.length < 2 || !rivals.includes(one)) return one;
    const names = rivals.map(({ resource }) => resource.address).join(' and ');
    const why = `${names} both stand for ${one.at.ids['arn'] ?? ''}`;
    const release = 'keep one of them, or take metadata.adopt out of the other';
    const blocked = blockOf('engine.ambiguous', why, release);
    return { ...one, drafted: { ...one.drafted, drafts: [], blocked } };
  });
}
