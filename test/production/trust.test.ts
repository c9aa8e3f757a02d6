import { describe, expect, it } from 'vitest';
import { accountsOf } from '../../src/cli/starter/production/files.ts';
import type { AccountBootstrap } from '../../src/permissions/bootstrap.ts';
import { issuer, providerIn } from '../../src/permissions/github.ts';
import type { IamDocument } from '../../src/permissions/trust.ts';
import { evaluate, parsePolicy, type Caller } from '../../src/policy/index.ts';
import { account, newManifests, productionFor, repository, stackIn, twoAccounts } from './estate.ts';

/** Claims of a token of GitHub; STS makes condition keys of these (IAM User Guide, keys for OIDC federation). */
interface Token {
  readonly aud: string;
  readonly sub: string;
  readonly ref: string;
}

/** Tests whether a role may be assumed. A trust policy has no Resource: it is about its own role. */
function mayAssume(
  trust: IamDocument,
  caller: Caller,
  action: string,
  claims: Record<string, string>,
): string {
  const Statement = trust.Statement.map((one) => ({ ...one, Resource: '*' }));
  const read = parsePolicy({ ...trust, Statement });
  if (read.is === 'refused') throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  const absent = { 'aws:*': null, 'sts:*': null, [`${issuer}:*`]: null };
  return evaluate(read.policy, { caller, action, context: { ...absent, ...claims }, iamAllows: true }).is;
}

function withToken(trust: IamDocument, { aud, sub, ref }: Token, partition = 'aws', of = account): string {
  const claims = { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: sub, [`${issuer}:ref`]: ref };
  const provider = providerIn(of, partition);
  return mayAssume(trust, { is: 'federated', provider }, 'sts:AssumeRoleWithWebIdentity', claims);
}

function trustIn([home]: readonly AccountBootstrap[], job: 'plan' | 'apply'): IamDocument {
  const found = home?.callers.find(({ name }) => name.endsWith(`-${job}`));
  if (found === undefined) throw new Error(`no role for ${job}`);
  return found.trust;
}

const aud = 'sts.amazonaws.com';
const main = 'refs/heads/main';
const pull = 'refs/pull/7/merge';

const tokens: readonly (Token & { why: string; plan: boolean; apply: boolean })[] = [
  { why: 'a pull request', aud, sub: `repo:${repository}:pull_request`, ref: pull, plan: true, apply: false },
  { why: 'the branch main', aud, sub: `repo:${repository}:ref:${main}`, ref: main, plan: true, apply: false },
  {
    why: 'the environment on main',
    aud,
    sub: `repo:${repository}:environment:production`,
    ref: main,
    plan: false,
    apply: true,
  },
  ...[
    { why: 'a fork', aud, sub: 'repo:mallory/infra:pull_request', ref: pull },
    { why: 'the environment of a fork', aud, sub: 'repo:mallory/infra:environment:production', ref: main },
    { why: 'another branch', aud, sub: `repo:${repository}:ref:refs/heads/dev`, ref: 'refs/heads/dev' },
    { why: 'a branch that begins alike', aud, sub: `repo:${repository}:ref:${main}2`, ref: `${main}2` },
    { why: 'a tag of that name', aud, sub: `repo:${repository}:ref:refs/tags/main`, ref: 'refs/tags/main' },
    {
      why: 'another branch that names the environment',
      aud,
      sub: `repo:${repository}:environment:production`,
      ref: 'refs/heads/dev',
    },
    {
      why: 'a pull request that names the environment',
      aud,
      sub: `repo:${repository}:environment:production`,
      ref: pull,
    },
    { why: 'another environment', aud, sub: `repo:${repository}:environment:production2`, ref: main },
    { why: 'another repository', aud, sub: 'repo:acme/web:environment:production', ref: main },
    {
      why: 'a repository that begins alike',
      aud,
      sub: `repo:${repository}2:environment:production`,
      ref: main,
    },
    { why: 'a repository that ends alike', aud, sub: `repo:acme/my-infra:pull_request`, ref: pull },
    { why: 'the name in other letters', aud, sub: 'repo:Acme/infra:pull_request', ref: pull },
    { why: 'immutable subjects', aud, sub: 'repo:acme@1/infra@2:environment:production', ref: main },
    {
      why: 'another audience',
      aud: 'https://github.com/acme',
      sub: `repo:${repository}:pull_request`,
      ref: pull,
    },
    {
      why: 'another audience and the environment',
      aud: 'sts.amazonaws.com.cn',
      sub: `repo:${repository}:environment:production`,
      ref: main,
    },
  ].map((token) => ({ ...token, plan: false, apply: false })),
];

