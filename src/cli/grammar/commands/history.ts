import { Argument, Option } from 'commander';
import { atDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { refuse } from '../options.ts';

const restore = new Option(
  '--restore <number>',
  'plan a restore of this earlier document; writes nothing',
).argParser((text) =>
  /^[1-9]\d{0,8}$/u.test(text)
    ? Number(text)
    : refuse('The number must be one that reconcile history shows.'),
);

export const history = {
  name: 'history',
  group: 'Look',
  summary: 'show the history of a resource: drift, writes, decisions, applied documents',
  arguments: [new Argument('<address>', 'Kind/name')],
  options: [restore, ...atDaemon],
  examples: [
    {
      line: 'reconcile history Key/orders',
      does: 'every change made outside Git, when it happened and its outcome',
    },
    { line: 'reconcile history Key/orders --restore 3', does: 'plan a restore of document 3' },
  ],
  exits: { 0: 'shown', 1: 'an error' },
} as const satisfies CommandDeclaration;
