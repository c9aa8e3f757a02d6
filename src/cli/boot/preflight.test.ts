import { expect, it } from 'vitest';
import type { Answer, Aws } from '../../model/call.ts';
import { preflight } from './preflight.ts';

const mine = '111122223333';
const theirs = '444455556666';
const accounts = [mine, theirs].map((id) => ({ id, regions: ['eu-central-1'] }));

function named(account: string): Answer {
  return { is: 'ok', value: { Account: account }, at: 0 };
}

const closed: Answer = {
  is: 'failed',
  failure: {
    code: 'aws.credentials',
    class: 'forbidden',
    name: 'ExpiredToken',
    message: 'the session has ended',
    op: 'sts:GetCallerIdentity',
    at: { account: mine, region: 'eu-central-1' },
  },
};

function asked(answers: Readonly<Record<string, Answer>>): Aws {
  return { call: ({ at }) => Promise.resolve(answers[at.account] ?? closed) };
}

it.each([
  { why: 'all can be asked', answers: { [mine]: named(mine), [theirs]: named(theirs) }, codes: [] },
  {
    why: 'one is enough for a plan that says what it could not read',
    answers: { [mine]: named(mine) },
    codes: [],
  },
  { why: 'none is told for each', answers: {}, codes: ['aws.credentials', 'aws.credentials'] },
  {
    why: 'credentials of another account are none for this one',
    answers: { [mine]: named('999999999999'), [theirs]: closed },
    codes: ['aws.wrong-account', 'aws.credentials'],
  },
])('$why', async ({ answers, codes }) => {
  const problems = await preflight(asked(answers), accounts);
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

it('names account, role, reason and a way out', async () => {
  const roles = { read: `arn:aws:iam::${mine}:role/reader`, write: `arn:aws:iam::${mine}:role/writer` };
  const [problem] = await preflight(asked({}), [{ id: mine, regions: ['eu-central-1'], roles }]);
  expect(problem?.message).toBe(
    `the account ${mine} cannot be asked through ${roles.read}: the session has ended (ExpiredToken)`,
  );
  expect(problem?.hint).toContain('aws sso login');
});
