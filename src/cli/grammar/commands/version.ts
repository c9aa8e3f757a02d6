import type { CommandDeclaration } from '../declaration.ts';
import { output } from '../options.ts';

export const version = {
  name: 'version',
  group: 'Tools',
  summary: 'print the version, and that of Node and of the formats',
  arguments: [],
  options: [output('human', 'json')],
  examples: [{ line: 'reconcile version -o json', does: 'for a bug report, or a script that must know' }],
  exits: { 0: 'printed' },
} as const satisfies CommandDeclaration;
