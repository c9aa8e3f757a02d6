import { Argument, Option } from 'commander';
import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { refuse } from '../options.ts';

const restore = new Option(
  '--restore <number>',
  'plan this earlier document again; writes nothing',
).argParser((text) =>
  /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : refuse('A number is one that the history shows.'),
);

export const history = {
  name: 'history',
  group: 'Look',
  summary: 'show what happened to a resource: drift, writes, decisions, applied documents',
  arguments: [new Argument('<address>', 'Kind/name')],
  options: [restore, ...atDaemon],
  examples: [
    { line: 'reconcile history Key/orders', does: 'what was changed outside Git, when, and how it ended' },
    { line: 'reconcile history Key/orders --restore 3', does: 'what applying document 3 again would change' },
  ],
  exits: { 0: 'shown', 1: 'an error' },
} as const satisfies CommandDeclaration;
