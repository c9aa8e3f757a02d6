import type { Address } from '../model/address.ts';
import type { Call } from '../model/call.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Subject } from '../model/subject.ts';
import { waitsForNobody } from '../model/motive.ts';
import { equalReadsOfWhole, needsReaders, rereads, settleFor } from '../model/pace.ts';
import type { Step } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { holdersOf } from './holders.ts';
import type { EstimateInput } from './input.ts';
import { addressOfStep, facetNameOf } from '../model/step-id.ts';

/** What a step does next: requests that go out together, or a wait. */
export type Act =
  | { readonly is: 'calls'; readonly calls: readonly Call[] }
  | {
      readonly is: 'wait';
      readonly until: Instant;
      readonly for: 'settling' | 'young-journal' | 'confirming';
    };

/** What an apply remembers while it runs, as far as it changes what later steps do. */
export interface Scene {
  now(): Instant;
  /** How long AWS takes to show a write. */
  readonly lag: Duration;
  /** When this apply last wrote an address. */
  readonly wrote: Map<Address, Instant>;
  readonly createdHere: Set<Address>;
}

/** One step with all that its work follows from. */
export interface Job {
  readonly step: Step;
  readonly kind: AnyKind | undefined;
  readonly at: Subject<unknown>;
  readonly resource: Resource | undefined;
  /** It was there when the plan was made. */
  readonly exists: boolean;
  /** Reads of the tags of what it hangs on, where a hold may be. */
  readonly holders: readonly { readonly of: Address; readonly call: Call }[];
}

/**
 * What running a step does, in the order of the engine's apply: ask whether it is held, let others settle,
 * look again, write, and read until the write shows. One generator a step; it is asked on when its act is over.
 */
export function* workOf(job: Job, input: EstimateInput, scene: Scene): Generator<Act, void, void> {
  const { step, kind } = job;
  yield* askedForHold(job, scene);
  yield* lettingSettle(job, input, scene);
  if (kind === undefined) yield* writing(job);
  else if (step.name === 'create') yield* creating(job, kind, input, scene);
  else if (step.action === 'mark' || step.action === 'adopt' || step.action === 'release') {
    yield* writing(job);
    scene.wrote.set(step.address, scene.now());
    yield* showing(job, kind, Object.keys(kind.reads), equalReadsOfWhole, scene);
  } else if (step.action === 'remove') {
    yield* reading(job, kind, Object.keys(kind.reads));
    yield* writing(job);
    yield* showing(job, kind, Object.keys(kind.reads), equalReadsOfWhole, scene);
  } else yield* changing(job, kind, input, scene);
}

function* askedForHold({ step, kind, at, exists }: Job, scene: Scene): Generator<Act, void, void> {
  const tags = kind?.reads['tags'];
  if (kind?.identity.marking === undefined || tags === undefined || !exists) return;
  if (scene.createdHere.has(step.address) || scene.wrote.has(step.address)) return;
  yield { is: 'calls', calls: [tags.narrow?.(at) ?? tags.call(at)] };
}

function* lettingSettle(
  { step, kind, resource }: Job,
  input: EstimateInput,
  scene: Scene,
): Generator<Act, void, void> {
  if (waitsForNobody(step)) return;
  const hosts = holdersOf(step.address, input);
  const isPartOfNew = hosts.length > 0 && hosts.every((host) => scene.createdHere.has(host));
  if (!needsReaders(step, kind, isPartOfNew)) return;
  const others = new Set<Address>([
    ...(resource?.references ?? []).filter(({ edge }) => edge).map(({ to }) => to),
    ...step.after.map(addressOfStep),
  ]);
  others.delete(step.address);
  const written = [...others].flatMap((address) => scene.wrote.get(address) ?? []);
  const until = Math.max(Number.NEGATIVE_INFINITY, ...written) + settleFor;
  if (until > scene.now()) yield { is: 'wait', until, for: 'settling' };
}

function* creating(
  job: Job,
  kind: AnyKind,
  { timing, journalBornAt }: EstimateInput,
  scene: Scene,
): Generator<Act, void, void> {
  const { address } = job.step;
  const { create, identity } = kind;
  yield* reading(job, kind, create?.reads ?? []);
  if (create?.once === true && identity.by === 'mark') {
    const certainAt = journalBornAt + timing.createSettle;
    if (certainAt > scene.now()) yield { is: 'wait', until: certainAt, for: 'young-journal' };
  }
  yield* writing(job);
  scene.createdHere.add(address);
  scene.wrote.set(address, scene.now());
  yield* showing(job, kind, create?.shownBy ?? [kind.existence], equalReadsOfWhole, scene);
}

function* changing(
  job: Job,
  kind: AnyKind,
  { plan, timing }: EstimateInput,
  scene: Scene,
): Generator<Act, void, void> {
  const { step, exists } = job;
  const facet = kind.facets.find(({ name }) => name === facetNameOf(step.name));
  const untouched = exists && !scene.wrote.has(step.address);
  const freshFor = Math.min(timing.freshFor, facet?.freshFor ?? timing.freshFor);
  const fresh = untouched && scene.now() - plan.at <= freshFor;
  if (!fresh) yield* reading(job, kind, facet?.reads ?? []);
  yield* writing(job);
  scene.wrote.set(step.address, scene.now());
  yield* showing(job, kind, facet?.reads ?? [], facet?.confirm.equalReads ?? 1, scene);
}

/** One after the other. */
function* writing({ step }: Job): Generator<Act, void, void> {
  for (const call of step.calls) yield { is: 'calls', calls: [call] };
}

/** All at once, each in its narrow form. */
function* reading({ at }: Job, kind: AnyKind, names: readonly string[]): Generator<Act, void, void> {
  const calls = names.flatMap((name) => {
    const read = kind.reads[name];
    return read === undefined ? [] : [read.narrow?.(at) ?? read.call(at)];
  });
  if (calls.length > 0) yield { is: 'calls', calls };
}

/** The engine's re-reads: until the write shows so many times in a row. */
function* showing(
  job: Job,
  kind: AnyKind,
  names: readonly string[],
  equalReads: number,
  scene: Scene,
): Generator<Act, void, void> {
  const shows = scene.now() + scene.lag;
  let equal = 0;
  for (let pause = rereads.first; ; pause = Math.min(pause * 2, rereads.longest)) {
    const asked = scene.now();
    yield* reading(job, kind, names);
    equal = asked >= shows ? equal + 1 : 0;
    if (equal >= equalReads) return;
    const until = scene.now() + (equal > 0 ? rereads.first : pause);
    yield { is: 'wait', until, for: 'confirming' };
  }
}
