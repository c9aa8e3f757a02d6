import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  arn,
  bucketName,
  described,
  duration,
  policyDocument,
  principalArn,
  ref,
  regionName,
  semanticsOf,
  setOf,
  tags,
  template,
} from './fields.ts';

function read(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  return result.success ? result.data : 'refused';
}

const key = ref({ to: ['Key'], attribute: 'arn', literal: arn('kms'), description: 'The key.' });

describe('building blocks of kind schemas', () => {
  it.each([
    {
      why: 'a literal stays',
      schema: key,
      value: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      gives: 'arn:aws:kms:eu-west-1:111122223333:key/1',
    },
    {
      why: 'a ref becomes a hole',
      schema: key,
      value: { ref: 'Key/a.b' },
      gives: { $unknown: '${Key/a.b.arn}' },
    },
    {
      why: 'a literal may hold a hole',
      schema: key,
      value: 'arn:aws:kms:${region}:1:key/1',
      gives: { $unknown: 'arn:aws:kms:${region}:1:key/1' },
    },
    { why: 'the kind of a ref counts', schema: key, value: { ref: 'Alias/a' }, gives: 'refused' },
    { why: 'an ARN of another service is no key', schema: key, value: 'arn:aws:s3:::b', gives: 'refused' },
    {
      why: 'other text with a hole',
      schema: template(principalArn),
      value: 'arn:aws:iam::${account.id}:role/a',
      gives: { $unknown: 'arn:aws:iam::${account.id}:role/a' },
    },
    {
      why: 'a policy keeps its JSON values',
      schema: policyDocument({ description: 'p' }),
      value: { a: [1, true, null, '${aws:x}'] },
      gives: { a: [1, true, null, '${aws:x}'] },
    },
    {
      why: 'a policy may be JSON text',
      schema: policyDocument({ description: 'p' }),
      value: '{"a": "${Key/x.arn}"}',
      gives: { a: { $unknown: '${Key/x.arn}' } },
    },
    {
      why: 'JSON text that is a list is no policy',
      schema: policyDocument({ description: 'p' }),
      value: '[]',
      gives: 'refused',
    },
    {
      why: 'a tag may be removed',
      schema: tags(),
      value: { 'a/b.c': 'x', d: null },
      gives: { 'a/b.c': 'x', d: null },
    },
    { why: 'AWS: is reserved in any case', schema: tags(), value: { 'Aws:x': 'y' }, gives: 'refused' },
    {
      why: 'two of the fifty tags are those of Keywright',
      schema: tags(),
      value: Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`t${String(at)}`, ''])),
      gives: 'refused',
    },
    {
      why: 'a set keeps the order written',
      schema: setOf(z.string(), { description: 's' }),
      value: ['b', 'a'],
      gives: ['b', 'a'],
    },
    {
      why: 'a set has nothing twice',
      schema: setOf(key, { description: 's' }),
      value: [{ ref: 'Key/a' }, { ref: 'Key/a' }],
      gives: 'refused',
    },
    {
      why: 'a duration is milliseconds',
      schema: duration({ description: 'd' }),
      value: '90m',
      gives: 5_400_000,
    },
    {
      why: 'a duration of nothing is none',
      schema: duration({ description: 'd' }),
      value: '0s',
      gives: 'refused',
    },
    {
      why: 'a role with a path',
      schema: principalArn,
      value: 'arn:aws-cn:iam::111122223333:role/a/b',
      gives: 'arn:aws-cn:iam::111122223333:role/a/b',
    },
    { why: 'a star is no principal', schema: principalArn, value: '*', gives: 'refused' },
    { why: 'GovCloud is a Region', schema: regionName, value: 'us-gov-west-1', gives: 'us-gov-west-1' },
    { why: 'a zone is no Region', schema: regionName, value: 'eu-central-1a', gives: 'refused' },
    { why: 'an address is no bucket', schema: bucketName, value: '10.0.0.1', gives: 'refused' },
    { why: 'two dots are no bucket', schema: bucketName, value: 'a..b', gives: 'refused' },
  ])('$why', ({ schema, value, gives }) => {
    expect(read(schema, value)).toEqual(gives);
  });

  it('semantics are found again, and stand in the JSON Schema', () => {
    const schema = described(z.number().nullable().optional(), {
      description: 'd',
      onNull: 'kms:X',
      immutable: true,
    });
    expect(semanticsOf(schema)).toEqual({ onNull: 'kms:X', immutable: true });
    expect(z.toJSONSchema(z.object({ a: schema }), { io: 'input' }).properties?.['a']).toMatchObject({
      description: 'd',
      'x-keywright': { onNull: 'kms:X', immutable: true },
    });
  });
});
