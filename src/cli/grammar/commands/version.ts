import type { CommandDeclaration } from '../declaration.ts';
import { output } from '../options.ts';

export const version = {
  name: 'version',
  group: 'Tools',
  summary: 'print the versions of Keywright, Node and the output formats',
  arguments: [],
  options: [output('human', 'json')],
  examples: [{ line: 'reconcile version -o json', does: 'for a bug report or a script' }],
  exits: { 0: 'printed' },
} as const satisfies CommandDeclaration;
