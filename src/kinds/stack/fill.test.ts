import { describe, expect, it } from 'vitest';
import { stackKind } from './index.ts';
import { stackSchema, type StackSpec } from './schema.ts';
import { fill } from './fill.ts';

const minimal = { uid: '7f3a9c21', accounts: [{ id: '111122223333', regions: ['eu-central-1'] }] };

function specOf(changes: object): StackSpec {
  return stackSchema.parse({ ...minimal, ...changes });
}

describe('what a Stack fills in', () => {
  it('has safe defaults', () => {
    expect(fill('demo', specOf({}))).toEqual({
      settings: {
        name: 'demo',
        uid: '7f3a9c21',
        partition: 'aws',
        accounts: minimal.accounts,
        keyAdministrators: [],
        trustedAccounts: [],
        tags: {},
        caps: { count: 5, percent: 10 },
        release: [],
      },
      defaults: { account: '111122223333' },
      problems: [],
    });
    expect(stackKind.schema).toBe(stackSchema);
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['ap-southeast-7', 'aws'],
  ])('%s lies in %s', (region, partition) => {
    expect(
      fill('demo', specOf({ accounts: [{ id: '111122223333', regions: [region] }] })).settings.partition,
    ).toBe(partition);
  });

  it.each([
    { why: 'a cap may be zero', changes: { caps: { count: 0 } }, gives: { caps: { count: 0, percent: 10 } } },
    { why: 'default tags', changes: { defaults: { tags: { owner: 'x' } } }, gives: { tags: { owner: 'x' } } },
    {
      why: 'a shared directory',
      changes: { coordination: { directory: '/x' } },
      gives: { coordination: { is: 'directory', path: '/x' } },
    },
    {
      why: 'a bucket',
      changes: {
        coordination: {
          s3: { bucket: 'leases', prefix: 'kw/', account: '111122223333', region: 'eu-west-1' },
        },
      },
      gives: {
        coordination: {
          is: 's3',
          bucket: 'leases',
          prefix: 'kw/',
          account: '111122223333',
          region: 'eu-west-1',
        },
      },
    },
    { why: 'released classes', changes: { release: ['repair'] }, gives: { release: ['repair'] } },
  ])('$why', ({ changes, gives }) => {
    expect(fill('demo', specOf(changes)).settings).toMatchObject(gives);
  });

  it.each([
    {
      why: 'a default tag that is removed says nothing',
      changes: { defaults: { tags: { a: null } } },
      at: '/defaults/tags/a',
    },
    {
      why: 'a bucket in an account nobody declared',
      changes: {
        coordination: { s3: { bucket: 'leases', prefix: '', account: '444455556666', region: 'eu-west-1' } },
      },
      at: '/coordination/s3/account',
    },
  ])('$why', ({ changes, at }) => {
    expect(fill('demo', specOf(changes)).problems.map(({ path }) => path)).toEqual([at]);
  });
});
