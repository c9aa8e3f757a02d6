import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { describe, expect, it, vi } from 'vitest';
import { join, type Path } from '../model/path.ts';
import { isList, isMap, sameTree, type Tree } from '../model/tree.ts';
import { decode, isDiagnostic, maxFileBytes, sourceOf } from './source.ts';
import { parseYaml } from './yaml.ts';

function read(text: string): ReturnType<typeof parseYaml> {
  return parseYaml(sourceOf('a.yaml', text));
}

function messages(text: string): readonly string[] {
  return read(text).diagnostics.map(
    ({ span, message, code }) => `${String(span?.line)}:${String(span?.column)}: ${message} (${code})`,
  );
}

function everyPath(tree: Tree, at: Path = ''): readonly (readonly [Path, Tree])[] {
  const below = isList(tree)
    ? tree.flatMap((item, index) => everyPath(item, join(at, index)))
    : isMap(tree)
      ? Object.entries(tree).flatMap(([key, value]) => everyPath(value, join(at, key)))
      : [];
  return [[at, tree], ...below];
}

const keys = fc.oneof(
  fc.constantFrom('a', 'name', 'x y', 'a/b~c', '1', 'null', 'constructor', 'toString', '-', '#', ': '),
  fc.string({ maxLength: 8 }),
);

const documents = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(
        'yes',
        '2026-01-01',
        '0123',
        '',
        ' ',
        '- a',
        '# no',
        '*a',
        '&a',
        '<<',
        'a: b',
        'a\nb\n',
        '\n\n x\n',
      ),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((number) => (Object.is(number, -0) ? 0 : number)),
    ),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc
      .dictionary(
        keys.filter((key) => !['__proto__', '$unknown', '<<'].includes(key)),
        tie('tree'),
        { maxKeys: 4 },
      )
      .map((entries) => ({ ...entries })),
  ),
})).tree;

const layouts = fc.record({
  indent: fc.integer({ min: 2, max: 5 }),
  flowLevel: fc.integer({ min: -1, max: 3 }),
  quoteStyle: fc.constantFrom('single' as const, 'double' as const),
  forceQuotes: fc.boolean(),
  lineWidth: fc.constantFrom(20, 80, -1),
  seqNoIndent: fc.boolean(),
  seqInlineFirst: fc.boolean(),
  flowBracketPadding: fc.boolean(),
});