describe('a token of GitHub', () => {
  const accounts = accountsOf(productionFor('cli'));

  it.each(tokens)('gets plan $plan and apply $apply when it is of $why', ({ plan, apply, ...token }) => {
    expect(withToken(trustIn(accounts, 'plan'), token)).toBe(plan ? 'allowed' : 'denied');
    expect(withToken(trustIn(accounts, 'apply'), token)).toBe(apply ? 'allowed' : 'denied');
  });

  it('gets nothing when another provider issued it', () => {
    const token = { aud, sub: `repo:${repository}:pull_request`, ref: pull };
    expect(withToken(trustIn(accounts, 'plan'), token, 'aws', '999988887777')).toBe('denied');
  });

  it('gets nothing with keys of an account instead of a token', () => {
    const arn = `arn:aws:iam::${account}:role/admin`;
    for (const action of ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'])
      expect(mayAssume(trustIn(accounts, 'plan'), { is: 'aws', arn }, action, {})).toBe('denied');
  });

  it('is known by its ids when the repository has immutable subjects', () => {
    const github = { repository: 'acme@123/infra@456', branch: 'main' };
    const trust = trustIn(accountsOf(productionFor('cli', { github })), 'plan');
    const of = (name: string): string =>
      withToken(trust, { aud, sub: `repo:${name}:pull_request`, ref: pull });
    expect([of('acme@123/infra@456'), of('acme@123/infra@457'), of('acme/infra')]).toEqual([
      'allowed',
      'denied',
      'denied',
    ]);
  });

  it.each([
    { partition: 'aws-cn', region: 'cn-north-1', audience: 'sts.amazonaws.com.cn' },
    { partition: 'aws-us-gov', region: 'us-gov-west-1', audience: 'sts.amazonaws.com' },
  ])('has the audience $audience in $partition', ({ partition, region, audience }) => {
    const accounts = accountsOf(productionFor('cli', { stack: stackIn(newManifests(region)) }));
    const token = { aud: audience, sub: `repo:${repository}:environment:production`, ref: main };
    expect(withToken(trustIn(accounts, 'apply'), token, partition)).toBe('allowed');
    expect(withToken(trustIn(accounts, 'apply'), { ...token, aud: 'other' }, partition)).toBe('denied');
  });
});

describe('a role that the Stack names', () => {
  const accounts = accountsOf(productionFor('cli', { stack: stackIn(new Map([['two.yaml', twoAccounts]])) }));
  const caller = (job: string): Caller => ({
    is: 'aws',
    arn: `arn:aws:sts::444455556666:assumed-role/keywright-two-${job}/GitHubActions`,
  });

  it.each([
    { account, name: 'read', job: 'plan', may: 'allowed' },
    { account, name: 'read', job: 'apply', may: 'allowed' },
    { account, name: 'write', job: 'plan', may: 'denied' },
    { account, name: 'write', job: 'apply', may: 'allowed' },
    { account, name: 'destroy', job: 'plan', may: 'denied' },
    { account, name: 'destroy', job: 'apply', may: 'allowed' },
    { account: '444455556666', name: 'write', job: 'plan', may: 'denied' },
  ])('is $may for $job when it is $name of $account', ({ account: of, name, job, may }) => {
    const role = accounts.find((one) => one.account === of)?.roles.find((one) => one.name === name);
    expect(role && mayAssume(role.trust, caller(job), 'sts:AssumeRole', {})).toBe(may);
  });

  it('trusts also who is named, and nobody else of the account', () => {
    const [operator, other] = ['platform', 'other'].map((name) => `arn:aws:iam::${account}:role/${name}`);
    const operators = operator === undefined ? [] : [operator];
    const role = accountsOf(productionFor('cli', { operators }))[0]?.roles.find(({ use }) => use === 'write');
    const asked = (arn = ''): unknown =>
      role && mayAssume(role.trust, { is: 'aws', arn }, 'sts:AssumeRole', {});
    expect([asked(operator), asked(other)]).toEqual(['allowed', 'denied']);
  });

  it('trusts the account, whose own policies decide, when nobody is named', () => {
    const role = accountsOf(productionFor('cli', { github: undefined }))[0]?.roles[0];
    expect(role?.trust.Statement[0]?.['Principal']).toEqual({ AWS: `arn:aws:iam::${account}:root` });
  });

  it('asks for the external id when the Stack names one', () => {
    const role = accounts[0]?.roles.find(({ name }) => name === 'read');
    const asked = (id: string): unknown =>
      role && mayAssume(role.trust, caller('plan'), 'sts:AssumeRole', { 'sts:ExternalId': id });
    expect([accounts[0]?.account, asked('keywright-4711'), asked('other')]).toEqual([
      '444455556666',
      'allowed',
      'denied',
    ]);
  });
});
