import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackOf } from './complete.ts';
import { isRead, knownOps, operationOf, type KnownOp } from './operations.ts';
import { bare, here, ok, scripted } from './scripted.test-helper.ts';
import { commandName, loadService, serviceOf } from './sdk/services.ts';
import { trueAnswer } from './true-answer.test-helper.ts';

const certain = knownOps.filter((op) => Object.keys(operationOf(op).always).length > 0);

/** What the SDK makes of an empty body, of `{}`, `null`, `[]`, of a page of HTML and of another answer. */
const nothings = [undefined, null, {}, [], '', '<html>', { Message: 'fine' }];

describe('the members of every valid answer', () => {
  it.each(certain)('%s: members that the SDK knows', async (op) => {
    const { commands } = await loadService(serviceOf(op));
    expect(commands[commandName(op)]).toBeTypeOf('function');
    const names = membersOfAnswer(
      (commands as Readonly<Record<string, unknown>>)[`${op.slice(op.indexOf(':') + 1)}$`],
    );
    for (const path of Object.keys(operationOf(op).always))
      expect(names, path).toContain(path.split('.')[0]?.replace('[]', ''));
  });

  it.each(certain)('%s: lacks something without it, and nothing with it', (op) => {
    for (const nothing of nothings) expect(lackOf(operationOf(op), nothing)).toBeDefined();
    expect(lackOf(operationOf(op), trueAnswer(op))).toBeUndefined();
  });

  it.each(certain)('%s: any member that is lost or has another form is missed', (op) => {
    const { always } = operationOf(op);
    const tops = [...new Set(Object.keys(always).map((path) => path.split('.')[0]?.replace('[]', '') ?? ''))];
    fc.assert(
      fc.property(fc.constantFrom(...tops), fc.constantFrom(undefined, null, 7, ''), (name, value) => {
        expect(lackOf(operationOf(op), { ...trueAnswer(op), [name]: value })).toBeDefined();
      }),
    );
  });

  it.each([
    '<html></html>',
    '<?xml version="1.0"?><X/>',
    '{}',
    'null',
    '[]',
    '"text"',
    '{"Statement":[',
    '%7B%7D',
    '%',
  ])('takes %s for no policy document', (text) => {
    expect(lackOf(operationOf('s3:GetBucketPolicy'), { Policy: text })).toBe('Policy');
    expect(lackOf(operationOf('kms:GetKeyPolicy'), { Policy: text })).toBe('Policy');
    expect(lackOf(operationOf('iam:GetRolePolicy'), { PolicyDocument: text })).toBe('PolicyDocument');
  });

  it('takes a policy document as it is and encoded for URLs', () => {
    const text = '{"Version":"2012-10-17","Statement":{"Sid":"100%"}}';
    expect(lackOf(operationOf('s3:GetBucketPolicy'), { Policy: text })).toBeUndefined();
    const encoded = { PolicyDocument: encodeURIComponent(text) };
    expect(lackOf(operationOf('iam:GetRolePolicy'), encoded)).toBeUndefined();
  });

  it('has an id for every entry of a list', () => {
    const key = { KeyId: 'a', KeyArn: 'b' };
    expect(lackOf(operationOf('kms:ListKeys'), { Keys: [key, key] })).toBeUndefined();
    expect(lackOf(operationOf('kms:ListKeys'), { Keys: [key, {}] })).toBe('Keys[].KeyId');
  });

  it('has a certain value or the element of its answer in every read', () => {
    const bodiless = ['s3:HeadBucket'];
    const sure = (op: KnownOp): boolean => certain.includes(op) || operationOf(op).elements !== undefined;
    expect(knownOps.filter((op) => isRead(op) && !sure(op))).toEqual(bodiless);
  });
});

describe('an answer that lacks it', () => {
  it.each(certain.filter((op) => isRead(op) && op !== 'sts:GetCallerIdentity'))(
    '%s: is asked for again, and is a failure if it stays',
    async (op) => {
      const input = { KeyId: 'a' };
      const once = scripted((_, index) => (index === 0 ? bare({}) : ok({})));
      expect(await once.aws.call({ op, at: here, input })).toMatchObject({ is: 'ok' });
      const always = scripted(() => bare({}));
      const answer = await always.aws.call({ op, at: here, input });
      expect(answer).toMatchObject({ failure: { code: 'aws.odd-answer', class: 'transient', op } });
      expect(always.requests.length).toBeGreaterThan(1);
    },
  );

  it.each(['kms:CreateKey', 'kms:ReplicateKey'] as const)(
    '%s: is a lost answer, and the call is not sent again',
    async (op) => {
      const { aws, requests } = scripted(() => bare({}));
      const answer = await aws.call({ op, at: here, input: {} });
      expect(answer).toMatchObject({ failure: { code: 'aws.odd-answer', effectUnknown: true } });
      expect(requests).toHaveLength(1);
    },
  );

  it('says nothing of who the caller is: the next call asks again', async () => {
    const { aws, identities } = scripted(() => ok({}), {
      whoami: (_, index) => (index < 8 ? bare({}) : ok({ Account: here.account })),
    });
    const call = { op: 'kms:ListKeys', at: here, input: {} } as const;
    expect(await aws.call(call)).toMatchObject({ failure: { code: 'aws.odd-answer' } });
    expect(await aws.call(call)).toMatchObject({ is: 'ok' });
    expect(identities.length).toBeGreaterThan(8);
  });
});

/**
 * Lists the members of an answer. The SDK's schema of an operation ends with its answer; index 4 holds the names of
 * members.
 */
function membersOfAnswer(schema: unknown): readonly string[] {
  const last: unknown = Array.isArray(schema) ? schema[5] : undefined;
  const shape: unknown = typeof last === 'function' ? (last as () => unknown)() : last;
  return (shape as readonly unknown[])[4] as readonly string[];
}
