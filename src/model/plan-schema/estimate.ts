import { z } from 'zod';
import { address, only, place } from './values.ts';

const dollars = z.number().describe('US dollars a month.');
const milliseconds = z.int().describe('Milliseconds.');

export const bound = z
  .discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('quota').describe('A request quota of AWS, of which Keywright takes half.'),
      quota: z.string().describe('The operation, or the quota that several share.'),
      at: place,
      perSecond: z.number().describe('Requests a second that Keywright sends.'),
    }),
    z.strictObject({
      is: z.literal('settling').describe('Until every reader in AWS knows of what others rest on.'),
    }),
    z.strictObject({
      is: z.literal('young-journal').describe('To make sure that no earlier run left a key behind.'),
    }),
    z.strictObject({ is: z.literal('confirming').describe('Requests, and reads until a write shows.') }),
  ])
  .meta({ id: 'Bound', description: 'What most of the time goes into.' });

const time = z
  .strictObject({
    atLeastMs: milliseconds.describe('Milliseconds, if AWS answers and shows each write at once.'),
    likelyMs: milliseconds.describe('Milliseconds, with the usual delays of AWS.'),
    boundBy: bound,
  })
  .meta({ id: 'TimeEstimate', description: 'How long an apply takes, if all is approved at once.' });

const cost = z
  .strictObject({
    prices: z
      .strictObject({
        currency: z.literal('USD').describe('US dollars.'),
        region: z.string().describe('The Region whose list prices they are.'),
        asOf: z.string().describe('Year and month in which they were read.'),
      })
      .describe('Which prices these are.'),
    monthly: dollars.describe('The certain change of the bill, in US dollars a month.'),
    later: dollars.describe('At most so much more, after the first two rotations of each key.'),
    keys: z.int().describe('Keys that begin to cost, less those that end.'),
    items: z
      .array(
        z.strictObject({
          address,
          what: z.string().describe('What is billed.'),
          monthly: dollars,
          later: dollars.describe('At most so much more a month, later.'),
        }),
      )
      .describe('What the change is made of.'),
    notKnown: z
      .array(z.strictObject({ address, why: z.string().describe('How it is billed.') }))
      .describe('What is billed by traffic that nobody knows beforehand.'),
    ownReads: z
      .strictObject({
        requestsPerLook: z.int().describe('Requests of a look at the whole estate when nothing differs.'),
        requestsPerMonth: z
          .int()
          .describe('All of a month: a full look an hour, and a fast one every 10 minutes between.'),
        kmsPerMonth: z.int().describe('Of these, to KMS.'),
        s3PerMonth: z.int().describe('Of these, to S3.'),
        billedCopies: z
          .int()
          .describe('Trails of these manifests that record them beyond the free first one.'),
        monthly: dollars,
      })
      .describe('What Keywright’s own reads cost.'),
  })
  .meta({ id: 'CostEstimate', description: 'How the monthly bill changes, by list prices.' });

export const estimate = z
  .strictObject({
    time: only(time, 'where something would run.'),
    cost,
    permissions: z
      .array(
        z.strictObject({
          account: z.string().describe('Account id.'),
          write: z.array(z.string()).describe('IAM actions of the calls that write.'),
          read: z.array(z.string()).describe('IAM actions of the reads before and after them.'),
        }),
      )
      .describe('What the steps need, by account.'),
  })
  .meta({ id: 'Estimate', description: 'What a plan costs: docs/estimates.md.' });
