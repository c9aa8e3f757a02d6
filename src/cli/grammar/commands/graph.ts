import { Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { exclude, noColor, paths, target } from '../options.ts';

const output = new Option('-o, --output <format>', 'output language')
  .choices(['mermaid', 'dot', 'json'])
  .default(undefined, 'mermaid');

export const graph = {
  name: 'graph',
  group: 'Look',
  summary: 'print the dependency graph (no AWS calls)',
  details: 'An arrow points from a resource to its dependency; its label is the reason.',
  arguments: [paths],
  options: [output, target, exclude, noColor],
  examples: [
    { line: 'reconcile graph', does: 'for a Markdown file: GitHub renders it inside ```mermaid' },
    { line: 'reconcile graph -o dot | dot -Tsvg > estate.svg', does: 'with Graphviz' },
    { line: 'reconcile graph --target Trail/audit', does: 'one resource and all its dependencies' },
  ],
  exits: { 0: 'drawn', 1: 'the manifests are not valid' },
} as const satisfies CommandDeclaration;
