import { z } from 'zod';
import type { FailureClass } from '../errors/row.ts';
import { address, errorCode, only, path, place, text, treeMap } from './values.ts';

export const service = z.enum(['kms', 's3', 'sts', 'tagging', 'cloudtrail', 'iam']);

export const op = z.templateLiteral([service, ':', text]);

export const call = z
  .strictObject({
    op: op.describe('Service and operation, e.g. `kms:PutKeyPolicy`.'),
    at: place,
    input: treeMap.describe('The request, with the field names of the AWS API.'),
  })
  .meta({ id: 'Call', description: 'An AWS API call, exactly as sent.' });

const failureClasses = [
  'throttled',
  'transient',
  'propagating',
  'conflict',
  'forbidden',
  'invalid',
  'terminal',
] as const satisfies readonly FailureClass[];

export const awsFailure = z
  .strictObject({
    code: errorCode,
    class: z.enum(failureClasses).describe('The class of the failure.'),
    name: text.describe('The AWS error name, e.g. `KMSInvalidStateException`.'),
    message: text.describe('The AWS error message.'),
    op: op.describe('The call that AWS refused.'),
    at: place,
    status: only(z.number(), 'with a response: its HTTP status.'),
    requestId: only(text, 'if AWS returned one: the AWS request id.'),
    effectUnknown: only(z.boolean(), 'for a write without a response: AWS may have executed it.'),
    propagatesWithin: only(
      z.number(),
      'if the cause can be an earlier change that is still propagating: how long after it a retry makes sense, in milliseconds.',
    ),
    propagatesFrom: only(
      z.array(op),
      'if only some earlier changes can be the cause: the calls of those changes.',
    ),
    because: only(text, 'if more is known than the AWS message says: that, in one sentence.'),
    needs: only(
      z.strictObject({
        actions: z.array(text).describe('The IAM permissions of the call.'),
        resource: only(text, 'if the resource has one: its ARN.'),
      }),
      'if AWS denied the call for a missing permission.',
    ),
  })
  .meta({ id: 'AwsFailure', description: 'A call that failed.' });

export const span = z
  .strictObject({
    file: text.describe('The path as passed to Keywright.'),
    line: z.int().describe('From 1.'),
    column: z.int().describe('From 1, in UTF-16 units, as editors count.'),
    endLine: z.int().describe('The line of the end.'),
    endColumn: z.int().describe('The column after the last character.'),
  })
  .meta({ id: 'Span', description: 'A part of a file.' });

export const diagnostic = z
  .strictObject({
    severity: z
      .enum(['critical', 'error', 'warning', 'info'])
      .describe('An error stops the run, the others do not. A critical finding needs review by a person.'),
    code: errorCode,
    message: text.describe('The problem.'),
    hint: only(text, 'if the code has no better one: the fix.'),
    address: only(address, 'for one resource.'),
    path: only(path, 'for one value of the resource.'),
    span: only(span, 'for a file: the position.'),
    accepted: only(
      z.strictObject({
        reason: text.describe('Why, as the manifest says.'),
        until: text.describe('When it ends: then the warning is shown again.'),
      }),
      'where it is a warning that `metadata.accept` of the resource accepts.',
    ),
  })
  .describe('A finding for a person to act on.');
