import { isoOf, type Instant } from '../../../model/instant.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import type { Controller } from '../../controller.ts';
import { refusal, type Refusal } from '../control.ts';
import type { AnswerOf, RequestOf } from '../operations.ts';
import { counted, droppedBy, valueOf, type Counted } from './filter.ts';
import { pageOf, spotIn } from './order.ts';
import { listedIn, rowOf, type Listed } from './row.ts';

/** How many rows a page has unless it is asked for another number. */
const usual = 100;

/** Lists resources: those that match, one page of them, and how many there are of each value. */
export function listOf(
  controllers: readonly Controller[],
  request: RequestOf<'list'>,
  now: Instant,
): AnswerOf<'list'> | Refusal {
  const { sort = 'danger', order = 'asc', limit = usual, cursor } = request;
  const after = cursor === undefined ? undefined : spotIn(cursor, { sort, order });
  if (cursor !== undefined && after === undefined)
    return refusal('control.request', 'cursor: must be the `next` of a page in the same order');
  const drops = droppedBy(request);
  const tallies = new Map(counted.map((field) => [field, new Map<string, number>()] as const));
  const matching: Listed[] = [];
  for (const { state } of controllers)
    for (const listed of listedIn(state(), now)) {
      const dropped = drops(listed);
      if (dropped === undefined || dropped.length > 1) continue;
      if (dropped.length === 0) matching.push(listed);
      for (const field of dropped.length === 0 ? counted : dropped)
        count(tallies.get(field), valueOf(listed.record, field));
    }
  const { rows, next } = pageOf(matching, { sort, order }, { after, limit });
  const tally = (field: Counted): AnswerOf<'list'>['tallies']['sync'] =>
    [...(tallies.get(field) ?? [])]
      .map(([value, number]) => ({ value, count: number }))
      .sort((a, b) => b.count - a.count || byCodeUnit(a.value, b.value));
  return {
    at: isoOf(now),
    total: matching.length,
    ...(next === undefined ? {} : { next }),
    items: rows.map(rowOf),
    tallies: {
      sync: tally('sync'),
      health: tally('health'),
      kind: tally('kind'),
      account: tally('account'),
      region: tally('region'),
    },
  };
}

function count(tally: Map<string, number> | undefined, value: string): void {
  tally?.set(value, (tally.get(value) ?? 0) + 1);
}
