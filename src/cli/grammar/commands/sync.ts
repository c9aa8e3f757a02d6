import { Argument } from 'commander';
import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const sync = {
  name: 'sync',
  group: 'Decide',
  summary: 'read the source and AWS now; without an address also ends a rollback',
  arguments: [new Argument('[address...]', 'only these resources (Kind/name)')],
  options: [...atDaemon],
  examples: [
    { line: 'reconcile sync', does: 'read the source and all of AWS, and end a rollback' },
    { line: 'reconcile sync Key/orders', does: 'read one resource now' },
  ],
  exits: { 0: 'requested', 1: 'an error' },
} as const satisfies CommandDeclaration;
