import type { Address } from '../../model/address.ts';
import type { Ids } from '../../model/ids.ts';
import type { AppliedFacet } from '../../model/journal.ts';
import { stepIdOf } from '../../model/step-id.ts';
import { isMap, type Tree } from '../../model/tree.ts';
import type { AnyFacet } from '../facet/diff.ts';
import { nothingBefore, type Before } from '../facet/notes.ts';
import { sentNote, sentWith } from '../facet/unconfirmed.ts';
import { subjectNow, type ApplyContext, type Work } from './context.ts';

/** Notes a write without a known result. */
export async function noteSent(
  context: ApplyContext,
  work: Work,
  facet: AnyFacet,
  target: Tree,
): Promise<void> {
  const { memory, clock } = context.ports;
  const { address } = work.step;
  const note = sentWith(context.lastApplied.get(address), facet.name, target, clock.now());
  await memory.applied(address, idsNow(context, work), sentNote, note);
}

/** Returns the memory of a facet, including records of this pass. */
export function notedOf(context: ApplyContext, address: Address, facet: AnyFacet): AppliedFacet | undefined {
  return (
    context.noted.get(stepIdOf(address, facet.name)) ?? context.lastApplied.get(address)?.facets[facet.name]
  );
}

/** Notes what was written last. Of a record, only the entries this write set: the others keep their note. */
export async function remember(
  context: ApplyContext,
  work: Work,
  facet: AnyFacet,
  target: Tree,
  before: Before,
  replaced?: Tree,
): Promise<void> {
  const { memory, clock } = context.ports;
  const { address } = work.step;
  const earlier = notedOf(context, address, facet)?.tree;
  const merged =
    facet.compare === 'record' && isMap(target) ? { ...(isMap(earlier) ? earlier : {}), ...target } : target;
  const tree = facet.compare === 'record' && isMap(merged) ? withoutNulls(merged) : merged;
  const applied = { tree, before, at: clock.now(), ...(replaced === undefined ? {} : { replaced }) };
  context.noted.set(stepIdOf(address, facet.name), applied);
  context.wrote.set(address, clock.now());
  await memory.applied(address, idsNow(context, work), facet.name, applied);
}

/** Notes what a released step finds there already, after a step of this run took away what stood beside it. */
export async function noteFound(
  context: ApplyContext,
  work: Work,
  facet: AnyFacet,
  want: Tree,
): Promise<void> {
  const noted = context.noted.get(stepIdOf(work.step.address, facet.name));
  if (noted === undefined || facet.compare === 'record') return;
  await remember(context, work, facet, want, noted.before, noted.replaced);
  await noteShown(context, work, [facet.name]);
}

/**
 * Notes settings that need no call, because what this run made was created with them. Without this note a later
 * change of them in Git has no measure, and one that was also made by hand would pass without approval.
 */
export async function noteBorn(
  context: ApplyContext,
  work: Work,
  facet: AnyFacet,
  want: Tree,
): Promise<void> {
  await remember(context, work, facet, want, nothingBefore);
  await noteShown(context, work, [facet.name]);
}

/** Notes that AWS showed what this run wrote. */
export async function noteShown(context: ApplyContext, work: Work, facets: readonly string[]): Promise<void> {
  const { memory, clock } = context.ports;
  const { address } = work.step;
  for (const facet of facets) {
    const noted = context.noted.get(stepIdOf(address, facet));
    if (noted === undefined) continue;
    const shown = { ...noted, shown: clock.now() };
    context.noted.set(stepIdOf(address, facet), shown);
    await memory.applied(address, idsNow(context, work), facet, shown);
  }
}

/** Returns the ids of a thing. One that was planned as missing has none yet, unless its manifest alone names it. */
function idsNow(context: ApplyContext, { resource, kind }: Work): Ids {
  const known = context.live.get(resource.address)?.ids;
  if (known !== undefined || kind.identity.by === 'mark') return known ?? {};
  return kind.identity.ids(subjectNow(context, resource)) ?? {};
}

function withoutNulls(tree: Tree): Tree {
  return isMap(tree) ? Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== null)) : tree;
}
