import { describe, expect, it } from 'vitest';
import { second } from '../../src/model/instant.ts';
import { crashAt, deadlyRequests, killed, moments } from '../support/crash.ts';
import { endings, leftOver, type RunOptions } from '../support/estate.ts';
import {
  auditEstate,
  fullSpec,
  settled,
  trailOnly,
  trailWorld,
  type TrailWorld,
} from '../support/trail-world.ts';

interface Row {
  readonly change: string;
  readonly before: ((keyArn: string) => string) | undefined;
  readonly after: (keyArn: string) => string;
  /** The bucket's policy is declared, not made by hand. */
  readonly policy?: false;
  readonly trails: readonly string[];
}

const rows: readonly Row[] = [
  {
    change: 'a trail is made with its key and the policy of its bucket',
    before: undefined,
    after: () => auditEstate({ logging: true, eventSelectors: [{ readWriteType: 'WriteOnly' }] }),
    policy: false,
    trails: ['audit'],
  },
  {
    change: 'everything of it changes',
    before: (keyArn) => trailOnly(fullSpec(keyArn)),
    after: (keyArn) =>
      trailOnly({
        ...fullSpec(keyArn),
        prefix: 'other',
        key: null,
        eventSelectors: [{ excludeManagementEventSources: ['rdsdata.amazonaws.com'] }],
        insightSelectors: null,
        tags: { team: null, tier: 'gold' },
      }),
    trails: ['audit'],
  },
  {
    change: 'it is renamed',
    before: () => trailOnly({ logging: true }),
    after: () => trailOnly({ logging: true, name: 'Audit-2' }),
    trails: ['Audit-2'],
  },
];

const lags = [
  { lag: 'no lag', lagMs: 0 },
  { lag: '20 s lag', lagMs: 20 * second },
] as const;

const approve = { approve: ['disable', 'repair', 'delete'] } as const satisfies RunOptions;

async function prepared(row: Row, lagMs: number): Promise<TrailWorld> {
  const world = await trailWorld({ lagMs }, row.policy === false ? { policy: false } : {});
  if (row.before !== undefined) await world.estate.apply(row.before(world.keyArn), approve);
  await world.estate.advance(settled);
  return world;
}

function allDone(answer: Awaited<ReturnType<TrailWorld['estate']['apply']>>, where: string): void {
  const ended = endings(answer);
  expect(ended, where).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
}

function isStale(answer: Awaited<ReturnType<TrailWorld['estate']['apply']>>): boolean {
  return Object.values(endings(answer)).some((ending) => ending.startsWith('stale'));
}

describe.each(rows)('a crash at any request leaves one trail, and the next run converges: $change', (row) => {
  describe.each(lags)('$lag', ({ lagMs }) => {
    describe.each(['kept', 'lost'] as const)('journal %s', (journal) => {
      it.each(moments)('%s', async (moment) => {
        const whole = await prepared(row, lagMs);
        const answer = await whole.estate.apply(row.after(whole.keyArn), approve);
        allDone(answer, 'without a crash');
        for (const n of deadlyRequests(answer.requests.length, moment, lagMs)) {
          const where = `request ${n} of ${answer.requests.length}`;
          const { estate, keyArn, trail } = await prepared(row, lagMs);
          const after = row.after(keyArn);
          const next = await killed(estate, after, { ...approve, crash: crashAt(n, moment), journal });
          const { store } = next;
          const took = await estate.apply(after, next);
          // What the dead process wrote may show only when the next run reads again before it writes: that run leaves
          // it alone, and the one after finishes.
          if (lagMs > 0 && journal === 'lost' && isStale(took)) {
            await estate.advance(settled);
            allDone(await estate.apply(after, next), where);
          } else allDone(took, where);
          await estate.advance(settled);
          expect(leftOver(await estate.plan(after, { store })), where).toEqual([]);
          const { trailList } = trail('DescribeTrails') as { trailList: { Name: string }[] };
          expect(
            trailList.map(({ Name }) => Name),
            where,
          ).toEqual(row.trails);
        }
      });
    });
  });
});
