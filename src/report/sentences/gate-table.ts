import type { Motive } from '../../model/motive.ts';

/**
 * What a gate does with a step:
 * - `passes`: it does not look at such a step, or does not count it;
 * - `stops`: nobody can approve the step until the cause is gone;
 * - `waits`: a person can release the step;
 * - `stops unless hostile`: the removal of hostile access goes on, and so do the start of a trail and what keeps
 *   everybody out of a bucket;
 * - `waits unless hostile`: the removal of hostile access goes on, and a person can release the rest;
 * - `counts`, `counts contract`: the step is counted, and stops if there are too many; of Git's steps those count
 *   that take something away;
 * - `once a fast interval`: it runs, at most once between two fast looks.
 */
export type GateCell =
  | 'passes'
  | 'stops'
  | 'waits'
  | 'stops unless hostile'
  | 'waits unless hostile'
  | 'counts'
  | 'counts contract'
  | 'once a fast interval';

export interface GateRow {
  readonly gate: string;
  readonly cells: Readonly<Record<Motive, GateCell>>;
}

/** Which gate stops which step (authority.md §6). Tested cell by cell. */
export const gateTable: readonly GateRow[] = [
  row('no lease, the document unreadable, mode observe', 'stops', 'stops', 'stops'),
  row('guardrails with mode observe', 'stops', 'stops', 'stops'),
  row(
    'the key of the coordination bucket unreadable: key policies, disabling, deletion',
    'passes',
    'stops',
    'stops',
  ),
  row('no role destroy, in a daemon with guardrails: deletion, disabling', 'passes', 'stops', 'stops'),
  row('keywright:hold', 'stops unless hostile', 'stops', 'stops'),
  row('keywright:hold, where guardrails say hold: everything', 'stops', 'stops', 'stops'),
  row('STOP, a pause', 'stops', 'stops', 'stops'),
  row('a lent lease (yield)', 'stops', 'stops', 'stops'),
  row('a daemon without an accepted baseline', 'stops', 'stops', 'stops'),
  row('the first full look of a new version', 'stops', 'stops', 'stops'),
  row('writes of a new version to resources in sync', 'waits unless hostile', 'waits', 'waits'),
  row('a rejected step', 'stops', 'stops', 'stops'),
  row('mode approve', 'waits', 'waits', 'waits'),
  row('a pin to another commit', 'passes', 'passes', 'waits'),
  row('a freeze', 'passes', 'waits', 'waits'),
  row('apply: off, apply: approve', 'passes', 'passes', 'waits'),
  row('heal: off', 'waits', 'waits', 'passes'),
  row('heal: protective', 'passes', 'waits', 'passes'),
  row('no window open', 'passes', 'waits', 'waits'),
  row('an unfinished account of an earlier wave', 'passes', 'passes', 'waits'),
  row('a source not read for a day', 'passes', 'stops', 'stops'),
  row('caps', 'passes', 'counts', 'counts contract'),
  row('caps of a daemon, by the hour', 'passes', 'counts', 'counts contract'),
  row('brake', 'counts', 'counts', 'counts'),
  row('another writer', 'once a fast interval', 'stops', 'stops'),
  row('a waiting Stack (judged by the accepted one)', 'passes', 'stops', 'stops'),
  row('others blocked, held, waiting, excluded or out of scope', 'passes', 'stops', 'stops'),
];

function row(gate: string, drift: GateCell, repair: GateCell, git: GateCell): GateRow {
  return { gate, cells: { 'narrows-drift': drift, repairs: repair, 'follows-git': git } };
}
