import { Argument } from 'commander';
import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const sync = {
  name: 'sync',
  group: 'Decide',
  summary: 'look at the source and at AWS now; without an address it also ends a rollback',
  arguments: [new Argument('[address...]', 'only these resources (Kind/name)')],
  options: [...atDaemon],
  examples: [
    { line: 'reconcile sync', does: 'reads the source, looks at everything, and ends a rollback' },
    { line: 'reconcile sync Key/orders', does: 'looks at one resource now' },
  ],
  exits: { 0: 'asked for', 1: 'an error' },
} as const satisfies CommandDeclaration;