describe('positions of YAML values', () => {
  it('parses the text of every span back to its value in any layout', () => {
    fc.assert(
      fc.property(documents, layouts, fc.constantFrom('\n', '\r\n'), (tree, layout, end) => {
        const text = dump({ root: tree }, { ...layout, noRefs: true });
        if (!sameTree(load(text) as Tree, { root: tree })) return;
        const laidOut = text.replaceAll('\n', end);
        const { documents: found, diagnostics } = read(laidOut);
        expect(diagnostics).toEqual([]);
        const [document] = found;
        expect(document?.value).toEqual({ root: tree });
        for (const [path, value] of everyPath(tree, '/root')) {
          const written = document?.writtenAt(path) ?? '';
          const column = document?.spanOf(path).column ?? 0;
          if (/^[|>]/u.test(written)) expect(typeof value).toBe('string');
          else expect(load(`${' '.repeat(column - 1)}${written}`)).toEqual(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same positions for JSON text, with tabs', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('', '  ', '\t'), (tree, indent) => {
        const { documents: found, diagnostics } = read(JSON.stringify([tree], undefined, indent));
        expect(diagnostics).toEqual([]);
        for (const [path, value] of everyPath(tree, '/0')) {
          expect(JSON.parse(found[0]?.writtenAt(path) ?? '')).toEqual(value);
        }
      }),
    );
  });

  it('throws nothing at garbage', () => {
    const pieces = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '\t',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|',
      '>',
      '#',
      '&a ',
      '*a',
      '---\n',
      '? ',
      '!!x ',
      '<<: ',
      '\r',
      '%',
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const result = read(text);
        for (const { span } of result.diagnostics) expect(span?.line).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    {
      why: 'a block text starts at its header',
      text: 'a: >- # why\n\n  x\n  y\n',
      path: '/a',
      at: '1:4',
      written: '>- # why\n\n  x\n  y\n',
    },
    { why: 'an empty value stands behind its key', text: 'a:\nb: 1\n', path: '/a', at: '1:2', written: '' },
    {
      why: 'an empty item stands behind its dash',
      text: 'a:\n  - x\n  -\n',
      path: '/a/1',
      at: '3:4',
      written: '',
    },
    {
      why: 'a flow list ends at its bracket',
      text: 'a: [1, # ]\n  {b: }, ]\n',
      path: '/a',
      at: '1:4',
      written: '[1, # ]\n  {b: }, ]',
    },
    {
      why: 'a missing path stands at its nearest ancestor',
      text: 'a:\n  b: 1\n',
      path: '/a/c/d',
      at: '2:3',
      written: undefined,
    },
    { why: 'CRLF is one line break', text: 'a: 1\r\nb:\r\n  - 2\r\n', path: '/b/0', at: '3:5', written: '2' },
    {
      why: 'columns are UTF-16 units, as in editors',
      text: '"😀": x\n',
      path: '/😀',
      at: '1:7',
      written: 'x',
    },
    {
      why: 'leading zeros are lost as a number, so the text is kept',
      text: 'id: 012345678901\n',
      path: '/id',
      at: '1:5',
      written: '012345678901',
    },
  ])('$why', ({ text, path, at, written }) => {
    const [document] = read(text).documents;
    const span = document?.spanOf(path as Path);
    expect(`${String(span?.line)}:${String(span?.column)}`).toBe(at);
    expect(document?.writtenAt(path as Path)).toBe(written);
  });

  it('reads several documents, skips empty ones and gives each its own place', () => {
    const { documents: found } = read('# only words\n---\na: 1\n---\n---\n# nothing\n---\nb: yes\n...\n');
    expect(found.map(({ value, span }) => [value, span.line])).toEqual([
      [{ a: 1 }, 3],
      [{ b: 'yes' }, 8],
    ]);
  });

  it('treats names of Object.prototype as ordinary keys', () => {
    const [document] = read('constructor: 1\ntoString: {hasOwnProperty: 2}\n').documents;
    expect(Object.entries(document?.value ?? {})).toEqual([
      ['constructor', 1],
      ['toString', { hasOwnProperty: 2 }],
    ]);
  });
});

describe('mistakes of YAML', () => {
  it.each([
    ['a: &x 1\n', '1:4: the anchor &x is not allowed (manifest.alias)'],
    ['a: *x\n', '1:4: the alias *x is not allowed (manifest.alias)'],
    ['<<: {a: 1}\n', '1:1: the merge key << is not allowed (manifest.alias)'],
    ['a: 1\nb: 2\na: 3\n', '3:1: the key "a" is already given at 1:1 (manifest.duplicate-key)'],
    ['a: !!binary aGk=\n', '1:4: the tag !!binary is not allowed (manifest.syntax)'],
    ['__proto__: 1\n', '1:1: the key "__proto__" is reserved (manifest.syntax)'],
    ['a: {$unknown: x}\n', '1:5: the key "$unknown" is reserved (manifest.syntax)'],
    ['? [a, b]\n: 1\n', '1:3: a key is not text (manifest.syntax)'],
    ['a: .inf\n', '1:4: .inf is not a number that a manifest can hold (manifest.type)'],
    ['a: 1\n\tb: 2\n', '2:1: a tab indents this line (manifest.syntax)'],
    ['a: [1, 2\nb: 1\n', '1:4: this [ is never closed (manifest.syntax)'],
    ['a: {\n  b: "[", # ]\nc: 1\n', '1:4: this { is never closed (manifest.syntax)'],
    ['a: "x\n', '1:4: this quote is never closed (manifest.syntax)'],
    ['a: 1\n  b: 2\n', '2:4: this line is indented below a line that already has a value (manifest.syntax)'],
    ['a\nb: 2\n', '2:2: the line above is not "key: value" (manifest.syntax)'],
    [
      'a:\n  b: 1\n c: 2\n',
      '3:2: the indentation of this line does not match any line above (manifest.syntax)',
    ],
    ["a: 'b'c'\n", '1:7: the text continues after its closing quote (manifest.syntax)'],
    ['a: b: c\n', '1:5: this text contains ": ", which starts a value (manifest.syntax)'],
    ['a: [1}\n', '1:6: this } does not match the last opening bracket (manifest.syntax)'],
    ['a: {{ x }}\n', '1:5: this is a template, which Keywright does not render (manifest.syntax)'],
    ['a: 1\n<<<<<<< HEAD\nb: 2\n', '2:1: this is an unresolved Git conflict (manifest.syntax)'],
    [
      'kind: A\nspec: {}\nkind: B\nspec: {}\n',
      '3:1: a second document starts here without a --- line before it (manifest.syntax)',
    ],
    ['a: [*x, *x, *x]\n', '1:5: the alias *x is not allowed (manifest.alias)'],
    ['a: 1\nb\n', '3:1: this line is not "key: value" (manifest.syntax)'],
    ['a: "\\q"\n', '1:6: this escape sequence is unknown (manifest.syntax)'],
    ['a: \u0001\n', '1:4: this is a non-printable character (manifest.syntax)'],
    [`a: ${'['.repeat(60)}`, '1:53: this is nested too deeply for a manifest (manifest.syntax)'],
  ])('%j', (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  it('reads the other documents after a broken one, and reports each mistake', () => {
    const text = 'a: 1\n---\nb: [1\n---\nc: 1\nc: 2\n---\n"d\n';
    expect(read(text).documents.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 1 }]);
    expect(messages(text)).toEqual([
      '3:4: this [ is never closed (manifest.syntax)',
      '6:1: the key "c" is already given at 5:1 (manifest.duplicate-key)',
      '8:1: this quote is never closed (manifest.syntax)',
    ]);
  });

  it('reads a long flow list in linear time', () => {
    const text = `a: [${'{b: [1, 2], }, '.repeat(20_000)}]\n`;
    expect(read(text).diagnostics).toEqual([]);
  });
});

describe('bytes of a file', () => {
  it.each([
    { why: 'UTF-16 is named', bytes: [0xff, 0xfe, 0x61, 0], message: 'this file is UTF-16' },
    {
      why: 'a NUL is binary',
      bytes: [0x61, 0, 0x62],
      message: 'this file contains a NUL byte, so it is not text',
    },
    {
      why: 'Latin-1 is not guessed',
      bytes: [0x61, 0xe9, 0x62],
      message: 'this file contains bytes that are not UTF-8',
    },
    {
      why: 'a huge file is refused',
      bytes: Array.from({ length: maxFileBytes + 1 }, () => 0x61),
      message: 'this file has 4.0 MiB; the limit for a manifest is 4 MiB',
    },
  ])('$why', ({ bytes, message }) => {
    const source = decode({ path: 'a.yaml', bytes: Uint8Array.from(bytes) });
    expect(isDiagnostic(source) && source.message).toBe(message);
  });

  it('drops a byte order mark, so that columns are those of an editor', () => {
    const source = decode({ path: 'a.yaml', bytes: new TextEncoder().encode('\ufeffa: 1\n') });
    expect(isDiagnostic(source)).toBe(false);
    if (!isDiagnostic(source)) expect(parseYaml(source).documents[0]?.spanOf('/a').column).toBe(4);
  });
});

describe('the text of a document', () => {
  it.each([
    { why: 'alone', text: 'a: 1 # one\nb: 2 # two\n', texts: ['a: 1 # one\nb: 2 # two'] },
    {
      why: 'without the comments of others',
      text: '# of none\n---\n# of the first\na: 1\n# of the second\n---\nb: 2\n# of nobody\n',
      texts: ['a: 1', 'b: 2'],
    },
    { why: 'behind an end marker', text: 'a: 1\n...\nb: 2\n', texts: ['a: 1', 'b: 2'] },
    { why: 'behind its marker', text: '--- { a: 1 }\n--- { b: 2 }\n', texts: ['{ a: 1 }', '{ b: 2 }'] },
    { why: 'indented', text: 'a: 1\n---\n  b: 1\n  c: 2\n', texts: ['a: 1', '  b: 1\n  c: 2'] },
    {
      why: 'that ends in a block',
      text: 'a: |\n  x\n\n  y\n---\nb: 2\n',
      texts: ['a: |\n  x\n\n  y', 'b: 2'],
    },
    { why: 'beside a broken one', text: 'a: [1\n---\nb: 2\n', texts: ['b: 2'] },
    {
      why: 'of lines as on Windows',
      text: 'a: 1\r\nb: 2\r\n---\r\nc: 3\r\n',
      texts: ['a: 1\r\nb: 2', 'c: 3'],
    },
  ])('holds nothing of another $why', ({ text, texts }) => {
    expect(read(text).documents.map((document) => document.text())).toEqual(texts);
  });
});

describe('a position that is read again', () => {
  function expectSame(text: string): void {
    for (const document of read(text).documents)
      for (const [path] of everyPath(document.value))
        expect(document.spanLater(path)).toEqual(document.spanOf(path));
  }

  it.each([
    { why: 'without a marker', text: 'a: 1\nb: { c: [1, 2] }\n' },
    { why: 'indented as a whole', text: '# head\n  a: 1\n  b: |\n    x\n    y\n' },
    { why: 'of each of several documents', text: 'a: 1\n---\n# two\na: 2\n--- { a: 3 }\n---\n- a\n- b: 4\n' },
    { why: 'behind an end marker', text: 'a: 1\n...\nb: 2\n' },
    { why: 'with lines that end as on Windows', text: 'a: 1\r\n---\r\nb:\r\n  - c\r\n' },
    { why: 'of JSON', text: '{"a": [1, {"b": null}]}' },
    { why: 'beside a broken document', text: 'a: [1\n---\nb: 2\n' },
  ])('is the same $why', ({ text }) => {
    expectSame(text);
  });

  it('is found without going through the whole file for each', () => {
    const text = 'a: 1\n---\n'.repeat(100);
    const { documents } = read(text);
    const searched = vi.spyOn(String.prototype, 'matchAll');
    for (const { spanLater } of documents) spanLater('/a');
    const whole = searched.mock.contexts.filter((one) => String(one) === text);
    searched.mockRestore();
    expect(whole).toHaveLength(1);
  });

  it('is the same for any tree, behind another', () => {
    fc.assert(
      fc.property(documents, (tree) => {
        expectSame(`a: 1\n---\n${dump(tree)}`);
      }),
    );
  });
});
