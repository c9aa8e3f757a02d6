import { describe, expect, it } from 'vitest';
import { hour } from '../../model/instant.ts';
import { stackKind } from './index.ts';
import { stackSchema, type StackSpec } from './schema.ts';
import { fill } from './fill.ts';

const minimal = { uid: '7f3a9c21', accounts: [{ id: '111122223333', regions: ['eu-central-1'] }] };

function specOf(changes: object): StackSpec {
  return stackSchema.parse({ ...minimal, ...changes });
}

describe('the defaults from a Stack', () => {
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

describe('the permitted actions of a daemon', () => {
  const night = { opens: '0 22 * * 1-5', for: '6h', timeZone: 'Europe/Berlin' };

  it('is said for all resources first, then by rules', () => {
    const spec = specOf({
      apply: 'approve',
      windows: [night],
      rules: [{ labels: { env: 'prod' }, heal: 'off' }],
    });
    expect(fill('demo', spec).settings.handling).toEqual([
      { apply: 'approve', windows: [{ opens: '0 22 * * 1-5', lasts: 6 * hour, timeZone: 'Europe/Berlin' }] },
      { labels: { env: 'prod' }, heal: 'off' },
    ]);
  });

  it.each([
    { why: 'a time zone that there is not', windows: [{ ...night, timeZone: 'Mars/Olympus' }] },
    { why: 'a cron expression with seconds', windows: [{ ...night, opens: '0 0 22 * * 1-5' }] },
    { why: 'an hour that there is not', windows: [{ ...night, opens: '0 25 * * *' }] },
    { why: 'a window of more than a week', windows: [{ ...night, for: '8d' }] },
    { why: 'a rule without labels', rules: [{ labels: {}, apply: 'off' }] },
    { why: 'an address as a notification target', notify: 'https://hooks.example.com/x' },
  ])('refuses $why', ({ why: _, ...changes }) => {
    expect(() => specOf(changes)).toThrow();
  });

  it.each([
    {
      why: 'an account of a wave that is not in the Stack',
      waves: [['111122223333'], ['444455556666']],
      at: '/waves/1/0',
    },
    { why: 'an account in two waves', waves: [['111122223333'], ['111122223333']], at: '/waves/1/0' },
  ])('reports $why', ({ waves, at }) => {
    expect(fill('demo', specOf({ waves })).problems.map(({ path }) => path)).toEqual([at]);
  });
});
