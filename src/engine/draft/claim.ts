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
  if (kind.identity.by !== 'mark') {
    if (!differs) return { drafts: [] };
    const value = kind.identity.adoptValue(observation.reads);
    const why = `${at.address} exists with other settings and nothing shows that they are ours`;
    return {
      drafts: [],
      blocked: {
        code: 'engine.not-ours',
        why,
        release: `metadata.adopt: ${value === true ? 'true' : value}`,
      },
    };
  }
  const adopting = observation.owner === 'foreign';
  const calls = kind.identity.mark(at);
  const step: Draft = {
    name: adopting ? 'adopt' : 'mark',
    half: 'expand',
    action: adopting ? 'adopt' : 'mark',
    changes: [],
    calls,
    risks: [],
    desired: digestOf(calls.map((call) => call.input)),
    observed: digestOf(observation.owner),
    afterFacets: [],
  };
  return { drafts: [step] };
}

/** Takes the mark off: the resource stays and is nobody's. */
export function draftRelease(kind: AnyKind, at: Subject<unknown>, observation: Present): Drafted {
  if (kind.identity.by !== 'mark' || observation.owner !== 'ours') return nothing;
  const calls = kind.identity.unmark(at);
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
