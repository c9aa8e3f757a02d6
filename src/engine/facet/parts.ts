import type { Change } from '../../model/change.ts';
import type { Instant } from '../../model/instant.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import type { Others } from '../../model/others.ts';
import type { Subject } from '../../model/subject.ts';
import type { Narrows } from '../../model/narrows.ts';
import type { ResourcePlan } from '../../model/plan.ts';
import type { Tree } from '../../model/tree.ts';
import { diffFacet, documentHalf, recordHalf, type AnyFacet, type HalfDiff } from './diff.ts';
import { withoutIgnored } from './ignored.ts';

export interface PartsInput {
  readonly facet: AnyFacet;
  readonly at: Subject<unknown>;
  readonly reads: AnyReads;
  readonly seen: Tree | undefined;
  readonly want: Tree;
  /** What memory knows as applied last. */
  readonly applied: Tree | undefined;
  /** True if something that depends on it changes in the same plan. */
  readonly split: boolean;
  /** True under a tag `keywright:hold`: then only hostile access is narrowed by itself. */
  readonly held: boolean;
  readonly now: Instant;
  readonly others: Others;
}

/** One write of a facet, in the order in which they are made. */
export interface Part extends HalfDiff {
  /** What the facet is before this write. */
  readonly from: Tree | undefined;
  /** What the facet is once drift is narrowed: the measure of who moved. */
  readonly base: Tree | undefined;
  /** Set where it only takes away what drift gave. */
  readonly narrows?: Narrows;
  /** All that it takes away was given to principals outside the declared and trusted ones. */
  readonly hostile?: true;
}

export interface Parts {
  readonly parts: readonly Part[];
  /** What only drift gives and yet stays, in words. */
  readonly stays: readonly string[];
  readonly ignored: ResourcePlan['ignored'];
}

/**
 * Finds the writes that one facet needs. What only drift gives goes first and by itself, since it waits for nothing.
 * What Git changes keeps its order, the union first (design §3).
 */
export function partsOf(input: PartsInput): Parts {
  const { facet, at, now } = input;
  const { narrowing, stays } = narrowingOf(input, input.held ? 'hostile' : 'drift');
  const { halves, ignored } = withoutIgnored(facet, [...narrowing, ...restAfter(narrowing, input)], at, now);
  if (halves.length > 0 || ignored.length === 0) return { parts: halves, ignored, stays };
  // What is open to everybody is never quiet (design §3).
  const open = facet.narrowed === undefined ? [] : narrowingOf(input, 'public').narrowing;
  const shown = new Set(open.flatMap(({ changes }) => changes.map(({ path }) => path)));
  return { parts: open, ignored: ignored.filter(({ path }) => !shown.has(path)), stays: [] };
}

function narrowingOf(
  input: PartsInput,
  narrows: Narrows,
): { readonly narrowing: readonly Part[]; readonly stays: readonly string[] } {
  const { facet, at, reads, seen, want, applied, others } = input;
  if (seen === undefined) return { narrowing: [], stays: [] };
  if (facet.label !== undefined) return { narrowing: strangeEntries(input, narrows), stays: [] };
  const found =
    applied === undefined ? undefined : facet.narrowed?.({ at, reads, seen, want, applied, narrows, others });
  if (found === undefined) return { narrowing: [], stays: [] };
  const { tree, hostile, stays } = found;
  const half = documentHalf(facet, seen, tree);
  if (half === undefined) return { narrowing: [], stays };
  const part: Part = { ...half, from: seen, base: seen, narrows, ...(hostile ? { hostile } : {}) };
  return { narrowing: [part], stays };
}

/** Finds the entries of a record that show by themselves that somebody else made them, and for somebody else. */
function strangeEntries(input: PartsInput, narrows: Narrows): readonly Part[] {
  const { facet, at, seen } = input;
  const strange = contractOf(input)
    .filter((change) => facet.label?.(change, at) === 'drifted')
    .map((change) => ({ change, of: facet.strangerOf?.(change, at) }))
    .filter(({ of }) => of === 'hostile' || (of === 'other' && narrows === 'drift'));
  if (strange.length === 0) return [];
  return [
    {
      ...recordHalf(
        facet,
        'contract',
        strange.map(({ change }) => change),
      ),
      from: seen,
      base: seen,
      narrows,
      ...(strange.every(({ of }) => of === 'hostile') ? { hostile: true } : {}),
    },
  ];
}

function contractOf({ facet, seen, want, applied, split }: PartsInput): readonly Change[] {
  return diffFacet(facet, seen, want, { applied, split }).flatMap(({ half, changes }) =>
    half === 'contract' ? changes : [],
  );
}

function restAfter(narrowing: readonly Part[], input: PartsInput): readonly Part[] {
  const { facet, seen, want, applied, split } = input;
  const [first] = narrowing;
  if (facet.compare === 'record') {
    const gone = new Set(first?.changes.map(({ path }) => path));
    return diffFacet(facet, seen, want, { applied, split }).flatMap((half): readonly Part[] => {
      const changes = half.changes.filter(({ path }) => !gone.has(path));
      if (changes.length === 0) return [];
      const left = gone.size === 0 ? half : recordHalf(facet, half.half, changes);
      return [{ ...left, from: seen, base: seen }];
    });
  }
  const base = first?.target ?? seen;
  return diffFacet(facet, base, want, { applied, split }).map((half, index, halves) => ({
    ...half,
    from: halves[index - 1]?.target ?? base,
    base,
  }));
}
