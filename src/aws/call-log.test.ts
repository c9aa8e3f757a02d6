import { expect, it } from 'vitest';
import { createCallLog, type SentRequest } from './call-log.ts';

const request: SentRequest = {
  op: 'kms:DescribeKey',
  place: { account: '111122223333', region: 'eu-central-1' },
  access: 'read',
  role: 'read',
  lane: 'asked',
  at: 0,
  took: 10,
  waited: 0,
  attempt: 1,
  outcome: 'ok',
  input: {},
};

it('counts by access and by operation, and tells listeners until they leave', () => {
  const log = createCallLog();
  const heard: SentRequest[] = [];
  const leave = log.subscribe((sent) => heard.push(sent));
  log.sent(request);
  leave();
  log.sent(request);
  log.sent({ ...request, op: 'kms:CreateKey', access: 'write' });
  expect(log.counts()).toEqual({ reads: 2, writes: 1 });
  expect(log.byOperation()).toEqual([
    { op: 'kms:CreateKey', count: 1 },
    { op: 'kms:DescribeKey', count: 2 },
  ]);
  expect(heard).toEqual([request]);
});
