import type { Bill, LookCount } from '../model/bill.ts';
import { defaultCadence, type Cadence } from '../model/cadence.ts';
import { day, hour } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import { asksIn } from './asks.ts';
import type { EstimateInput } from './input.ts';
import { questionsOfLook, type Question } from './looks.ts';
import { costOfReads } from './own-reads.ts';
import { subjectsOf } from './subjects.ts';
import { trailsOver } from './trails.ts';

/** Counts the looks at a Stack by a cadence from what its kinds declare: no call is made. */
export function billOf(
  estate: Pick<EstimateInput, 'stack' | 'kinds'>,
  cadence: Cadence = defaultCadence,
): Bill {
  const subjects = subjectsOf({ ...estate, plan: { orphans: [], resources: [] } });
  const ofDay = asksIn(day, cadence, estate, subjects);
  const requests = sum(ofDay);
  return {
    full: countOf(questionsOfLook(estate, subjects, 'full')),
    fast: countOf(questionsOfLook(estate, subjects, 'fast')),
    perDay: {
      requests: Math.round(requests),
      kms: Math.round(sum(ofDay.filter(({ call: { op } }) => op.startsWith('kms:')))),
      events: eventsOf(ofDay, estate.stack),
    },
    monthly: costOfReads(asksIn(30 * 24 * hour, cadence, estate, subjects), estate.stack),
  };
}

function countOf(questions: readonly Question[]): LookCount {
  const byOp = Map.groupBy(questions, ({ call: { op } }) => op);
  const byOperation = [...byOp].map(([op, all]) => [op, sum(all)] as const);
  return { requests: sum(questions), byOperation: byOperation.sort(([a], [b]) => byCodeUnit(a, b)) };
}

function eventsOf(questions: readonly Question[], stack: Stack): Bill['perDay']['events'] {
  const recorded = questions.flatMap(({ call, requests }) =>
    trailsOver(call.at, stack).map(({ address }) => ({ address, requests })),
  );
  return [...Map.groupBy(recorded, ({ address }) => address)]
    .map(([address, all]) => [address, Math.round(sum(all))] as const)
    .sort(([a], [b]) => byCodeUnit(a, b));
}

function sum(all: readonly { readonly requests: number }[]): number {
  return all.reduce((total, { requests }) => total + requests, 0);
}
