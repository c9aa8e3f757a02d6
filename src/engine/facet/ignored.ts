import type { Change } from '../../model/change.ts';
import type { Instant } from '../../model/instant.ts';
import type { Subject } from '../../model/subject.ts';
import { isWithin, pathBelow, type Path } from '../../model/path.ts';
import type { ResourcePlan } from '../../model/plan.ts';
import { withChanges } from './compare-trees.ts';
import { recordHalf, type AnyFacet, type HalfDiff } from './diff.ts';

export interface Kept<H extends HalfDiff> {
  readonly halves: readonly H[];
  readonly ignored: ResourcePlan['ignored'];
}

/**
 * Drops from the writes of a facet what `metadata.ignore` keeps quiet, which is then not written along either. A
 * document is one value. Where a part of it is ignored and another is not, the whole is written, and shown.
 */
export function withoutIgnored<H extends HalfDiff>(
  facet: AnyFacet,
  given: readonly H[],
  at: Subject<unknown>,
  now: Instant,
): Kept<H> {
  const halves = given.filter(({ changes }) => changes.length > 0);
  const rules = at.metadata.ignore.filter((rule) => rule.until === undefined || rule.until > now);
  const ruleFor = (path: Path) => rules.find((rule) => isWithin(path, rule.path));
  const isQuiet = ({ path }: Change): boolean => ruleFor(path) !== undefined;
  const quiet = halves.flatMap(({ changes }) => changes).filter(isQuiet);
  if (quiet.length === 0) return { halves, ignored: [] };
  const ignored = quiet.map(({ path }) => ({ path, why: ruleFor(path)?.reason ?? '' }));
  if (typeof facet.compare === 'object')
    return halves.every(({ changes }) => changes.every(isQuiet))
      ? { halves: [], ignored }
      : { halves, ignored: [] };
  return {
    halves: halves.map((half) => loud(facet, half, isQuiet)).filter(({ changes }) => changes.length > 0),
    ignored,
  };
}

function loud<H extends HalfDiff>(facet: AnyFacet, half: H, isQuiet: (change: Change) => boolean): H {
  const changes = half.changes.filter((change) => !isQuiet(change));
  if (facet.compare === 'record') return { ...half, ...recordHalf(facet, half.half, changes) };
  const bare = (change: Change): Change => ({ ...change, path: pathBelow(facet.root, change.path) });
  const back = half.changes.filter(isQuiet).map(bare);
  return {
    ...half,
    changes,
    target: withChanges(
      half.target,
      back.map((change) => ({ ...change, after: change.before })),
    ),
    expect: withChanges(undefined, changes.map(bare)),
  };
}
