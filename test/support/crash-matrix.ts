import { describe, expect, it } from 'vitest';
import { minute, second } from '../../src/model/instant.ts';
import { crashAt, deadlyRequests, killed, moments } from './crash.ts';
import { createEstate, endings, leftOver, type Estate, type RunOptions } from './estate.ts';

/** One change of one kind, in each moment of which a process may die. */
export interface CrashRow {
  readonly change: string;
  /** The manifests that were applied before; undefined: none. */
  readonly before: string | undefined;
  readonly after: string;
  /** Checks the final state of AWS directly, and throws if it is wrong. */
  expectTruth(estate: Estate): void;
  /** Done behind our back between `before` and `after`. */
  meanwhile?(estate: Estate): void;
}

const lags = [
  { lag: 'no lag', lagMs: 0 },
  { lag: '20 s lag', lagMs: 20 * second },
] as const;

const approve = { approve: ['disable', 'repair'] } as const satisfies RunOptions;

/** Enough for what was written before to be visible everywhere, the tag index included. */
const settled = 60 * minute;

async function prepared(row: CrashRow, lagMs: number, principals: readonly string[]): Promise<Estate> {
  const estate = createEstate({ lagMs, indexLagMs: lagMs * 3, principals });
  await estate.advance(settled);
  if (row.before !== undefined) await estate.apply(row.before, approve);
  await estate.advance(settled);
  row.meanwhile?.(estate);
  await estate.advance(settled);
  return estate;
}

function allDone(answer: Awaited<ReturnType<Estate['apply']>>, where: string): void {
  const ended = endings(answer);
  expect(ended, where).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
}

/** Tests every request × moments × journal kept or lost × lag (see deadlyRequests): the next run converges. */
export function crashMatrix(rows: readonly CrashRow[], principals: readonly string[]): void {
  for (const row of rows) {
    for (const { lag, lagMs } of lags) {
      for (const journal of ['kept', 'lost'] as const) {
        describe(`${row.change}, journal ${journal}, ${lag}`, () => {
          it.each(moments)('%s', async (moment) => {
            const whole = await (await prepared(row, lagMs, principals)).apply(row.after, approve);
            allDone(whole, 'without a crash');
            const total = whole.requests.length;
            for (const n of deadlyRequests(total, moment, lagMs)) {
              const where = `request ${n} of ${total}`;
              const estate = await prepared(row, lagMs, principals);
              const next = await killed(estate, row.after, {
                ...approve,
                crash: crashAt(n, moment),
                journal,
              });
              const { store } = next;
              allDone(await estate.apply(row.after, next), where);
              await estate.advance(settled);
              expect(leftOver(await estate.plan(row.after, { store })), where).toEqual([]);
              row.expectTruth(estate);
            }
          });
        });
      }
    }
  }
}
