import type { z } from 'zod';
import type { AppliedDocument, Episode, Event } from '../../model/history.ts';
import { isoOf } from '../../model/instant.ts';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { historyBodySchema } from '../formats/history.ts';

export type HistoryDisplay = Immutable<z.input<typeof historyBodySchema>>;

export function episodeView(episode: Episode): HistoryDisplay['episodes'][number] {
  const { facet, changes, openedAt, seenAt, closed } = episode;
  return {
    facet,
    changes: changes.map(({ half: _, ...change }) => change),
    openedAt: isoOf(openedAt),
    seenAt: isoOf(seenAt),
    ...(closed === undefined ? {} : { closedAt: isoOf(closed.at), closedHow: closed.how }),
  };
}

/** Shows an event without the documents and the chain: `reconcile audit export` gives those. */
export function eventView(event: Event): HistoryDisplay['events'][number] {
  const { seq, at, is, subject, text, step, reason, commit, plan, awsRequestId } = event;
  return {
    seq,
    at: isoOf(at),
    is,
    subject,
    text,
    ...(step === undefined ? {} : { step }),
    ...(reason === undefined ? {} : { reason }),
    ...(commit === undefined ? {} : { commit }),
    ...(plan === undefined ? {} : { plan }),
    ...(awsRequestId === undefined ? {} : { awsRequestId }),
  };
}

export function appliedView(
  document: AppliedDocument & { readonly number: number },
): HistoryDisplay['applied'][number] {
  const { number, at, commit, facet, spec } = document;
  return { number, at: isoOf(at), ...(commit === undefined ? {} : { commit }), facet, spec };
}
