import { z } from 'zod';
import type { FailureClass } from '../errors/row.ts';
import { address, errorCode, only, path, place, text, treeMap } from './values.ts';

export const service = z.enum(['kms', 's3', 'sts', 'tagging', 'cloudtrail', 'iam']);

export const op = z.templateLiteral([service, ':', text]);

export const call = z
  .strictObject({
    op: op.describe('Service and operation, e.g. `kms:PutKeyPolicy`.'),
    at: place,
    input: treeMap.describe('What is sent, with the names of AWS’s API.'),
  })
  .meta({ id: 'Call', description: 'One call to AWS, exactly as it is made.' });

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
    class: z.enum(failureClasses).describe('What kind of failure it is.'),
    name: text.describe('AWS’s own name of the error, e.g. `KMSInvalidStateException`.'),
    message: text.describe('AWS’s own words.'),
    op: op.describe('The call that AWS refused.'),
    at: place,
    status: only(z.number(), 'where an answer came: its HTTP status.'),
    requestId: only(text, 'where AWS gave one: its id of the request.'),
    effectUnknown: only(z.boolean(), 'of a write whose answer never came: AWS may have done it.'),
    propagatesWithin: only(
      z.number(),
      'where it can be an earlier change that AWS does not show everywhere yet: how long after that change it is worth trying again, in milliseconds. Whether there was one, the caller knows.',
    ),
    propagatesFrom: only(
      z.array(op),
      'where only some earlier changes can be the reason: the calls that make them.',
    ),
    because: only(text, 'where something was found out besides AWS’s message: that, in one sentence.'),
    needs: only(
      z.strictObject({
        actions: z.array(text).describe('What the call asks IAM for.'),
        resource: only(text, 'where what it asks for has an ARN: that.'),
      }),
      'where AWS refused for want of a permission.',
    ),
  })
  .meta({ id: 'AwsFailure', description: 'A call that failed.' });

export const span = z
  .strictObject({
    file: text.describe('As it was named to Keywright.'),
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
      .describe('An error stops the run, the others do not. What is critical a person must look at.'),
    code: errorCode,
    message: text.describe('What is wrong.'),
    hint: only(text, 'where there is more to say than that of its code: what to do about it.'),
    address: only(address, 'where one resource is meant.'),
    path: only(path, 'where one value of it is meant.'),
    span: only(span, 'where it stands in a file.'),
    accepted: only(
      z.strictObject({
        reason: text.describe('Why, as the manifest says.'),
        until: text.describe('When it ends: then the warning is shown again.'),
      }),
      'where it is a warning that `metadata.accept` of the resource accepts.',
    ),
  })
  .describe('One thing that a person can act on.');
