import type { ApprovalClass } from '../../../model/approval.ts';
import type { Change, Risk } from '../../../model/change.ts';
import type { Facet, GateRow } from '../../../model/kind/facet.ts';
import type { Others } from '../../../model/others.ts';
import type { Subject } from '../../../model/subject.ts';
import { isWithin, type Path } from '../../../model/path.ts';

/** What a rule may look at besides the changes. */
export interface About<S, R> {
  readonly at: Subject<S>;
  /** All changes of the facet, also those on paths of other rules. */
  readonly all: readonly Change[];
  readonly reads: Partial<R>;
  readonly others: Others;
}

/** A danger that a rule finds in a change. */
export interface Danger {
  readonly message: string;
  readonly path?: Path;
}

/** Which changes of some paths wait for a person. Docs, `explain` and the table of gates are made of these. */
export interface RiskRule<S, R> {
  readonly paths: readonly Path[];
  readonly on: GateRow['on'];
  readonly class: ApprovalClass;
  /** Which change it is, in words: `turning it off`. */
  readonly when: string;
  /**
   * Whether a change waits too that only puts back what was applied last. Git gives nothing by it, and an
   * intruder must not hold a repair up by a change beside it (authority.md §1.4), so this is rare.
   */
  readonly restoring: 'waits' | 'free';
  /** Judges the changes on its paths; there is at least one. Unset: the planner finds it, in the access that the write takes away. */
  readonly finds?: (changes: readonly Change[], about: About<S, R>) => readonly Danger[];
}

/** A rule of a facet with one path, which need not say it again. */
export type RuleOfFacet<S, R> = Omit<RiskRule<S, R>, 'paths'> & Partial<Pick<RiskRule<S, R>, 'paths'>>;

/** Builds the members of a facet that say what waits for a person, all from the same rules. */
export function gatedBy<S, R>(
  rules: readonly RiskRule<S, R>[],
): Required<Pick<Facet<S, R>, 'approval' | 'gates' | 'risk'>> {
  return {
    approval: inWords(rules),
    gates: rules.flatMap(({ paths, on, class: of, when }) =>
      paths.map((path) => ({ path, on, class: of, when })),
    ),
    risk: (changes, at, reads, others) =>
      rules.flatMap(({ paths, class: of, restoring, finds }): readonly Risk[] => {
        const mine = changes.filter(
          ({ path, label }) =>
            paths.some((one) => touches(path, one)) && (restoring === 'waits' || label !== 'drifted'),
        );
        if (mine.length === 0) return [];
        return (finds?.(mine, { at, all: changes, reads, others }) ?? []).map((danger) => ({
          class: of,
          ...danger,
        }));
      }),
  };
}

/** Judges each change by itself; undefined means it is harmless. */
export function each<S, R>(
  judge: (change: Change, about: About<S, R>) => string | undefined,
): NonNullable<RiskRule<S, R>['finds']> {
  return (changes, about) =>
    changes.flatMap((change) => {
      const message = judge(change, about);
      return message === undefined ? [] : [{ message, path: change.path }];
    });
}

/** Says the same of each change that passes a test. */
export function where<S, R>(
  isDangerous: (change: Change, about: About<S, R>) => boolean,
  message: string,
): NonNullable<RiskRule<S, R>['finds']> {
  return each((change, about) => (isDangerous(change, about) ? message : undefined));
}

/** Tells whether a change touches a path. A change of a whole branch touches what lies below it. */
function touches(changed: Path, path: Path): boolean {
  return isWithin(changed, path) || isWithin(path, changed);
}

function inWords(rules: readonly RiskRule<never, never>[]): string {
  const byClass = Map.groupBy(rules, (rule) => rule.class);
  return [...byClass]
    .map(([of, mine]) => `${[...new Set(mine.map(({ when }) => when))].join(', ')} (${of})`)
    .join('; ');
}
