import { expect, it } from 'vitest';
import type { Answer, Aws } from '../model/call.ts';
import type { Surroundings } from '../report/help/surroundings.ts';
import { preflight } from './preflight.ts';

const mine = '111122223333';
const theirs = '444455556666';
const accounts = [mine, theirs].map((id) => ({ id, regions: ['eu-central-1'] }));

function named(account: string): Answer {
  return { is: 'ok', value: { Account: account, Arn: `arn:aws:iam::${account}:user/ada` }, at: 0 };
}

function here(): Promise<Surroundings> {
  return Promise.resolve({
    profiles: [
      { name: 'default', signsIn: 'sso' },
      { name: 'prod', signsIn: 'sso' },
    ],
    files: ['~/.aws/config'],
    set: new Set(),
    endpointOf: () => undefined,
  });
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
  { why: 'what all have in common is said once', answers: {}, codes: ['aws.credentials'] },
  {
    why: 'credentials of another account are none for this one',
    answers: { [mine]: named('999999999999'), [theirs]: closed },
    codes: ['aws.wrong-account', 'aws.credentials'],
  },
])('$why', async ({ answers, codes }) => {
  const { closed: problems } = await preflight(asked(answers), accounts, here);
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

it('names account, role, reason and a way out', async () => {
  const roles = { read: `arn:aws:iam::${mine}:role/reader`, write: `arn:aws:iam::${mine}:role/writer` };
  const { closed } = await preflight(asked({}), [{ id: mine, regions: ['eu-central-1'], roles }], here);
  const [problem] = closed;
  expect(problem?.message).toBe(
    `cannot reach account ${mine} through ${roles.read}: the session has ended (ExpiredToken)`,
  );
  expect(problem?.hint).toContain('aws sso login');
});

it('names both accounts where they have one reason', async () => {
  const { closed } = await preflight(asked({}), accounts, here);
  const [problem] = closed;
  expect(problem?.message).toContain(`cannot reach accounts ${mine} and ${theirs}: `);
});

it('says whose credentials they are, which account was declared, and which profiles there are', async () => {
  const { closed } = await preflight(asked({ [mine]: named('999999999999') }), accounts.slice(0, 1), here);
  const [problem] = closed;
  expect(problem?.message).toBe(
    `the credentials are arn:aws:iam::999999999999:user/ada in account 999999999999, but the Stack declares ${mine}`,
  );
  expect(problem?.hint).toContain('another profile (existing: prod)');
  expect(problem?.hint).toContain('if 999999999999 is the right account');
});
