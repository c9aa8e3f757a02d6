import { anywhere, pathsWithoutDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const start = {
  name: 'start',
  group: 'Decide',
  summary: 'take back the order of `reconcile stop`',
  arguments: [pathsWithoutDaemon],
  options: [...anywhere],
  examples: [{ line: 'reconcile start', does: 'replicas write again' }],
  exits: { 0: 'taken back', 1: 'nobody ordered to stop, or an error' },
} as const satisfies CommandDeclaration;
