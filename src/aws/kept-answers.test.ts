import { expect, it } from 'vitest';
import type { Answer, Aws, Call } from '../model/call.ts';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createKeptAnswers } from './kept-answers.ts';

const at = { account: '111122223333', region: 'eu-central-1' };
const key = 'arn:aws:kms:eu-central-1:111122223333:key/k1';
const describeKey: Call = { op: 'kms:DescribeKey', at, input: { KeyId: 'k1' } };
const otherKey: Call = { op: 'kms:DescribeKey', at, input: { KeyId: 'k2' } };
const listAliases: Call = { op: 'kms:ListAliases', at, input: {} };
const putPolicy: Call = { op: 'kms:PutKeyPolicy', at, input: { KeyId: key, Policy: '{}' } };
function never(): undefined {
  return undefined;
}

interface Scene {
  readonly kept: ReturnType<typeof createKeptAnswers>;
  readonly sent: string[];
  readonly clock: ReturnType<typeof shiftedClock>;
}

function scene(answer: (call: Call) => Answer | undefined = never, most?: number): Scene {
  const clock = shiftedClock(virtualClock());
  const sent: string[] = [];
  const aws: Aws = {
    call(call) {
      sent.push(call.op);
      return Promise.resolve(answer(call) ?? { is: 'ok', value: sent.length, at: clock.now() });
    },
  };
  return { kept: createKeptAnswers(aws, clock, most), sent, clock };
}

it('serves what was answered before, and tells how old it is', async () => {
  const { kept, sent, clock } = scene();
  const first = await kept.aws.call(describeKey);
  await clock.sleep(1000);
  const recalling = kept.recalling(never);
  expect(await recalling.aws.call(describeKey)).toEqual(first);
  expect(sent).toHaveLength(1);
  expect(recalling.told()).toEqual({ oldest: clock.now() - 1000, kept: 1, asked: 0, refused: 0 });
});

it('sends a read that was never answered, and keeps its answer', async () => {
  const { kept, sent } = scene();
  await kept.recalling(never).aws.call(describeKey);
  await kept.recalling(never).aws.call(describeKey);
  expect(sent).toHaveLength(1);
});

it('gives the failure of a read that must not be sent', async () => {
  const { kept, sent } = scene();
  const failure = {
    code: 'control.not-read',
    class: 'terminal',
    name: 'NotRead',
    message: '',
    op: describeKey.op,
    at,
  } as const;
  const recalling = kept.recalling(() => failure);
  expect(await recalling.aws.call(describeKey)).toEqual({ is: 'failed', failure });
  expect(recalling.told()).toMatchObject({ refused: 1 });
  expect(sent).toEqual([]);
});

it('reads again what was written since, and each listing of its place', async () => {
  const { kept, sent, clock } = scene();
  for (const call of [describeKey, otherKey, listAliases]) await kept.aws.call(call);
  await clock.sleep(1);
  await kept.aws.call(putPolicy);
  sent.length = 0;
  const { aws } = kept.recalling(never);
  for (const call of [describeKey, otherKey, listAliases]) await aws.call(call);
  expect(sent).toEqual(['kms:DescribeKey', 'kms:ListAliases']);
});

it('keeps no error that may be gone the next moment', async () => {
  const failure = {
    code: 'aws.throttled',
    class: 'throttled',
    name: 'ThrottlingException',
    message: '',
    op: describeKey.op,
    at,
  } as const;
  let fails = false;
  const { kept } = scene(() => (fails ? { is: 'failed', failure } : undefined));
  const before = await kept.aws.call(describeKey);
  fails = true;
  await kept.aws.call(describeKey);
  expect(await kept.recalling(never).aws.call(describeKey)).toEqual(before);
});

it('drops the oldest answers when it keeps too many', async () => {
  const { kept, sent } = scene(never, 1);
  await kept.aws.call(describeKey);
  await kept.aws.call(otherKey);
  sent.length = 0;
  await kept.recalling(never).aws.call(otherKey);
  expect(sent).toEqual([]);
  await kept.recalling(never).aws.call(describeKey);
  expect(sent).toEqual(['kms:DescribeKey']);
});

it('refuses every write', async () => {
  const { kept } = scene();
  await expect(kept.recalling(never).aws.call(putPolicy)).rejects.toThrow('only reads');
});

it('serves no answer of before the clock was set back', async () => {
  const { kept, sent, clock } = scene();
  await kept.aws.call(describeKey);
  clock.step(-60_000);
  await kept.recalling(never).aws.call(describeKey);
  expect(sent).toHaveLength(2);
});

it('keeps no answer that was under way while the clock was set back', async () => {
  const { kept, sent, clock } = scene();
  const underWay = kept.aws.call(describeKey);
  clock.step(-60_000);
  await kept.aws.call(otherKey);
  await underWay;
  await kept.recalling(never).aws.call(describeKey);
  expect(sent).toHaveLength(3);
});

it('serves what was read after a write of before the clock was set back', async () => {
  const { kept, sent, clock } = scene();
  await kept.aws.call(putPolicy);
  clock.step(-60_000);
  await kept.aws.call(describeKey);
  await kept.recalling(never).aws.call(describeKey);
  expect(sent).toHaveLength(2);
});

// The daemon reads everything again only after more than that: what was forgotten would be missing for an hour.
it('keeps answers while the clock is corrected by a fraction of a second', async () => {
  const { kept, sent, clock } = scene();
  await kept.aws.call(describeKey);
  clock.step(-500);
  await kept.recalling(never).aws.call(describeKey);
  expect(sent).toHaveLength(1);
});
