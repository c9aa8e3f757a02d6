import type { ErrorRow } from './row.ts';

/** What can be wrong with the long-lived process. */
export const daemonErrors = {
  'daemon.failed': {
    means: 'The daemon hit an internal error',
    class: 'terminal',
    hint: 'the daemon retries; if the error recurs, report it with the surrounding log lines',
    exit: 1,
  },
  'daemon.address': {
    means: 'The daemon cannot listen on the address for probes, metrics or webhooks',
    class: 'invalid',
    hint: 'stop the program that uses the address, or set another probe.address or webhook.address',
    exit: 1,
  },
  'daemon.no-stack': {
    means: 'A source has no accepted Stack yet, so decisions cannot be stored',
    class: 'invalid',
    hint: 'run reconcile status to see why: the source is unreadable, or its revision is refused or waiting',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
