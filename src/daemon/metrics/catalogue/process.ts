import { ofSource, sources, type CatalogueRows } from './row.ts';

/** Whether the process serves, leads, and gets rid of what it has to tell. */
export const processMetrics = {
  keywright_build_info: {
    type: 'gauge',
    help: 'Always 1; the labels carry the versions of Keywright and Node.js.',
    labels: { version: 'open', node: 'open' },
    most: 1,
  },
  keywright_ready: {
    type: 'gauge',
    help: 'Whether a source is being reconciled: 1 or 0.',
    labels: ofSource,
    most: sources,
  },
  keywright_live: {
    type: 'gauge',
    help: '0 while work is stuck and the process must be restarted.',
    labels: ofSource,
    most: sources,
  },
  keywright_mode: {
    type: 'gauge',
    help: '1 for the loosest mode that the operator allows a source.',
    labels: { source: 'open', mode: ['observe', 'approve', 'enforce'] },
    most: sources,
  },

  keywright_lease: {
    type: 'gauge',
    help: '1 for the role of this process in the lease of a source.',
    labels: { source: 'open', state: ['candidate', 'leader', 'lost', 'standby', 'yielded'] },
    most: sources,
  },
  keywright_lease_term: {
    type: 'gauge',
    help: 'Number of the term of the lease; it grows with each holder.',
    labels: ofSource,
    most: sources,
    joins: 'max',
  },
  keywright_leader_seen_timestamp_seconds: {
    type: 'gauge',
    help: 'Time when a leader was last known, this process or another.',
    labels: ofSource,
    most: sources,
    joins: 'min',
  },
  keywright_lease_term_seconds: {
    type: 'gauge',
    help: 'Duration of a lease without renewal.',
    labels: {},
  },

  keywright_source_state: {
    type: 'gauge',
    help: '1 for the state of a source: its revision is in force, waits, is refused, or cannot be read.',
    labels: { source: 'open', state: ['none', 'in-force', 'waits', 'refused', 'unreachable'] },
    most: sources,
  },
  keywright_source_state_since_timestamp_seconds: {
    type: 'gauge',
    help: 'Time since which the source has been in that state.',
    labels: ofSource,
    most: sources,
    joins: 'min',
  },
  keywright_decisions: {
    type: 'gauge',
    help: 'Decisions of persons in effect now.',
    labels: {
      source: 'open',
      is: ['approval', 'pause', 'pin', 'freeze', 'yield', 'silence', 'stop', 'brake'],
    },
    most: 8 * sources,
    joins: 'sum',
  },

  keywright_record_sink_ok: {
    type: 'gauge',
    help: '0 while the head of the record cannot be written to its sink.',
    labels: ofSource,
    most: sources,
    joins: 'min',
  },
  keywright_notifications_total: {
    type: 'counter',
    help: 'Notifications, by target and delivery result.',
    labels: { target: 'open', outcome: ['sent', 'failed', 'dropped'] },
    most: 20,
  },

  keywright_webhook_requests_total: {
    type: 'counter',
    help: 'Requests to the webhook listener, by source and result.',
    labels: { source: 'open', outcome: ['asked', 'repeated', 'refused'] },
    most: 3 * sources,
  },

  process_start_time_seconds: { type: 'gauge', help: 'Start time of the process.', labels: {} },
  process_resident_memory_bytes: { type: 'gauge', help: 'Resident memory.', labels: {} },
  process_cpu_seconds_total: { type: 'counter', help: 'Processor time, user and system.', labels: {} },
} as const satisfies CatalogueRows;
