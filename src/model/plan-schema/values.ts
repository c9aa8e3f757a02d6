import { z } from 'zod';
import type { Address } from '../address.ts';
import { approvalClasses } from '../approval.ts';
import { errors, type ErrorCode } from '../errors/index.ts';
import { isoOf } from '../instant.ts';
import type { Path } from '../path.ts';
import { blockReasons, reasons, type BlockCode, type ReasonCode } from '../reasons.ts';
import { isMap, type Tree, type TreeMap } from '../tree.ts';

/** The small values of which a plan is made. The texts are those of docs/json-formats.md. */

export const text = z.string();

/** Describes a field that is not always there; the text says when it is. */
export function only<T extends z.ZodType>(schema: T, when: string): z.ZodExactOptional<T> {
  return z.exactOptional(schema).describe(`Only ${when}`);
}

/** Milliseconds in memory, RFC 3339 in files and output. */
export const instant = z.codec(z.iso.datetime(), z.number(), { decode: Date.parse, encode: isoOf });

/** Defines a schema of a text. Draft 07 knows no schema of ours: `type` is what it gets instead. */
function textOf<T extends string>(
  test: (value: string) => boolean,
  id: string,
  description: string,
  error: string,
): z.ZodCustom<T, T> {
  const schema = z.custom<T>((value) => typeof value === 'string' && test(value), { error });
  return schema.meta({ id, description, type: 'string' });
}

export const address = textOf<Address>(
  (value) => value.includes('/'),
  'Address',
  'A resource, as manifests and plans name it: `Kind/name`.',
  'must be an address such as Key/customer-data',
);

export const path = textOf<Path>(
  (value) => value === '' || value.startsWith('/'),
  'Path',
  'A place in a manifest or policy, as a JSON Pointer (RFC 6901): `/spec/rotation/enabled`.',
  'must be a JSON Pointer',
);

export const errorCode = textOf<ErrorCode>(
  (value) => Object.hasOwn(errors, value),
  'ErrorCode',
  'Stable name of an error: a row of docs/errors.md.',
  'must be an error code of this version of Keywright',
);

export const blockCode = textOf<BlockCode>(
  (value) => Object.hasOwn(blockReasons, value),
  'BlockCode',
  'Stable name of an error that blocks: a row of docs/errors.md.',
  'must be the code of an error that blocks',
);

export const reason = z
  .enum(Object.keys(reasons) as [ReasonCode, ...ReasonCode[]])
  .meta({ id: 'ReasonCode', description: 'Why, as a code that stays: docs/reasons.md.' });

export const approvalClass = z.enum(approvalClasses).meta({
  id: 'ApprovalClass',
  description: 'The approval class, as in `--approve`.',
});

export const stepId = text.meta({
  id: 'StepId',
  description:
    'A step of a plan: `Kind/name#step`, with the suffix `:contract` for the second half of a facet.',
});

/** The text was read as JSON, so any value is a tree. */
export const tree = z
  .custom<Tree>((value) => value !== undefined, { error: 'must be a value' })
  .meta({
    id: 'Value',
    description: 'Any value. One that AWS has not assigned yet is `{"$unknown": "${Key/a.arn}"}`.',
  });

export const treeMap = z
  .custom<TreeMap>(isMap, { error: 'must be an object' })
  .meta({ type: 'object', additionalProperties: true });

export const ids = z.record(text, text).meta({
  id: 'Ids',
  description: 'The AWS identifiers, by name: `keyId`, `arn`, `name` and so on. Empty before creation.',
});

export const place = z
  .strictObject({
    account: text.describe('Account id, twelve digits.'),
    region: text.describe('Region, e.g. `eu-central-1`.'),
  })
  .meta({ id: 'Place', description: 'Where a resource lives.' });
