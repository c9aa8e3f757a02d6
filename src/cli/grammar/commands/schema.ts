import { publishedFormats } from '../../../report/json/formats/index.ts';
import type { CommandDeclaration } from '../declaration.ts';

export const schema = {
  name: 'schema',
  group: 'Write and learn',
  summary: 'print the JSON Schema of manifests, or of what -o json shows',
  details:
    'For an editor with the YAML language server: write the schema to a file and name it in the first line of a manifest:\n\n' +
    '  # yaml-language-server: $schema=manifest.schema.json',
  arguments: [{ term: '[kind]', about: 'one kind (default: all of them in one schema)', completes: 'kind' }],
  options: [
    {
      flags: '--output-format <name>',
      about: 'the schema of an output instead',
      choices: publishedFormats.map(({ file }) => file.replace(/\.json$/u, '')),
      completes: 'nothing',
      read(texts) {
        const outputFormat = texts.at(-1) ?? '';
        const known = publishedFormats.map(({ file }) => file.replace(/\.json$/u, ''));
        return known.includes(outputFormat)
          ? { outputFormat }
          : { wrong: `The outputs are ${known.join(', ')}.` };
      },
    },
  ],
  examples: [
    { line: 'reconcile schema > manifest.schema.json', does: 'all kinds, for an editor' },
    { line: 'reconcile schema Key', does: 'one kind' },
    { line: 'reconcile schema --output-format plan', does: 'what `reconcile plan -o json` shows' },
  ],
  exits: { 0: 'printed', 1: 'there is no such kind' },
} as const satisfies CommandDeclaration;
