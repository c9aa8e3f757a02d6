import type { Motive } from '../../model/motive.ts';

/**
 * What a gate does with a step:
 * - `passes`: it does not look at such a step, or does not count it;
 * - `stops`: nobody can approve the step until the cause is gone;
 * - `waits`: a person can release the step;
 * - `stops unless hostile`: the removal of hostile access goes on, and so do the start of a trail and what keeps
 *   everybody out of a bucket;
 * - `counts`, `counts contract`: the step is counted, and stops if there are too many; of Git's steps those count
 *   that take something away.
 */
export type GateCell = 'passes' | 'stops' | 'waits' | 'stops unless hostile' | 'counts' | 'counts contract';

export interface GateRow {
  readonly gate: string;
  readonly cells: Readonly<Record<Motive, GateCell>>;
}

/** Which gate stops which step (authority.md §6), as far as the command line has the gates. Tested cell by cell. */
export const gateTable: readonly GateRow[] = [
  row('no lease, the document itself unread, mode observe', 'stops', 'stops', 'stops'),
  row('guardrails that only observe', 'stops', 'stops', 'stops'),
  row(
    'the key of the coordination bucket unread: key policies, disabling, deletion',
    'passes',
    'stops',
    'stops',
  ),
  row('keywright:hold', 'stops unless hostile', 'stops', 'stops'),
  row('keywright:hold, where guardrails say hold: everything', 'stops', 'stops', 'stops'),
  row('mode approve', 'waits', 'waits', 'waits'),
  row('caps', 'passes', 'counts', 'counts contract'),
  row('a Stack that waits (judged by the accepted one)', 'passes', 'stops', 'stops'),
  row('others blocked, held, waiting, excluded or out of scope', 'passes', 'stops', 'stops'),
];

function row(gate: string, drift: GateCell, repair: GateCell, git: GateCell): GateRow {
  return { gate, cells: { 'narrows-drift': drift, repairs: repair, 'follows-git': git } };
}
