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

const known: Readonly<Record<string, readonly string[]>> = {
  '/metadata': ['name', 'labels'],
  '/spec': ['note', 'list', 'folded', 'rotation', 'policy'],
  '/spec/rotation': ['enabled', 'days'],
};

function orderOf(_kind: string, path: string): readonly string[] {
  return known[path] ?? [];
}

it.each([
  {
    does: 'orders the fields of spec and takes comments along',
    text: 'kind: Key\nspec:\n  # Who.\n  policy:\n    a: 1\n    # - later\n  # How often.\n  rotation: {}\n  note: x # why\n',
    gives:
      'kind: Key\nspec:\n  note: x # why\n  # How often.\n  rotation: {}\n  # Who.\n  policy:\n    a: 1\n    # - later\n',
  },
  {
    does: 'orders fields of a field, and of metadata',
    text: 'kind: Key\nmetadata:\n  labels: {}\n  name: a\nspec:\n  rotation:\n    # Days.\n    days: 1\n\n    enabled: true\n',
    gives:
      'kind: Key\nmetadata:\n  name: a\n  labels: {}\nspec:\n  rotation:\n    enabled: true\n\n    # Days.\n    days: 1\n',
  },
  {
    does: 'leaves the order of names that are free, and of items',
    text: 'kind: Key\nspec:\n  list:\n    - b: 1\n      a: 2\n  policy:\n    z: 1\n    b: 2\n',
    gives: 'kind: Key\nspec:\n  list:\n    - b: 1\n      a: 2\n  policy:\n    z: 1\n    b: 2\n',
  },
  {
    does: 'puts fields that it does not know last, in their order',
    text: 'kind: Key\nspec:\n  z: 1\n  y: 2\n  note: 3\n',
    gives: 'kind: Key\nspec:\n  note: 3\n  z: 1\n  y: 2\n',
  },
  {
    does: 'leaves the last comment of a document where it is',
    text: 'kind: Key\nspec:\n  policy: {}\n  note: x\n# The end.\n',
    gives: 'kind: Key\nspec:\n  note: x\n  policy: {}\n# The end.\n',
  },
  {
    does: 'takes the text of a block scalar along',
    text: 'kind: Key\nspec:\n  rotation: {}\n  note: |\n    rotation: x\n\n    y\n',
    gives: 'kind: Key\nspec:\n  note: |\n    rotation: x\n\n    y\n  rotation: {}\n',
  },
])('$does', ({ text, gives }) => {
  const result = formatManifests('a.yaml', text, orderOf);
  expect(result).toEqual({ is: 'ok', text: gives });
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
    '  rotation: # how often',
    '    days: 1',
    '    enabled: true',
    '  # more',
    '  policy: {}',
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
        const result = formatManifests('a.yaml', text, orderOf);
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
        const result = formatManifests('a.yaml', text, orderOf);
        if (result.is === 'ok') expect(formatManifests('a.yaml', result.text, orderOf)).toEqual(result);
      }),
      { numRuns: 1000 },
    );
  });
});
