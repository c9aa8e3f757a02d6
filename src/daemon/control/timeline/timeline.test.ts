import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../../model/address.ts';
import type { Episode, Event, Unchained } from '../../../model/history.ts';
import { hour, isoOf, minute, second } from '../../../model/instant.ts';
import { timelineBodySchema } from '../../../report/formats/api/timeline.ts';
import { createVolatileHistory } from '../../../store/memory/history.ts';
import { chained } from '../../record/chain.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, type FakeController } from '../../testing/controller.test-helper.ts';
import type { AnswerOf, RequestOf } from '../operations.ts';

const ann = callerOf('ann');

type Line = Partial<Unchained> & Pick<Unchained, 'is'>;

/** Makes a controller whose record has these lines, a second apart, the last one at noon. */
async function recorded(
  name: string,
  lines: readonly Line[],
  episodes: readonly Episode[] = [],
): Promise<FakeController> {
  const history = createVolatileHistory();
  let head: Event | undefined;
  for (const [index, line] of lines.entries()) {
    const at = noon - (lines.length - 1 - index) * second;
    head = chained(head ?? { chain: 'c' }, { at, subject: 'keywright@host', text: '', ...line });
    await history.append(head);
  }
  await history.save({ episodes });
  return fakeController(name, {}, { history });
}

async function timeline(
  controllers: readonly FakeController[],
  request: RequestOf<'timeline'> = {},
): Promise<AnswerOf<'timeline'>> {
  const answer = await controlOf(controllers).timeline(request, ann);
  if (!('items' in answer)) throw new Error('the control refused');
  expect(timelineBodySchema.safeParse(answer).error).toBeUndefined();
  return answer;
}

function print({ items }: AnswerOf<'timeline'>): readonly string[] {
  return items.map(
    ({ is, tone, text, detail }) => `${is} ${tone}: ${text}${detail === undefined ? '' : ` | ${detail}`}`,
  );
}

function write(address: Address, name: string, op: string, more: Partial<Line> = {}): readonly Line[] {
  const step = `${address}#${name}`;
  const line = { address, step, plan: 'p1' };
  return [
    { ...line, is: 'writing', text: `sends ${op} for ${step} in 1/eu` },
    { ...line, is: 'wrote', text: `${op} for ${step} in 1/eu: done`, awsRequestId: 'r1', ...more },
  ];
}

function episode(more: Partial<Episode> = {}): Episode {
  return {
    id: 'e1',
    address: 'Key/payments',
    facet: 'policy',
    changes: [
      {
        path: '/policy/Statement/Evil',
        before: {
          Sid: 'Evil',
          Effect: 'Allow',
          Principal: { AWS: ['arn:aws:iam::999988887777:root'] },
          Action: ['kms:*'],
        },
        label: 'drifted',
        half: 'contract',
      },
    ],
    label: 'drifted',
    openedAt: noon - 3 * second,
    seenAt: noon,
    declared: '',
    ...more,
  };
}

const opened: Line = {
  is: 'episode-opened',
  address: 'Key/payments',
  text: 'drift of policy of Key/payments: drifted',
  detail: { episode: 'e1', facet: 'policy', paths: ['/policy/Statement/Evil'] },
};

