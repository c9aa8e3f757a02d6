import { z } from 'zod';
import { address, only, place } from './values.ts';

const dollars = z.number().describe('US dollars a month.');
const milliseconds = z.int().describe('Milliseconds.');

export const bound = z
  .discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('quota').describe('An AWS request quota, of which Keywright uses half.'),
      quota: z.string().describe('The operation, or the quota that several share.'),
      at: place,
      perSecond: z.number().describe('Requests a second that Keywright sends.'),
    }),
    z.strictObject({
      is: z.literal('settling').describe('Waiting for propagation in AWS.'),
    }),
    z.strictObject({
      is: z.literal('young-journal').describe('The safety wait of a new journal.'),
    }),
    z.strictObject({ is: z.literal('confirming').describe('Requests, and polling until a write shows.') }),
  ])
  .meta({ id: 'Bound', description: 'The largest part of the time.' });

const time = z
  .strictObject({
    atLeastMs: milliseconds.describe('Milliseconds, if AWS answers and shows each write at once.'),
    likelyMs: milliseconds.describe('Milliseconds, with the usual delays of AWS.'),
    boundBy: bound,
  })
  .meta({
    id: 'TimeEstimate',
    description: 'The duration of an apply if everything is approved immediately.',
  });

const cost = z
  .strictObject({
    prices: z
      .strictObject({
        currency: z.literal('USD').describe('US dollars.'),
        region: z.string().describe('The Region of the list prices.'),
        asOf: z.string().describe('The year and month of the prices.'),
      })
      .describe('The source of the prices.'),
    monthly: dollars.describe('The certain change of the bill, in US dollars a month.'),
    later: dollars.describe('The maximum increase after the first two rotations of each key.'),
    keys: z.int().describe('New billed keys minus keys no longer billed.'),
    items: z
      .array(
        z.strictObject({
          address,
          what: z.string().describe('The billed item.'),
          monthly: dollars,
          later: dollars.describe('The maximum later increase a month.'),
        }),
      )
      .describe('The items of the change.'),
    notKnown: z
      .array(z.strictObject({ address, why: z.string().describe('How it is billed.') }))
      .describe('Usage-based charges, which are unknown in advance.'),
    ownReads: z
      .strictObject({
        requestsPerLook: z.int().describe('Requests of a look at the whole estate when nothing differs.'),
        requestsPerMonth: z
          .int()
          .describe('Requests a month: a full look every hour, and a fast look every 10 minutes in between.'),
        kmsPerMonth: z.int().describe('Of these, to KMS.'),
        s3PerMonth: z.int().describe('Of these, to S3.'),
        billedCopies: z
          .int()
          .describe('Trails of these manifests that record them beyond the free first one.'),
        monthly: dollars,
      })
      .describe('The cost of the reads of Keywright.'),
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
      .describe('The permissions of the steps, by account.'),
  })
  .meta({
    id: 'Estimate',
    description: 'The estimated time, cost and permissions of a plan: docs/estimates.md.',
  });
