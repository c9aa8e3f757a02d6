import type { Address } from '../../model/address.ts';
import { showPlace, type AwsFailure, type OpName } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type Holds } from '../../model/hold.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Observation } from '../../model/observation.ts';
import type { ResourcePlan, Scope } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';
import { gateSentences } from '../../report/sentences/gates.ts';
import { holdSentences } from '../../report/sentences/holds.ts';
import { isOneThing } from './thing-index.ts';

type Named = Pick<Thing, 'address' | 'ids'>;

interface Scene {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly observations: ReadonlyMap<Address, Observation>;
}

/** Gives when an apply first noted this value of the tag on this thing; undefined: the hold is new. */
export function notedSince(holds: Holds, thing: Named, value: string): Instant | undefined {
  return holds.find((one) => one.is === 'held' && one.value === value && isOneThing(one, thing))?.since;
}

/**
 * Gives the notes after a look: each value keeps the instant at which it was first noted, and what is no longer there
 * is dropped. A failed read proves nothing, so it drops nothing.
 */
export function holdsAfter(before: Holds, scene: Scene & { readonly scope: Scope }, now: Instant): Holds {
  const { stack, scope, observations } = scene;
  const unread = new Set(unreadTags(scene).map(({ resource }) => resource.address));
  const read = [...observations].flatMap(([address, seen]) =>
    seen.is === 'present' && seen.facets['tags']?.is !== 'unreadable'
      ? [{ address, ids: seen.ids, hold: seen.hold ?? seen.endedHold }]
      : [],
  );
  const isKept = (note: Holds[number]): boolean => {
    if (scope.is === 'all' && !stack.resources.has(note.address)) return false;
    if (note.is === 'held') return !read.some((one) => isOneThing(note, one));
    return unread.has(note.address) || !read.some(({ address }) => address === note.address);
  };
  const kept = before.filter(isKept);
  const held = read.flatMap(({ hold, ...thing }): Holds => {
    if (hold === undefined) return [];
    return [{ is: 'held', ...thing, since: notedSince(before, thing, hold.value) ?? now, value: hold.value }];
  });
  const fresh = [...unread].filter((address) => !isNotedUnread(kept, address));
  return [...kept, ...held, ...fresh.map((address) => ({ is: 'unread', address, since: now }) as const)];
}

/**
 * Reports each hold that appeared, and each thing whose tags can no longer be read, since the last apply. Both stop
 * writes by the word of whoever can tag, or can deny the reading of tags (authority.md §2.11).
 */
export function appeared(scene: Scene, holds: Holds): readonly Diagnostic[] {
  const { stack, kinds, observations } = scene;
  const fresh = unreadTags(scene).filter(({ resource }) => !isNotedUnread(holds, resource.address));
  const ofFailure = Map.groupBy(fresh, ({ failure: { op, at } }) => `${op} ${showPlace(at)}`);
  const newHolds = [...observations].flatMap(([address, seen]): readonly Diagnostic[] => {
    const resource = stack.resources.get(address);
    if (seen.is !== 'present' || seen.hold === undefined || seen.hold.since !== undefined) return [];
    const untag = untagOf(kinds.get(resource?.kind ?? ''));
    const words = holdSentences.appeared({ address, hold: seen.hold, untag });
    return [{ severity: 'critical', code: 'engine.new-hold', ...words, ...placeOf(resource) }];
  });
  return [...newHolds, ...[...ofFailure.values()].flatMap(unreadTogether)];
}

/** Tells that a hold has ended: its tag looks as if it still stopped something. */
export function endedHold(address: Address, observation: Observation, kind: AnyKind): readonly string[] {
  if (observation.is !== 'present' || observation.endedHold === undefined) return [];
  return [holdSentences.ended({ address, hold: observation.endedHold, untag: untagOf(kind) })];
}

/** Gives what stops writes by the word of whoever can tag, whatever else is wrong with the resource. */
export function holdFact(observation: Observation, kind: AnyKind): ResourcePlan['hold'] {
  if (observation.is === 'present' && observation.hold !== undefined)
    return { reason: 'held', why: gateSentences.held({ hold: observation.hold, on: undefined }).why };
  if (failedTags(observation, kind)?.code !== 'aws.forbidden') return undefined;
  return { reason: 'unreadable', why: gateSentences.unreadTags({ on: undefined }).why };
}

interface UnreadTags {
  readonly resource: Resource;
  readonly failure: AwsFailure;
}

/**
 * Lists the resources whose tags a refusal hides. Only a refusal hides a hold. What was throttled, or could not be
 * reached at all, is asked again by the next look.
 */
function unreadTags({ stack, kinds, observations }: Scene): readonly UnreadTags[] {
  return [...observations].flatMap(([address, seen]): readonly UnreadTags[] => {
    const resource = stack.resources.get(address);
    const failure = failedTags(seen, kinds.get(resource?.kind ?? ''));
    if (resource === undefined || failure?.code !== 'aws.forbidden') return [];
    return [{ resource, failure }];
  });
}

function failedTags(seen: Observation, kind: AnyKind | undefined): AwsFailure | undefined {
  if (seen.is === 'unknown')
    return kind?.reads['tags']?.asks.includes(seen.failure.op) === true ? seen.failure : undefined;
  const tags = seen.is === 'present' ? seen.facets['tags'] : undefined;
  return tags?.is === 'unreadable' ? tags.failure : undefined;
}

function isNotedUnread(holds: Holds, address: Address): boolean {
  return holds.some((one) => one.is === 'unread' && one.address === address);
}

/** Reports a refusal once: it may hide the tags of a whole Region. */
function unreadTogether(all: readonly UnreadTags[]): readonly Diagnostic[] {
  const [first] = all;
  if (first === undefined) return [];
  const { op, name } = first.failure;
  const addresses = all.map(({ resource }) => resource.address);
  const message = holdSentences.unreadTogether({ addresses, op, name });
  const place = all.length === 1 ? placeOf(first.resource) : {};
  return [{ severity: 'critical', code: 'engine.unreadable-tags', message, ...place }];
}

function placeOf(resource: Resource | undefined): Pick<Diagnostic, 'address' | 'span'> {
  return resource === undefined ? {} : { address: resource.address, span: resource.span };
}

/** Returns the operation that removes tags: the last of `Marking.calls`. */
function untagOf(kind: AnyKind | undefined): OpName | undefined {
  return kind?.identity.marking?.calls.at(-1);
}
