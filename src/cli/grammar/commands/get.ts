import { Argument, Option } from 'commander';
import { daemonPlace, label, withoutDaemon } from '../control-options.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output } from '../options.ts';

const watch = new Option('-w, --watch', 'keep showing changes until Ctrl-C');

export const get = {
  name: 'get',
  group: 'Look',
  summary: 'list owned resources with their sync and health; writes nothing',
  details: 'A running daemon answers from its last reads; otherwise reads AWS now.',
  arguments: [
    new Argument(
      '[kind-or-address...]',
      'kinds and resources (default: all); without a daemon also files and directories of manifests',
    ),
  ],
  options: [label, watch, output('human', 'wide', 'name', 'json'), ...daemonPlace, noColor, ...withoutDaemon],
  examples: [
    { line: 'reconcile get', does: 'all resources, one per line' },
    { line: 'reconcile get keys -l team=payments -o wide', does: 'the keys of a team, with more columns' },
    { line: 'reconcile get grants --watch', does: 'list grants, then show changes' },
  ],
  exits: { 0: 'listed', 1: 'an error' },
} as const satisfies CommandDeclaration;
