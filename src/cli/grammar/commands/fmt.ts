import { Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, paths } from '../options.ts';

export const fmt = {
  name: 'fmt',
  group: 'Write and learn',
  summary: 'rewrite manifests in canonical form; comments and meaning stay',
  details:
    'Sorts fields in schema order, together with the comment above each. Removes trailing spaces and repeated empty lines. Reads only YAML files; refuses invalid ones and leaves them unchanged.',
  arguments: [paths],
  options: [
    new Option('--check', 'write nothing; exit 2 if a file is not in canonical form'),
    new Option('--diff', 'write nothing; print the changes, exit 2 if there are any'),
    noColor,
  ],
  examples: [
    { line: 'reconcile fmt', does: 'rewrite the manifests, and print the names of the files that changed' },
    { line: 'reconcile fmt --check --diff', does: 'for CI: print the changes and fail if there are any' },
  ],
  exits: {
    0: 'all files are in canonical form',
    1: 'a file cannot be read or is not valid YAML',
    2: 'with --check or --diff: a file is not in canonical form',
  },
} as const satisfies CommandDeclaration;
