import { anywhere, pathsWithoutDaemon, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const stop = {
  name: 'stop',
  group: 'Decide',
  summary: 'stop all writes of every replica of a Stack until `reconcile start`',
  details: 'The order is stored beside the lease and does not expire. Daemons keep running and reading.',
  arguments: [pathsWithoutDaemon],
  options: [reason, ...anywhere],
  examples: [{ line: 'reconcile stop --reason "incident 42"', does: 'stop writes of all replicas' }],
  exits: { 0: 'ordered', 1: 'not ordered' },
} as const satisfies CommandDeclaration;
