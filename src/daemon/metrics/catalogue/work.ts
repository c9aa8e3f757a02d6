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
    help: 'Passes that may write, by whether every step got done.',
    labels: { source: 'open', look: looks, outcome: ['done', 'waiting', 'failed'] },
    most: 6 * sources,
  },
  keywright_pass_seconds: {
    type: 'histogram',
    help: 'How long looks and passes took.',
    labels: { look: looks },
    buckets: passes,
  },
  keywright_steps_total: {
    type: 'counter',
    help: 'Steps of passes, by how they ended.',
    labels: {
      action: ['create', 'adopt', 'mark', 'update', 'remove', 'release'],
      outcome: ['done', 'waiting', 'skipped', 'stale', 'blocked', 'failed', 'not-started'],
    },
  },
  keywright_failures_total: {
    type: 'counter',
    help: 'Work that failed in an unexpected way.',
    labels: ofSource,
    most: sources,
  },
  keywright_last_full_look_timestamp_seconds: {
    type: 'gauge',
    help: 'When everything was last read whole; the start of the process before that.',
    labels: ofSource,
    most: sources,
    joins: 'min',
  },
  keywright_oldest_observation_timestamp_seconds: {
    type: 'gauge',
    help: 'When the resource was read that was read longest ago.',
    labels: { source: 'open', look: looks },
    most: 2 * sources,
    joins: 'min',
  },
  keywright_look_interval_seconds: {
    type: 'gauge',
    help: 'How often a source shall be looked at.',
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
    help: 'Addresses in the queue whose time has come, those under way included.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_queue_oldest_seconds: {
    type: 'gauge',
    help: 'How long the address has been due that waits longest.',
    labels: ofSource,
    most: sources,
    joins: 'max',
  },

  keywright_aws_requests_total: {
    type: 'counter',
    help: 'Requests to AWS, by the class of their answer.',
    labels: {
      operation: 'open',
      result: ['ok', 'throttled', 'transient', 'propagating', 'conflict', 'forbidden', 'invalid', 'terminal'],
    },
    most: 250,
  },
  keywright_aws_request_seconds: {
    type: 'histogram',
    help: 'How long requests to AWS took.',
    labels: { access: ['read', 'write'] },
    buckets: short,
  },
  keywright_aws_limiter_wait_seconds: {
    type: 'histogram',
    help: 'How long requests waited for their turn.',
    labels: { lane: ['asked', 'sweep'] },
    buckets: short,
  },
  keywright_aws_throttles_total: {
    type: 'counter',
    help: 'Requests that AWS throttled.',
    labels: { account: 'open', region: 'open', service: 'open' },
    most: 100,
  },
} as const satisfies CatalogueRows;
