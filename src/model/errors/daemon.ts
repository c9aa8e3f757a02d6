import type { ErrorRow } from './row.ts';

/** What can be wrong with the long-lived process. */
export const daemonErrors = {
  'daemon.failed': {
    means: 'Something in the daemon failed that should not fail',
    class: 'terminal',
    hint: 'it is tried again; if it comes back, report it with the lines of the log around it',
    exit: 1,
  },
  'daemon.address': {
    means: 'The address for probes, metrics or webhooks is not available',
    class: 'invalid',
    hint: 'end the program that uses it, or set another one: probe.address or webhook.address',
    exit: 1,
  },
  'daemon.no-stack': {
    means: 'A source has no Stack in force yet, so there is no place for a decision',
    class: 'invalid',
    hint: 'see why in reconcile status: the source cannot be read, or its revision is refused or waits',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
