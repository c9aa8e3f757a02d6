import { Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { exclude, noColor, paths, target } from '../options.ts';

const output = new Option('-o, --output <format>', 'the language of the drawing')
  .choices(['mermaid', 'dot', 'json'])
  .default(undefined, 'mermaid');

export const graph = {
  name: 'graph',
  group: 'Look',
  summary: 'draw what waits for what, from the manifests alone',
  details: 'An arrow leads from a resource to what it waits for; on it stands why.',
  arguments: [paths],
  options: [output, target, exclude, noColor],
  examples: [
    { line: 'reconcile graph', does: 'for a Markdown file: GitHub draws it inside ```mermaid' },
    { line: 'reconcile graph -o dot | dot -Tsvg > estate.svg', does: 'with Graphviz' },
    { line: 'reconcile graph --target Trail/audit', does: 'one resource and all it needs' },
  ],
  exits: { 0: 'drawn', 1: 'the manifests are not valid' },
} as const satisfies CommandDeclaration;
