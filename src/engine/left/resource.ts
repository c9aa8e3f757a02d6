import type { Accepted, AcceptedResource } from '../../model/accepted.ts';
import { kindOf, nameOf, type Address } from '../../model/address.ts';
import { isSameThing } from '../../model/ids.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { modeOf } from '../../model/mode.ts';
import type { Attributes, Resource, Stack } from '../../model/resource.ts';
import { resolve } from '../../model/template.ts';
import { isMap } from '../../model/tree.ts';
import type { Thing } from '../../model/things.ts';
import { withDropped } from '../authority/managed.ts';
import { isMisreading } from '../observe/evidence.ts';
import { subjectOf } from '../observe/subject.ts';
import { tombstone } from '../observe/tombstone.ts';

/** What is known of something without a manifest. */
export interface Known {
  readonly accepted: Accepted | undefined;
  readonly last: LastApplied | undefined;
  readonly kind: AnyKind | undefined;
  readonly stack: Stack;
  /** What AWS assigned to what is declared, and to the others that lost their manifests. */
  readonly attributes: Attributes;
}

/**
 * Gives what no manifest declares any more as the resource that was accepted last. A commit that deletes a manifest
 * takes a guard away, as one that leaves out a field does: until a person lets the thing go, what was accepted counts
 * (authority.md §1.3, §1.4). Without an accepted manifest only memory knows what it was.
 */
export function leftResource(orphan: Thing, { accepted, last, kind, stack, attributes }: Known): Resource {
  const buried = tombstone(orphan, stack);
  const before = accepted?.resources.get(orphan.address);
  if (accepted === undefined || before === undefined) {
    // What was applied is read, and compared as memory holds it.
    const applied = Object.entries(last?.facets ?? {}).flatMap(([name, { tree }]) => {
      const root = kind?.facets.find((facet) => facet.name === name)?.root ?? '';
      return root === '' ? [] : [{ path: root, value: tree }];
    });
    return { ...buried, metadata: metadataOf(orphan, {}), spec: withDropped(orphan.ids, applied) };
  }
  const { managed = [], rest = {}, ownership } = before;
  const spec = { ...orphan.ids, ...rest, ...(ownership === undefined ? {} : { ownership }) };
  const resolved = resolve(withDropped(spec, managed), attributes);
  return {
    ...buried,
    metadata: metadataOf(orphan, before),
    spec: isMap(resolved) ? resolved : spec,
    guard: modeOf(accepted.settings, before),
  };
}

/** Tells which orphans were let go of by their manifest, or still stand under an address that a manifest has now. */
export function isWatched(
  { address }: Thing,
  accepted: Accepted | undefined,
  declared: ReadonlyMap<Address, Resource>,
  revoked: ReadonlySet<string>,
): boolean {
  if (declared.has(address) || revoked.has(kindOf(address))) return false;
  return accepted?.resources.get(address)?.state !== 'released';
}

/** Tests whether the manifest names this thing and no other: without a record of it some kinds cannot be asked. */
export function isNamed(resource: Resource, { ids }: Thing, kind: AnyKind, { settings }: Stack): boolean {
  if (kind.identity.by === 'mark') return true;
  try {
    const named = kind.identity.ids(subjectOf(resource, settings, new Map(), {}));
    return named !== undefined && isSameThing(ids, named);
  } catch (error) {
    if (!isMisreading(error)) throw error;
    return false;
  }
}

/** Builds the metadata of a thing that counts as present: nobody asked for its removal. */
function metadataOf(
  { address }: Thing,
  { mode, ignore = [] }: Partial<AcceptedResource>,
): Resource['metadata'] {
  return {
    name: nameOf(address),
    labels: {},
    annotations: {},
    formerly: [],
    state: 'present',
    undeclared: true,
    ...(mode === undefined ? {} : { mode }),
    ignore,
  };
}
