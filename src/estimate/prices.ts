/** A published price in US dollars. */
export interface Price {
  readonly what: string;
  readonly usd: number;
  readonly per: string;
  readonly source: string;
}

/** Where and when the prices below were read; AWS's other Regions may differ, a contract will. */
export const pricesOf = { currency: 'USD', region: 'us-east-1', asOf: '2026-11' } as const;

/** The one table of prices. docs/estimates.md shows it (tested). */
export const prices = {
  key: {
    what: 'KMS key not pending deletion: primary or replica, enabled or disabled',
    usd: 1,
    per: 'month',
    source: 'aws.amazon.com/kms/pricing',
  },
  rotation: {
    what: 'First and second rotation of a KMS key, each; later rotations are free',
    usd: 1,
    per: 'month',
    source: 'KMS Developer Guide, rotate-keys',
  },
  kmsRequests: {
    what: 'KMS requests, symmetric and management, beyond 20,000 free per month and account',
    usd: 0.03,
    per: '10,000',
    source: 'aws.amazon.com/kms/pricing',
  },
  s3Requests: {
    what: 'S3 requests other than PUT, COPY, POST and LIST',
    usd: 0.0004,
    per: '1,000',
    source: 'aws.amazon.com/s3/pricing',
  },
  s3Lists: {
    what: 'S3 requests PUT, COPY, POST and LIST',
    usd: 0.005,
    per: '1,000',
    source: 'aws.amazon.com/s3/pricing',
  },
  managementEvents: {
    what: 'CloudTrail management events of each trail in a Region after the free first one',
    usd: 2,
    per: '100,000',
    source: 'aws.amazon.com/cloudtrail/pricing',
  },
  dataEvents: {
    what: 'CloudTrail data events',
    usd: 0.1,
    per: '100,000',
    source: 'aws.amazon.com/cloudtrail/pricing',
  },
} as const satisfies Readonly<Record<string, Price>>;

/** Computes what so many requests or events cost, in dollars. */
export function priceOf(price: Price, count: number): number {
  return (count * price.usd) / Number(price.per.replaceAll(',', ''));
}

/** Dollars to a hundredth of a cent: sums of fractions leave dust. */
export function dollars(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}
