import type { Route } from './route.ts';

/** Every route that asks the control. Those of sessions, the document and live updates stand beside it in app.ts. */
export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/status',
    operation: 'status',
    query: { source: 'text', addresses: 'list' },
    tag: 'Reading',
    summary: 'Show the state of every Stack, resource by resource.',
  },
  {
    method: 'GET',
    path: '/overview',
    operation: 'overview',
    query: { source: 'text' },
    tag: 'Reading',
    summary: 'Show every source in figures.',
  },
  {
    method: 'GET',
    path: '/attention',
    operation: 'attention',
    query: { source: 'text' },
    tag: 'Reading',
    summary: 'List what a person should look at, the most dangerous first.',
  },
  {
    method: 'GET',
    path: '/map',
    operation: 'map',
    query: { source: 'text', around: 'text', hops: 'number' },
    tag: 'Reading',
    summary: 'Draw keys, and what uses them.',
  },
  {
    method: 'GET',
    path: '/plans',
    operation: 'plans',
    query: { source: 'text', limit: 'number' },
    tag: 'Plans',
    summary: 'List the current plan and those before.',
  },
  {
    method: 'GET',
    path: '/plans/{id}',
    operation: 'plan',
    query: { source: 'text' },
    tag: 'Plans',
    summary: 'Show a plan with its steps.',
  },
  {
    method: 'POST',
    path: '/plans/{plan}/approve',
    operation: 'approve',
    tag: 'Plans',
    summary: 'Approve steps of the current plan, or all that wait for a person.',
  },
  {
    method: 'POST',
    path: '/plans/{plan}/reject',
    operation: 'reject',
    tag: 'Plans',
    summary: 'Reject steps of the current plan.',
  },
  decision('unreject', 'End a rejection.'),
  decision('pause', 'Pause a Stack or some of its resources.'),
  decision('freeze', 'Freeze a Stack: only protective repairs run.'),
  decision('resume', 'End pauses; without addresses also a freeze and a lent lease.'),
  decision('release', 'Release the brake.'),
  decision('sync', 'Look at AWS now.'),
  decision('pin', 'Hold a Stack at a commit.'),
  decision('yield', 'Lend the lease to a command line.'),
  decision('accept-baseline', 'Accept what is there before anything is written.'),
  decision('stop', 'Stop every replica.'),
  decision('start', 'Take back the order to stop.'),
  decision('silence', 'Silence notifications.'),
  decision('unsilence', 'End a silence.'),
];

function decision(operation: Route['operation'], summary: string): Route {
  return { method: 'POST', path: `/${operation}`, operation, tag: 'Decisions', summary };
}
