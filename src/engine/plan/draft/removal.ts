import { digestOf } from '../../../model/digest.ts';
import type { Risk } from '../../../model/change.ts';
import type { Metadata } from '../../../model/resource.ts';
import type { Present } from '../../../model/observation.ts';
import { blockOf } from '../../../model/reasons.ts';
import { planSentences } from '../../../report/sentences/plan.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './types.ts';

/**
 * Drafts one step of a tombstone, never two: disable, watch, schedule. It names its dead, and nothing is taken away
 * while something uses it (design §5).
 */
export function draftRemoval({ kind, at, last, now }: DraftInput, observation: Present): Drafted {
  const { removal } = kind;
  if (removal === undefined || observation.owner.is !== 'ours') return nothing;
  const { keyId: named } = at.metadata;
  const live = kind.identity.by === 'mark' ? observation.ids[kind.identity.id] : named;
  if (named !== live) {
    const words = planSentences.otherTombstone({ address: at.address, named, liveId: live });
    return { ...nothing, blocked: blockOf('engine.tombstone-id', words) };
  }
  const next = removal.next(at, observation.reads);
  // Nothing is left to do only where everything that could say otherwise was read.
  if (next === undefined) return { ...nothing, unreadable: unreadableOf(observation) };
  const blockers = observation.inUse ?? [];
  if (blockers.length > 0) {
    const words = planSentences.inUse({ address: at.address, users: blockers });
    return { ...nothing, blocked: blockOf('engine.in-use', words) };
  }
  const { watch } = removal;
  if (watch !== 'none' && next.risk?.class === 'delete') {
    const since = last?.facets[watch.after]?.at;
    if (since === undefined || now < since + watch.for) {
      const why = planSentences.watched({ since, watched: watch.for });
      return { ...nothing, deferred: next.changes.map(({ path }) => ({ path, reason: 'watching', why })) };
    }
  }
  const step: Draft = {
    name: next.name,
    half: 'contract',
    action: 'remove',
    changes: next.changes,
    calls: next.calls,
    risks: next.risk === undefined || isAutomatic(at.metadata, next.risk) ? [] : [next.risk],
    desired: digestOf(next.calls.map((call) => call.input)),
    observed: digestOf(observation.state),
    afterFacets: [],
  };
  const why = planSentences.goes({ undeclared: at.metadata.undeclared === true });
  return { ...nothing, drafts: [step], notes: [why] };
}

/** Tests whether a removal only takes what Git gave, where its loss with the manifest was accepted. */
function isAutomatic({ undeclared, prune }: Metadata, risk: Risk): boolean {
  return undeclared === true && prune === 'auto' && risk.class === 'cut-off';
}

function unreadableOf({ facets }: Present): Drafted['unreadable'] {
  return Object.entries(facets).flatMap(([facet, seen]) =>
    seen.is === 'unreadable' ? [{ facet, failure: seen.failure }] : [],
  );
}
