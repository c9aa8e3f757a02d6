import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../model/call.ts';
import {
  actionsFor,
  actionsOf,
  chargesOf,
  isKnownOp,
  isRepeatable,
  knownOps,
  operationOf,
  quotaOf,
  type KnownOp,
} from './operations.ts';
import { commandName, loadService, serviceOf } from './sdk/services.ts';

const at = { account: '111122223333', region: 'eu-central-1' };

/**
 * Lists the members of request and answer. The SDK's schema of an operation ends with both, perhaps as functions;
 * index 4 holds the names of members.
 */
function membersOf(schema: unknown): readonly (readonly string[])[] {
  if (!Array.isArray(schema)) throw new Error('not a schema');
  return [schema[4], schema[5]].map((reference: unknown) => {
    const shape: unknown = typeof reference === 'function' ? (reference as () => unknown)() : reference;
    return (shape as readonly unknown[])[4] as readonly string[];
  });
}

describe('every row', () => {
  it.each(knownOps)('%s is an operation of the SDK', async (op) => {
    const service = await loadService(serviceOf(op));
    expect(service.commands[commandName(op)]).toBeTypeOf('function');
  });

  it.each(knownOps.filter((op) => operationOf(op).paging !== undefined))(
    '%s pages by members that its request and answer have',
    async (op) => {
      const service = await loadService(serviceOf(op));
      const { paging } = operationOf(op);
      const [request, answer] = membersOf(service.commands[`${op.slice(op.indexOf(':') + 1)}$`]);
      expect(request).toContain(paging?.in);
      if (paging?.limit !== undefined) expect(request).toContain(paging.limit.field);
      expect(answer).toEqual(expect.arrayContaining([paging?.out, paging?.items]));
    },
  );

  it.each(knownOps)('%s draws on quotas that have a source', (op) => {
    const input = { ReplicaRegion: 'eu-west-1', PrimaryRegion: 'eu-west-1' };
    for (const charge of chargesOf({ op, at, input })) {
      expect(quotaOf(charge.quota).source).toMatch(/AWS|Guide/u);
      expect(charge.cost).toBeGreaterThan(0);
    }
  });

  // Waiting helps only where we wrote what the error misses: no kind makes roles, so their errors name no write.
  it.each(knownOps)('%s waits only for writes that Keywright makes', (op) => {
    for (const { within, from } of Object.values(operationOf(op).propagating ?? {})) {
      expect(within).toBeGreaterThan(0);
      for (const write of from === 'others' ? [] : from) expect(operationOf(write).access).not.toBe('read');
    }
  });

  it.each(knownOps)('%s names its IAM actions', (op) => {
    const actions = actionsOf(op);
    // Everybody may ask who they are.
    expect(actions.length > 0 || op === 'sts:GetCallerIdentity').toBe(true);
    for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Z]\w+$/u);
  });
});

it('gives one rate to a quota that several operations draw on', () => {
  for (const op of knownOps) {
    const { quota } = operationOf(op);
    expect(quotaOf(quota.name ?? op)).toEqual(quota);
  }
});

it.each<{ call: Pick<Call, 'op' | 'input'>; actions: readonly string[]; why: string }>([
  { call: { op: 'kms:CreateKey', input: {} }, actions: ['kms:CreateKey'], why: 'it has no tags' },
  {
    call: { op: 'kms:CreateKey', input: { Tags: [], MultiRegion: true } },
    actions: ['kms:CreateKey', 'kms:TagResource', 'iam:CreateServiceLinkedRole'],
    why: 'tags, and the role that keeps a family alike, go with it',
  },
  {
    call: { op: 's3:CreateBucket', input: { CreateBucketConfiguration: { Tags: [] } } },
    actions: ['s3:CreateBucket', 's3:TagResource'],
    why: 'it has tags and no ownership',
  },
  {
    call: { op: 's3:PutObject', input: { IfMatch: 'etag' } },
    actions: ['s3:PutObject', 's3:GetObject'],
    why: 'its condition reads',
  },
  { call: { op: 'cloudtrail:UpdateTrail', input: {} }, actions: ['cloudtrail:UpdateTrail'], why: 'no role' },
  {
    call: { op: 'cloudtrail:UpdateTrail', input: { CloudWatchLogsRoleArn: 'arn' } },
    actions: ['cloudtrail:UpdateTrail', 'iam:PassRole'],
    why: 'it passes a role',
  },
])('needs $actions for $call.op with $call.input, because $why', ({ call, actions }) => {
  expect(actionsFor(call)).toEqual(actions);
});

it.each<{ op: KnownOp; why: string }>([
  { op: 'kms:CreateKey', why: 'a second one is a second key, for a dollar a month' },
  { op: 'kms:ReplicateKey', why: 'the repetition fails and hides the success' },
])('never repeats $op blindly: $why', ({ op }) => {
  expect(isRepeatable({ op, at, input: {} })).toBe(false);
});

it.each<{ call: Pick<Call, 'op' | 'input'>; repeatable: boolean; why: string }>([
  {
    call: { op: 'kms:CreateGrant', input: { Name: 'a' } },
    repeatable: true,
    why: 'the name makes it the same grant',
  },
  {
    call: { op: 'kms:CreateGrant', input: {} },
    repeatable: false,
    why: 'without a name it is another grant',
  },
  {
    call: { op: 's3:PutObject', input: { IfNoneMatch: '*' } },
    repeatable: false,
    why: 'it would meet itself',
  },
  { call: { op: 's3:PutObject', input: {} }, repeatable: true, why: 'it writes the same bytes' },
  { call: { op: 'kms:PutKeyPolicy', input: {} }, repeatable: true, why: 'a put replaces' },
])('$call.op with $call.input is repeatable: $repeatable, because $why', ({ call, repeatable }) => {
  expect(isRepeatable({ ...call, at })).toBe(repeatable);
});

describe('charges', () => {
  it('counts ReplicateKey as two CreateKey in the replica Region (KMS Developer Guide)', () => {
    const input = { ReplicaRegion: 'eu-west-1' };
    expect(chargesOf({ op: 'kms:ReplicateKey', at, input })).toEqual([
      { quota: 'kms:CreateKey', at: { ...at, region: 'eu-west-1' }, cost: 2 },
      { quota: 'kms:ReplicateKey', at, cost: 1 },
    ]);
  });

  it('counts UpdatePrimaryRegion in both Regions', () => {
    const input = { PrimaryRegion: 'eu-west-1' };
    expect(chargesOf({ op: 'kms:UpdatePrimaryRegion', at, input }).map((charge) => charge.at.region)).toEqual(
      ['eu-west-1', 'eu-central-1'],
    );
  });

  it('counts IAM once an account, whatever the Region', () => {
    const here = chargesOf({ op: 'iam:GetRole', at, input: {} });
    expect(chargesOf({ op: 'iam:GetRole', at: { ...at, region: 'us-east-1' }, input: {} })).toEqual(here);
  });
});

it('refuses an operation that is not declared', () => {
  expect(() => operationOf('kms:ImportKeyMaterial')).toThrow('not declared in aws/services');
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isKnownOp(text)).toBe((knownOps as readonly string[]).includes(text));
    }),
  );
});
