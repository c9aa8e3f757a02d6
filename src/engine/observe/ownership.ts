import { isSameThing } from '../../model/ids.ts';
import type { Instant } from '../../model/instant.ts';
import { tagsSettleIn } from '../../model/pace.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { Adoption, ByName } from '../../model/kind/identity.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import type { Evidence, LiveMark, Owner } from '../../model/observation.ts';
import { addressTag, markOf, stackTag } from '../../model/resource.ts';
import { isHiding } from '../facet/notes.ts';

export type Tags = Readonly<Record<string, string>>;

type Marked = Pick<Subject<unknown>, 'settings' | 'address' | 'metadata'>;

/** Returns true for the mark of this address, or of one that it had before. */
export function carriesMark(tags: Tags | undefined, at: Marked): boolean {
  if (tags?.[stackTag] !== markOf(at.settings)) return false;
  const address = tags[addressTag];
  return address === at.address || at.metadata.formerly.some((former) => former === address);
}

function carriesMarkExactly(tags: Tags, at: Marked): boolean {
  return carriesMark(tags, { ...at, metadata: { ...at.metadata, formerly: [] } });
}

/** Finds the mark of another stack, or of another address of this one. A lone half of our own mark is no mark. */
export function marksAnother(tags: Tags | undefined, at: Marked): LiveMark | undefined {
  const stack = tags?.[stackTag];
  if (tags === undefined || stack === undefined || carriesMark(tags, at)) return undefined;
  const address = tags[addressTag];
  return stack === markOf(at.settings) && address === undefined ? undefined : { stack, address };
}

interface Remembered {
  readonly last: LastApplied | undefined;
  readonly now: Instant;
}

/** Finds the owner of a thing whose id AWS chose. Unreadable tags stop every write at the gate. */
export function ownerByMark(
  at: Subject<unknown>,
  tags: Tags | undefined,
  evidence: Evidence,
  remembered: Remembered,
): Owner {
  if (tags === undefined || isOurMark(tags, at, remembered)) return { is: 'ours' };
  const mark = marksAnother(tags, at);
  if (mark !== undefined) return { is: 'anothers', mark };
  return evidence === 'adopt' ? { is: 'adopted' } : unmarked(tags, at);
}

function unmarked(tags: Tags, at: Marked): Owner {
  const former = carriesMark(tags, at) ? tags[addressTag] : undefined;
  return former === undefined ? { is: 'unmarked' } : { is: 'unmarked', former };
}

/** Returns true if the mark is there, or was written a moment ago and AWS does not show it yet. */
function isOurMark(tags: Tags, at: Subject<unknown>, { last, now }: Remembered): boolean {
  if (carriesMarkExactly(tags, at)) return true;
  const noted = last !== undefined && isSameThing(last.ids, at.ids) ? last.facets['mark'] : undefined;
  return noted?.tree !== 'release' && isHiding({ settlesIn: tagsSettleIn }, noted, now);
}

/** Finds the owner of a thing that its manifest names: by its mark if it can have tags, else by memory. */
export function ownerByName(
  identity: ByName<unknown, AnyReads>,
  at: Subject<unknown>,
  reads: AnyReads,
  found: Remembered & {
    readonly marked: ReadonlySet<string>;
    /** Memory knows this very thing under this address. */
    readonly applied: boolean;
  },
): Owner {
  const tags = identity.marking?.tagsOf(reads);
  if (tags !== undefined) {
    if (isOurMark(tags, at, found)) return { is: 'ours' };
    const mark = marksAnother(tags, at);
    if (mark !== undefined) return { is: 'anothers', mark };
    if (carriesMark(tags, at)) return unmarked(tags, at);
  }
  const known =
    identity.blank(reads, at) || found.applied || (identity.ours?.(reads, found.marked, at) ?? false);
  if (known) return tags === undefined ? { is: 'ours' } : unmarked(tags, at);
  return { is: isAdopted(identity.adoption, at.metadata.adopt, reads) ? 'adopted' : 'unclaimed' };
}

function isAdopted(adoption: Adoption<AnyReads>, adopt: string | true | undefined, reads: AnyReads): boolean {
  if (adopt === undefined || adoption.is === 'refused') return false;
  if (adoption.is === 'true') return adopt === true;
  const live = adoption.live(reads);
  // An ARN names the same thing as the id at its end.
  return live !== undefined && adopt !== true && lastPart(adopt) === lastPart(live);
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
