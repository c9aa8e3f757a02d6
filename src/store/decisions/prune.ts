import type { Decisions } from '../../model/decisions.ts';
import { day, hour, minute, type Instant } from '../../model/instant.ts';

/** How long what has ended stays to be seen. SQLite and the log hold the history. */
const afterEnd = day;
/** A rejection has no end: it holds as long as desired and observed stay as they are. */
const rejectionLasts = 90 * day;
/** Windows over which is counted, and some more: the clocks of two replicas may differ. */
const capsCount = hour + minute;
const brakeCounts = 10 * minute + minute;
/** Bounds lists that no person writes by hand. Without its oldest approvals a step waits, which is safe. */
const most = { approvals: 1_000, silences: 1_000, counted: 5_000 };

/** Drops what no gate asks for any more, so that the document stays small. */
export function pruned(decisions: Decisions, now: Instant): Decisions {
  const { pin, freeze, yielded, ...rest } = decisions;
  const since = <T extends { readonly at: Instant }>(all: readonly T[], age: number): readonly T[] =>
    all.filter(({ at }) => at > now - age);
  const open = <T extends { readonly until: Instant }>(all: readonly T[]): readonly T[] =>
    all.filter(({ until }) => until > now - afterEnd);
  return {
    ...rest,
    approvals: open(rest.approvals).slice(-most.approvals),
    rejections: since(rest.rejections, rejectionLasts),
    letGo: open(rest.letGo),
    pauses: open(rest.pauses),
    silences: open(rest.silences).slice(-most.silences),
    losses: since(rest.losses, capsCount).slice(-most.counted),
    writes: since(rest.writes, brakeCounts).slice(-most.counted),
    reverts: since(rest.reverts, capsCount).slice(-most.counted),
    ...onlyOpen({ pin, freeze, yielded }, now),
  };
}

function onlyOpen(
  { pin, freeze, yielded }: { readonly [K in 'pin' | 'freeze' | 'yielded']: Decisions[K] | undefined },
  now: Instant,
): Pick<Decisions, 'pin' | 'freeze' | 'yielded'> {
  const isOpen = ({ until }: { readonly until: Instant }): boolean => until > now - afterEnd;
  return {
    ...(pin !== undefined && isOpen(pin) ? { pin } : {}),
    ...(freeze !== undefined && isOpen(freeze) ? { freeze } : {}),
    ...(yielded !== undefined && isOpen(yielded) ? { yielded } : {}),
  };
}
