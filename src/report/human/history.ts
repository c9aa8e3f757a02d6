import type { HistoryDisplay } from '../display/history.ts';
import type { Look } from '../text/style.ts';
import { valueText } from '../text/value.ts';
import { list, pathText } from './lists.ts';

/** Tells what happened to one resource: drift with its changes, events, and documents to which it can be put back. */
export function historyText(history: HistoryDisplay, look: Look): string {
  const { address, episodes, events, applied } = history;
  const blocks = [
    list(
      `${address} was changed outside Git:`,
      episodes.map((one) => episodeText(one, look)),
      look,
    ),
    list('Events:', withoutAnnounced(events).map(eventText), look),
    list(
      `Applied documents. To plan one again: reconcile history ${address} --restore NUMBER`,
      applied.map((one) => appliedText(one, look)),
      look,
    ),
  ].filter((block) => block.length > 0);
  if (blocks.length === 0) return `No history of ${address}.\n`;
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function episodeText(one: HistoryDisplay['episodes'][number], look: Look): string {
  const { facet, changes, openedAt, closedAt, closedHow } = one;
  const what = changes.map(({ path, before, after }) => {
    // A change leads from what AWS holds to what is declared: whoever changed it outside Git went the other way.
    const sides = [after, before].map((side) => (side === undefined ? 'absent' : valueText(side, look.clip)));
    return `${pathText(path)} ${sides.join(' -> ')}`;
  });
  const end =
    closedAt === undefined || closedHow === undefined ? 'still open' : `${ends[closedHow]} at ${closedAt}`;
  return `${openedAt} ${facet}, ${end}${what.length === 0 ? '' : `: ${what.join('; ')}`}`;
}

const ends: Readonly<Record<NonNullable<HistoryDisplay['episodes'][number]['closedHow']>, string>> = {
  repaired: 'reverted by Keywright',
  'reverted-elsewhere': 'reverted by another writer',
  declared: 'since declared in Git',
  gone: 'resource deleted',
};

type EventView = HistoryDisplay['events'][number];

/**
 * Drops the announcement of a write whose end is known. A write is in the record before it is sent and after.
 * Shows the first only where the second is missing.
 */
function withoutAnnounced(events: readonly EventView[]): readonly EventView[] {
  return events.filter(
    ({ is, step, seq }) =>
      is !== 'writing' ||
      !events.some((one) => one.step === step && one.seq > seq && /^(?:wrote|failed)$/u.test(one.is)),
  );
}

function eventText({ is, at, subject, text }: EventView): string {
  return `${at} ${subject} ${text}${is === 'writing' ? ' (its outcome is not recorded)' : ''}`;
}

function appliedText(
  { number, at, commit, facet, spec }: HistoryDisplay['applied'][number],
  look: Look,
): string {
  const from = commit === undefined ? '' : ` from commit ${commit.slice(0, 12)}`;
  const values = spec.map(({ path, value }) => `${pathText(path)} = ${valueText(value, look.clip)}`);
  return `${String(number)}: ${facet} at ${at}${from}: ${values.join('; ')}`;
}
