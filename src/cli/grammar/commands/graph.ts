import type { CommandDeclaration, OptionDeclaration } from '../declaration.ts';
import { exclude, noColor, paths, target } from '../options.ts';

const drawings = ['mermaid', 'dot', 'json'] as const;

const output: OptionDeclaration = {
  flags: '-o, --output <format>',
  about: 'the language of the drawing',
  choices: drawings,
  fallback: 'mermaid',
  read: (texts) => {
    const drawing = drawings.find((one) => one === texts.at(-1)) ?? 'mermaid';
    // Mistakes are told as JSON to who asked for JSON.
    return { drawing, ...(drawing === 'json' ? { format: 'json' } : {}) };
  },
};

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
