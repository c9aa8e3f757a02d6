import { anywhere, pathsWithoutDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const start = {
  name: 'start',
  group: 'Decide',
  summary: 'revoke the order of `reconcile stop`',
  arguments: [pathsWithoutDaemon],
  options: [...anywhere],
  examples: [{ line: 'reconcile start', does: 'replicas write again' }],
  exits: { 0: 'revoked', 1: 'no stop order is in force, or an error' },
} as const satisfies CommandDeclaration;