describe('timeline', () => {
  it('joins a write with the end of the drift that it repairs', async () => {
    const controller = await recorded(
      'keys',
      [
        opened,
        ...write('Key/payments', 'policy', 'kms:PutKeyPolicy'),
        {
          is: 'episode-closed',
          address: 'Key/payments',
          detail: { episode: 'e1', facet: 'policy', how: 'repaired' },
        },
      ],
      [episode({ closed: { at: noon, how: 'repaired' } })],
    );
    expect(print(await timeline([controller]))).toEqual([
      'drift-closed done: Key/payments: statement Evil removed, 3.0 s after it was seen | kms:PutKeyPolicy',
      'drift-opened danger: Key/payments changed outside Git: statement Evil added | Statement Evil allows kms:* to account 999988887777',
    ]);
  });

  it.each<{ why: string; lines: readonly Line[]; says: readonly string[] }>([
    {
      why: 'one entry for all calls of a step, whatever runs beside it',
      lines: [
        ...write('Key/a', 'create', 'kms:CreateKey'),
        ...write('Key/b', 'tags', 'kms:TagResource'),
        ...write('Key/a', 'create', 'kms:TagResource'),
      ],
      says: [
        'wrote done: Key/a (create) written | kms:CreateKey, kms:TagResource',
        'wrote done: Key/b (tags) written | kms:TagResource',
      ],
    },
    {
      why: 'a write without an answer as unknown',
      lines: [{ is: 'writing', address: 'Key/a', step: 'Key/a#tags', text: 'sends kms:TagResource' }],
      says: ['failed unknown: Key/a (tags) was sent, and its answer is unknown | sends kms:TagResource'],
    },
    {
      why: 'a write that AWS refused',
      lines: [
        {
          is: 'failed',
          address: 'Key/a',
          step: 'Key/a#tags',
          text: 'kms:TagResource: AccessDenied',
          detail: { error: 'AccessDenied', effectUnknown: false },
        },
      ],
      says: ['failed danger: Key/a (tags) failed | kms:TagResource: AccessDenied'],
    },
    {
      why: 'a decision with the name of the person',
      lines: [{ is: 'decided', subject: 'person:ann', text: 'approves Key/a#policy of plan p1' }],
      says: ['decided motion: Ann approves Key/a#policy of plan p1'],
    },
    {
      why: 'a commit by its outcome',
      lines: [
        {
          is: 'revision',
          text: 'refused: 3f2c91a0aaaa Rotate keys',
          detail: { outcome: 'refused', messages: ['manifest.unknown: no field x'] },
        },
        { is: 'revision', text: 'in-force: 3f2c91a0aaaa Rotate keys', detail: { outcome: 'in-force' } },
      ],
      says: [
        'revision done: Commit 3f2c91a0aaaa Rotate keys is in force',
        'revision danger: Commit 3f2c91a0aaaa Rotate keys is refused | manifest.unknown: no field x',
      ],
    },
    {
      why: 'drift by its paths where the episode is gone',
      lines: [opened],
      says: ['drift-opened waits: Key/payments changed outside Git: policy.Statement.Evil'],
    },
  ])('shows $why', async ({ lines, says }) => {
    expect(print(await timeline([await recorded('keys', lines)]))).toEqual(says);
  });

  it('shows the writes of a plan that stand side by side as one entry, unless one asks for writes', async () => {
    const lines = ['a', 'b', 'c', 'd'].flatMap((name) => write(`Key/${name}`, 'tags', 'kms:TagResource'));
    const controller = await recorded('keys', [...lines, { is: 'stopped' }]);
    expect(print(await timeline([controller]))).toEqual([
      'process motion: Keywright stopped',
      'wrote done: 4 steps of 4 resources written | Key/a (tags), Key/b (tags), Key/c (tags), Key/d (tags)',
    ]);
    expect((await timeline([controller], { is: ['wrote'] })).items).toHaveLength(4);
    expect((await timeline([controller], { address: 'Key/a' })).items).toHaveLength(1);
  });

  it('limits entries to a time, a sort and a resource', async () => {
    const controller = await recorded('keys', [
      { is: 'started', at: noon - 2 * hour },
      { is: 'decided', subject: 'person:ann', text: 'x', at: noon - 30 * minute, address: 'Key/a' },
      { is: 'decided', subject: 'person:ann', text: 'y', at: noon - 20 * minute, address: 'Key/b' },
      { is: 'lease', text: 'leader', detail: { state: 'leader' }, at: noon },
    ]);
    const texts = async (request: RequestOf<'timeline'>): Promise<readonly string[]> =>
      (await timeline([controller], request)).items.map(({ text }) => text);

    expect(await texts({ since: isoOf(noon - hour) })).toHaveLength(3);
    expect(await texts({ until: isoOf(noon) })).toHaveLength(3);
    expect(await texts({ is: ['decided'] })).toEqual(['Ann y', 'Ann x']);
    expect(await texts({ address: 'Key/a' })).toEqual(['Ann x']);
  });

  it('reads the pages of several sources in the order of time, each entry once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
        fc.array(fc.nat({ max: 3 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (a, b, limit) => {
          const lines = (all: readonly number[]): readonly Line[] =>
            all.flatMap((n) => write(`Key/k${n}`, 'create', `kms:Op${n}`));
          const controllers = [await recorded('a', lines(a)), await recorded('b', lines(b))];
          const whole = await timeline(controllers, { limit: 200, is: ['wrote'] });
          const paged: string[] = [];
          let cursor: string | undefined;
          do {
            const page: AnswerOf<'timeline'> = await timeline(controllers, {
              limit,
              is: ['wrote'],
              ...(cursor === undefined ? {} : { cursor }),
            });
            expect(page.items.length).toBeLessThanOrEqual(limit);
            paged.push(...page.items.map(({ id }) => id));
            cursor = page.next;
          } while (cursor !== undefined && paged.length < 100);
          expect(paged).toEqual(whole.items.map(({ id }) => id));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refuses a cursor that no page gave', async () => {
    const controller = await recorded('keys', [{ is: 'started' }]);
    for (const cursor of ["x'; --", 'keys=1.', 'keys=000000000000001.000000000000001'])
      await expect(timeline([controller], { cursor })).rejects.toThrow('refused');
  });

  it('tells no number of a line in its cursor, since it counts the lines of others', async () => {
    const controller = await recorded('keys', [
      ...write('Key/a', 'tags', 'x'),
      ...write('Key/b', 'tags', 'x'),
    ]);
    const { next = '' } = await timeline([controller], { limit: 1 });
    expect(next).not.toBe('');
    expect(Buffer.from(next, 'base64url').toString('latin1')).not.toContain('keys');
    expect(next).not.toContain('=');
  });
});
