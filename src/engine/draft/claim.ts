import { digestOf } from '../../model/digest.ts';
import type { AnyKind, Subject } from '../../model/kind.ts';
import type { Present } from '../../model/observation.ts';
import { sameTree, type Tree } from '../../model/tree.ts';
import { nothing, type Draft, type Drafted } from './types.ts';

/** What the manifest says and AWS cannot change in place. */
export function immutables(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted['blocked'] {
  for (const { path, seen, want, release } of kind.immutable) {
    const live = seen(observation.reads);
    const wanted = want(at);
    if (live === undefined || wanted === undefined || sameTree(live, wanted)) continue;
    const why = `${path.slice(1)} is ${show(live)} and the manifest says ${show(wanted)}; AWS cannot change it in place`;
    return { code: 'engine.immutable', why, release };
  }
  return undefined;
}

/** The step that makes it ours: marking again what lost its mark, taking over what `metadata.adopt` names. */

export function draftClaim(
  kind: AnyKind,
  at: Subject<unknown>,
  observation: Present,
  differs: boolean,
): Pick<Drafted, 'blocked'> & { readonly drafts: readonly Draft[] } {
  if (observation.owner === 'ours') return { drafts: [] };
  const { identity } = kind;
  if (identity.by === 'name' && observation.owner === 'foreign') {
    if (!differs) return { drafts: [] };
    const value = identity.adoptValue(observation.reads);
    const why = `${at.address} exists with other settings and nothing shows that they are ours`;
    const release = `metadata.adopt: ${value === true ? 'true' : value}`;
    return { drafts: [], blocked: { code: 'engine.not-ours', why, release } };
  }
  const { marking } = identity;
  if (marking === undefined) return { drafts: [] };
  const adopting = observation.owner === 'foreign';
  const calls = marking.mark(at, observation.reads);
  const step: Draft = {
    name: adopting ? 'adopt' : 'mark',
    half: 'expand',
    action: adopting ? 'adopt' : 'mark',
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(observation.owner),
    afterFacets: marking.after ?? [],
  };
  return { drafts: [step] };
}

/** Takes the mark off: the resource stays and is nobody's. */
export function draftRelease(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted {
  const { marking } = kind.identity;
  if (marking === undefined || observation.owner !== 'ours') return nothing;
  const calls = marking.unmark(at, observation.reads);
  const step: Draft = {
    name: 'release',
    half: 'contract',
    action: 'release',
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(observation.owner),
    afterFacets: [],
  };
  return { ...nothing, drafts: [step] };
}

function show(tree: Tree): string {
  return typeof tree === 'string' ? tree : JSON.stringify(tree);
}
