import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatManifests } from './format.ts';
import { decode } from './source.ts';
import { parseYaml } from './yaml.ts';

function formatted(text: string): string {
  const result = formatManifests('a.yaml', text);
  if (result.is === 'refused') throw new Error(JSON.stringify(result.diagnostics));
  return result.text;
}

function meaning(text: string): unknown {
  const source = decode({ path: 'a.yaml', text });
  if ('code' in source) throw new Error(source.message);
  return parseYaml(source).documents.map(({ value }) => value);
}

it.each([
  {
    does: 'orders the members and takes the comment above each along',
    text: 'spec:\n  enabled: true\n# Who it is.\nmetadata:\n  name: a\nkind: Key\napiVersion: keywright.dev/v1\n',
    gives:
      'apiVersion: keywright.dev/v1\nkind: Key\n# Who it is.\nmetadata:\n  name: a\nspec:\n  enabled: true\n',
  },
  {
    does: 'keeps the opening comment on top',
    text: '# The key.\nkind: Key\napiVersion: v1\n',
    gives: '# The key.\napiVersion: v1\nkind: Key\n',
  },
  {
    does: 'trims lines',
    text: 'kind: Key  \r\nmetadata: # who\t\r\n',
    gives: 'kind: Key\nmetadata: # who\n',
  },
  {
    does: 'drops empty lines',
    text: '\n\nkind: Key\n\n\n\nspec: {}\n\n\n',
    gives: 'kind: Key\n\nspec: {}\n',
  },
  {
    does: 'formats each document by itself',
    text: 'spec: {}\nkind: A\n---\n\nspec: {}\nkind: B',
    gives: 'kind: A\nspec: {}\n---\nkind: B\nspec: {}\n',
  },
  {
    does: 'leaves the text of a block scalar alone',
    text: 'spec:\n  text: |\n    a  \n\n\n    b\nkind: Key\n',
    gives: 'kind: Key\nspec:\n  text: |\n    a  \n\n\n    b\n',
  },
  { does: 'leaves an empty file empty', text: '', gives: '' },
  {
    does: 'keeps the empty lines that end a block scalar',
    text: 'kind: A \ntext: |+\n  a\n\n',
    gives: 'kind: A\ntext: |+\n  a\n\n',
  },
  { does: 'leaves empty lines inside quotes', text: 'a: "x\n\n\n  y"\n', gives: 'a: "x\n\n\n  y"\n' },
  {
    does: 'leaves a document with directives',
    text: '%YAML 1.2\n---\nkind: A \n',
    gives: '%YAML 1.2\n---\nkind: A\n',
  },
])('$does', ({ text, gives }) => {
  expect(formatted(text)).toBe(gives);
});

it('refuses a file that is not valid YAML', () => {
  expect(formatManifests('a.yaml', 'kind: [')).toMatchObject({
    is: 'refused',
    diagnostics: [{ severity: 'error' }],
  });
});

const line = fc.constantFrom(
  ...[
    'kind: Key',
    'apiVersion: v1 ',
    'metadata:',
    '  name: a',
    '  # inside',
    'spec:',
    '  list:',
    '  - x',
    '  - a: |',
  ],
  ...[
    '# above',
    '',
    '',
    '  ',
    '---',
    '--- # next',
    '    text  ',
    '  folded: >-',
    'note: "a',
    '  b"',
    '...',
    'other: {}',
  ],
  ...['  policy: {a: 1,', '    b: 2}', '\t', "quoted: 'x'", 'text: |+'],
);

const texts = fc
  .tuple(fc.array(line, { maxLength: 16 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));

describe('any file that is valid YAML', () => {
  it('means the same and keeps every line that is not empty', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = formatManifests('a.yaml', text);
        if (result.is === 'refused') return;
        const linesOf = (whole: string): readonly string[] =>
          whole
            .split(/\r?\n/u)
            .map((one) => one.trimEnd())
            .filter((one) => one !== '')
            .toSorted();
        expect(meaning(result.text)).toEqual(meaning(text));
        expect(linesOf(result.text)).toEqual(linesOf(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('stays as it is when it is formatted again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = formatManifests('a.yaml', text);
        if (result.is === 'ok') expect(formatted(result.text)).toBe(result.text);
      }),
      { numRuns: 1000 },
    );
  });
});
