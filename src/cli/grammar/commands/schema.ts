import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';

/** The published formats, by name: help does not wait for their schemas (a test compares the two). */
export const outputFormats: readonly string[] = [
  'plan',
  'apply-result',
  'diagnostics',
  'explanation',
  'permissions',
  'status',
  'resource-list',
  'plan-list',
  'history',
  'decision',
  'token',
];

export const schema = {
  name: 'schema',
  group: 'Write and learn',
  summary: 'print the JSON Schema of manifests or of -o json output',
  details:
    'For an editor with the YAML language server: write the schema to a file and name it in the first line of a manifest:\n\n' +
    '  # yaml-language-server: $schema=manifest.schema.json',
  arguments: [new Argument('[kind]', 'one kind (default: all of them in one schema)')],
  options: [new Option('--output-format <name>', 'the schema of an output instead').choices(outputFormats)],
  examples: [
    { line: 'reconcile schema > manifest.schema.json', does: 'all kinds, for an editor' },
    { line: 'reconcile schema Key', does: 'one kind' },
    { line: 'reconcile schema --output-format plan', does: 'the output of `reconcile plan -o json`' },
  ],
  exits: { 0: 'printed', 1: 'unknown kind' },
} as const satisfies CommandDeclaration;
