import type { Address } from '../../model/address.ts';
import type { AnyKind, Lack } from '../../model/kind/kind.ts';
import { blockOf } from '../../model/reasons.ts';
import type { Observation } from '../../model/observation.ts';
import type { Resource } from '../../model/resource.ts';
import type { Subject } from '../../model/subject.ts';
import { isHeld } from '../decide/gates/hold.ts';
import { isMisreading, notUnderstood } from '../observe/evidence.ts';
import { memoryOf, subjectOf } from '../observe/subject.ts';
import { draft, nothing, type Draft, type Drafted } from './draft.ts';
import { guardingOf } from './draft/guard.ts';
import type { Planned } from './hold-back.ts';
import type { PlanInput, Planning } from './input.ts';

/** Makes the plan of one resource; nothing where it was not looked at. */
export function planOne(
  resource: Resource,
  input: Planning,
  split: boolean,
  coming: ReadonlySet<string> = new Set(),
): readonly Planned[] {
  const { address } = resource;
  const kind = input.kinds.get(resource.kind);
  const observation = input.observed.observations.get(address);
  if (kind === undefined || observation === undefined) return [];
  const ids = observation.is === 'present' ? observation.ids : {};
  const at = subjectOf(resource, input.stack.settings, input.attributes, ids);
  try {
    const whole = draft({
      kind,
      at,
      observation,
      last: memoryOf(kind, at, observation, input.lastApplied),
      now: input.now,
      split,
      held: isHeld(address, { observations: input.observed.observations, hangsOn: input.hangsOn }),
      coming,
      others: input.others,
      ...(resource.letGoWaits === undefined ? {} : { letGoWaits: true }),
    });
    const drafted = isOnNew(address, input) ? withoutGiven(whole) : whole;
    return [
      {
        resource,
        kind,
        at,
        observation,
        drafted: withoutLack(withContainer(drafted, observation, address, input), kind, at, input),
      },
    ];
  } catch (error) {
    const [op] = kind.reads[kind.existence]?.asks ?? [];
    if (observation.is !== 'present' || op === undefined || !isMisreading(error)) throw error;
    // What AWS holds has a form over which the kind stumbles: it is unknown, the others are planned.
    const failure = notUnderstood({ op, at: resource.place }, error);
    return [{ resource, kind, at, observation: { is: 'unknown', failure }, drafted: nothing }];
  }
}

/** Blocks what would be put into a bucket that does not exist, unless this very plan makes it. */
function withContainer(
  drafted: Drafted,
  observation: Observation,
  address: Address,
  input: PlanInput,
): Drafted {
  if (observation.is !== 'absent' || observation.missing === undefined) return drafted;
  if (input.edges.from(address).some(({ to }) => isNew(to, input))) return drafted;
  return {
    ...drafted,
    drafts: [],
    blocked: blockOf('engine.missing-container', observation.missing),
  };
}

/** Blocks what AWS refuses to make, or to point elsewhere, where nothing that this plan does changes that. */
function withoutLack(drafted: Drafted, kind: AnyKind, at: Subject<unknown>, input: Planning): Drafted {
  const lack = kind.lacks(at, input.others, (address) => isNew(address, input));
  if (lack === undefined || !drafted.drafts.some((one) => rests(one, lack))) return drafted;
  return { ...drafted, drafts: guardingOf(drafted.drafts), blocked: blockOf(lack.code, lack) };
}

function rests({ name, changes }: Draft, { path }: Lack): boolean {
  return name === 'create' || changes.some((change) => change.path === path);
}

/** Tells whether all that it gives is about something that this plan makes: the whole of it is in the plan. */
function isOnNew(address: Address, input: PlanInput): boolean {
  return (input.hangsOn.get(address) ?? []).some((one) => isNew(one, input));
}

function withoutGiven(drafted: Drafted): Drafted {
  return { ...drafted, drafts: drafted.drafts.map(({ gives: _gives, ...one }) => one) };
}

/** Returns true where this plan makes it. */
function isNew(address: Address, { observed, stack }: PlanInput): boolean {
  return (
    observed.observations.get(address)?.is === 'absent' &&
    stack.resources.get(address)?.metadata.state === 'present'
  );
}
