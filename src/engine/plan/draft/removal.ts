import { digestOf } from '../../../model/digest.ts';
import { day } from '../../../model/instant.ts';
import type { Risk } from '../../../model/change.ts';
import type { Metadata } from '../../../model/resource.ts';
import type { Present } from '../../../model/observation.ts';
import { blockOf } from '../../../model/reasons.ts';
import { planSentences } from '../../../report/sentences/plan.ts';
import { nothing, type Draft, type Drafted, type DraftInput } from './types.ts';

/** How long a disabled key is watched before its deletion is scheduled: what still needs it will show. */
const watchFor = 7 * day;

/**
 * One step of a tombstone, never two: disable, watch, schedule. It names its dead, and nothing is taken
 * away while something uses it (design §5).
 */
export function draftRemoval({ kind, at, last, now }: DraftInput, observation: Present): Drafted {
  const { removal } = kind;
  if (removal === undefined || observation.owner.is !== 'ours') return nothing;
  const keyId = observation.ids['keyId'];
  if (kind.identity.by === 'mark' && at.metadata.keyId !== keyId) {
    const words = planSentences.otherTombstone({
      address: at.address,
      named: at.metadata.keyId,
      liveId: keyId,
    });
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
  const disabledAt = last?.facets['disable']?.at;
  const watched = next.risk?.class === 'delete' && removal.atOnce !== true;
  if (watched && (disabledAt === undefined || now < disabledAt + watchFor)) {
    const why = planSentences.watched({ since: disabledAt, until: (disabledAt ?? now) + watchFor });
    return { ...nothing, deferred: [{ path: '/deletion', reason: 'watching', why }] };
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

/** What was accepted to go with its manifest takes away what Git gave, and nothing more dangerous. */
function isAutomatic({ undeclared, prune }: Metadata, risk: Risk): boolean {
  return undeclared === true && prune === 'auto' && risk.class === 'cut-off';
}

function unreadableOf({ facets }: Present): Drafted['unreadable'] {
  return Object.entries(facets).flatMap(([facet, seen]) =>
    seen.is === 'unreadable' ? [{ facet, failure: seen.failure }] : [],
  );
}
