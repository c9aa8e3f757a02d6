import { looks, ofSource, sources, type CatalogueRows } from './row.ts';

const short = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30] as const;
const passes = [1, 5, 15, 60, 300, 900, 3_600] as const;

/** What the daemon does: looks, passes, the queue and requests to AWS. */
export const workMetrics = {
  keywright_looks_total: {
    type: 'counter',
    help: 'Looks without a write.',
    labels: { source: 'open', look: looks },
    most: 2 * sources,
  },
  keywright_passes_total: {
    type: 'counter',
    help: 'Passes that may write, by whether every step finished.',
    labels: { source: 'open', look: looks, outcome: ['done', 'waiting', 'failed'] },
    most: 6 * sources,
  },
  keywright_pass_seconds: {
    type: 'histogram',
    help: 'Duration of looks and passes.',
    labels: { look: looks },
    buckets: passes,
  },
  keywright_steps_total: {
    type: 'counter',
    help: 'Steps of passes, by outcome.',
    labels: {
      action: ['create', 'adopt', 'mark', 'update', 'remove', 'release'],
      outcome: ['done', 'waiting', 'skipped', 'stale', 'blocked', 'failed', 'not-started'],
    },
  },
  keywright_failures_total: {
    type: 'counter',
    help: 'Units of work that failed unexpectedly.',
    labels: ofSource,
    most: sources,
  },
  keywright_last_full_look_timestamp_seconds: {
    type: 'gauge',
    help: 'Time of the last complete read; before that, the start time of the process.',
    labels: ofSource,
    most: sources,
    joins: 'min',
  },
  keywright_oldest_observation_timestamp_seconds: {
    type: 'gauge',
    help: 'Read time of the least recently read resource.',
    labels: { source: 'open', look: looks },
    most: 2 * sources,
    joins: 'min',
  },
  keywright_look_interval_seconds: {
    type: 'gauge',
    help: 'Configured interval of looks at a source.',
    labels: { source: 'open', look: looks },
    most: 2 * sources,
    joins: 'max',
  },

  keywright_queue_size: {
    type: 'gauge',
    help: 'Addresses in the queue.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_queue_due: {
    type: 'gauge',
    help: 'Due addresses in the queue, including those in progress.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_queue_oldest_seconds: {
    type: 'gauge',
    help: 'Time since the longest-waiting address became due.',
    labels: ofSource,
    most: sources,
    joins: 'max',
  },

  keywright_aws_requests_total: {
    type: 'counter',
    help: 'Requests to AWS, by response class.',
    labels: {
      operation: 'open',
      result: ['ok', 'throttled', 'transient', 'propagating', 'conflict', 'forbidden', 'invalid', 'terminal'],
    },
    most: 250,
  },
  keywright_aws_request_seconds: {
    type: 'histogram',
    help: 'Duration of requests to AWS.',
    labels: { access: ['read', 'write'] },
    buckets: short,
  },
  keywright_aws_limiter_wait_seconds: {
    type: 'histogram',
    help: 'Time that requests waited in the queue.',
    labels: { lane: ['asked', 'sweep'] },
    buckets: short,
  },
  keywright_aws_throttles_total: {
    type: 'counter',
    help: 'Requests that AWS throttled.',
    labels: { account: 'open', region: 'open', service: 'open' },
    most: 45,
  },
} as const satisfies CatalogueRows;
