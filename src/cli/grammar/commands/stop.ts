import { anywhere, pathsWithoutDaemon, reason } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const stop = {
  name: 'stop',
  group: 'Decide',
  summary: 'order every replica of a Stack to write nothing, until `reconcile start`',
  details: 'The order stands beside the lease. It has no end, ends no process, and looks go on.',
  arguments: [pathsWithoutDaemon],
  options: [reason, ...anywhere],
  examples: [{ line: 'reconcile stop --reason "incident 42"', does: 'no replica writes any more' }],
  exits: { 0: 'ordered', 1: 'not ordered' },
} as const satisfies CommandDeclaration;
