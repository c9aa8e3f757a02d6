import type { Call, OpName } from '../model/call.ts';
import type { Duration } from '../model/instant.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { equalReadsOfWhole } from '../model/pace.ts';
import type { Step } from '../model/plan.ts';
import { facetNameOf } from '../model/step-id.ts';
import type { Subject } from '../model/subject.ts';

/** What running a step asks besides its own calls, in the order of the engine's apply. */
export interface Work {
  /** The tag that may hold it, where it has one. */
  readonly hold: readonly Call[];
  /** Whether what the plan saw still holds: nobody asks for so long after the plan. */
  readonly before: readonly Call[];
  readonly freshFor: Duration;
  /** What an earlier run may have made, before a create that cannot be repeated. */
  readonly sweep: readonly Call[];
  /** Whether the write shows, so many times in a row. */
  readonly after: readonly Call[];
  readonly equalReads: number;
  /** What an answer may make it ask besides: known by name only, since the answer is not here. */
  readonly mayAsk: readonly OpName[];
}

const nothing: Work = {
  hold: [],
  before: [],
  freshFor: 0,
  sweep: [],
  after: [],
  equalReads: equalReadsOfWhole,
  mayAsk: [],
};

export function workOf(
  step: Step,
  kind: AnyKind | undefined,
  at: Subject<unknown>,
  freshFor: Duration,
): Work {
  if (kind === undefined) return nothing;
  const { reads, create, identity } = kind;
  function asked(names: readonly string[]): readonly Call[] {
    return names.flatMap((name) => reads[name]?.narrow?.(at) ?? reads[name]?.call(at) ?? []);
  }

  if (step.name === 'create') {
    const sweep = create?.once === true && identity.by === 'mark' ? identity.sweep : undefined;
    return {
      ...nothing,
      before: asked(create?.reads ?? []),
      sweep: sweep === undefined ? [] : [sweep.list(at.place), sweep.tags(at.ids, at.place)],
      after: asked(create?.shownBy ?? [kind.existence]),
    };
  }
  const hold = identity.marking === undefined ? [] : asked(['tags']);
  const facet = kind.facets.find(({ name }) => name === facetNameOf(step.name));
  const all = asked(facet?.reads ?? Object.keys(reads));
  if (facet === undefined)
    return { ...nothing, hold, before: step.action === 'remove' ? all : [], after: all };
  return {
    ...nothing,
    hold,
    before: all,
    freshFor: Math.min(freshFor, facet.freshFor ?? freshFor),
    after: all,
    equalReads: facet.confirm.equalReads,
    mayAsk: facet.reads.flatMap((name) => (reads[name]?.proof === undefined ? [] : reads[name].asks)),
  };
}

/** Lists all that running a step sends. */
export function callsOf({ calls }: Step, { hold, before, sweep, after }: Work): readonly Call[] {
  return [...calls, ...hold, ...before, ...sweep, ...after];
}
