import type { Instant } from '../../model/instant.ts';
import type { Ids } from '../../model/ids.ts';
import type { Stack } from '../../model/resource.ts';
import { isMap } from '../../model/tree.ts';
import { isByTags } from '../observe/by-tags.ts';
import { shows } from '../facet/diff.ts';
import { holdsAfter } from '../observe/holds.ts';
import type { RecordInput } from './input.ts';
import { letGo } from './let-go.ts';
import { attributesMade, subjectOf } from '../observe/subject.ts';
import { sameThings, thingsWith } from '../observe/things.ts';
import { facetNameOf, nameOfStep } from '../../model/step-id.ts';

/**
 * Records what stands after an apply. What was found as wanted is noted too, so that a later difference is known to
 * be drift.
 */
export async function record(input: RecordInput): Promise<void> {
  await rememberIds(input);
  await rememberInSync(input);
  await beginWatching(input);
  await rememberThings(input);
  await letGo(input);
}

/** Remembers, before anything is written, what must still be taken away, so that a crash forgets none of it. */
export async function rememberStrays(
  declared: Stack,
  { stack, observations, memory, now }: Pick<RecordInput, 'stack' | 'observations' | 'memory' | 'now'>,
): Promise<void> {
  for (const [address, { spec }] of stack.resources) {
    const seen = observations.get(address);
    if (declared.resources.has(address) || seen === undefined || seen.is === 'absent') continue;
    // The spec of a tombstone that no file holds is its ids.
    const ids = seen.is === 'present' ? seen.ids : (spec as Ids);
    await memory.applied(address, ids, 'stray', { tree: null, before: {}, at: now });
  }
}

/** Keeps, before anything is written, what this plan stands for, so that it is reported once its manifest goes. */
export async function rememberThings(
  input: Pick<RecordInput, 'stack' | 'kinds' | 'observations' | 'plan' | 'journal' | 'live' | 'now'>,
): Promise<void> {
  const attributes = attributesMade(input.stack, input.kinds, input.live);
  const before = await input.journal.things();
  const after = thingsWith(before, input.plan, { ...input, attributes }, input.now);
  if (!sameThings(before, after)) await input.journal.keep(after);
}

/** Notes holds before anything is written: one that names no end lasts from the first apply that sees it. */
export async function rememberHolds(
  scene: Parameters<typeof holdsAfter>[1],
  { journal }: Pick<RecordInput, 'journal'>,
  now: Instant,
): Promise<void> {
  const before = await journal.holds();
  const after = holdsAfter(before, scene, now);
  if (JSON.stringify(before) !== JSON.stringify(after)) await journal.noteHolds(after);
}

/**
 * Begins the watch of a resource that a tombstone finds turned off, whoever did it (engine/plan/draft/removal.ts).
 */
async function beginWatching(input: RecordInput): Promise<void> {
  const { stack, kinds, observations, lastApplied, memory, now } = input;
  for (const [address, seen] of observations) {
    const resource = stack.resources.get(address);
    const watch = kinds.get(resource?.kind ?? '')?.removal?.watch ?? 'none';
    if (watch === 'none' || resource?.metadata.state !== 'absent') continue;
    if (seen.is !== 'present' || !watch.hasBegun(seen.state)) continue;
    if (lastApplied.get(address)?.facets[watch.after] !== undefined) continue;
    await memory.applied(address, seen.ids, watch.after, { tree: watch.after, before: {}, at: now });
  }
}

async function rememberIds({ plan, observations, journal, kinds, stack }: RecordInput): Promise<void> {
  const known = await journal.known();
  for (const { address, blocked } of plan.resources) {
    if (blocked !== undefined) continue;
    const observation = observations.get(address);
    const byMark = kinds.get(stack.resources.get(address)?.kind ?? '')?.identity.by === 'mark';
    if (!byMark || observation?.is !== 'present' || observation.owner.is !== 'ours' || known.has(address))
      continue;
    if (stack.resources.get(address)?.metadata.state === 'released') continue;
    // Found by its tags, and nobody was shown who may use it: a tombstone is no reason to believe a mark.
    if (isByTags(observation.evidence) && observation.byTags === undefined) continue;
    await journal.remember(address, observation.ids);
  }
}

async function rememberInSync(input: RecordInput): Promise<void> {
  for (const { address, steps, blocked, failure } of input.plan.resources) {
    const resource = input.stack.resources.get(address);
    const kind = input.kinds.get(resource?.kind ?? '');
    const observation = input.observations.get(address);
    if (
      resource === undefined ||
      kind === undefined ||
      observation?.is !== 'present' ||
      // Equal settings do not show that we wrote them.
      observation.owner.is === 'unclaimed' ||
      blocked !== undefined ||
      failure !== undefined
    )
      continue;
    const at = subjectOf(resource, input.stack.settings, input.attributes, observation.ids);
    // What waits for an approval is not applied, even where somebody made it by hand.
    const open = steps.filter((id) => input.outcomes.get(id)?.is !== 'done');
    const written = new Set(open.map((id) => facetNameOf(nameOfStep(id))));
    for (const facet of kind.facets) {
      const seen = observation.facets[facet.name];
      const want = facet.want(at, observation.reads);
      const noted = input.lastApplied.get(address)?.facets[facet.name]?.tree;
      if (want === undefined || seen?.is !== 'value' || written.has(facet.name)) continue;
      // What differs and is ignored or deferred was never applied.
      if (!shows(facet, seen.tree, want)) continue;
      // A write whose answer was lost leaves the note of before.
      if (noted !== undefined && shows(facet, noted, want)) continue;
      const tree = isMap(noted) && isMap(want) && facet.compare === 'record' ? { ...noted, ...want } : want;
      await input.memory.applied(address, observation.ids, facet.name, { tree, before: {}, at: 0 });
    }
  }
}
