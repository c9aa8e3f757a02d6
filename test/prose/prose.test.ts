import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowed } from './allowed.ts';
import { commentLinesIn, commentsIn, paragraphsIn } from './pages.ts';
import { commentPhrasesIn, miscountsIn, openingsIn, phrasesIn, stumblesIn } from './rules.ts';
import { stumbled } from './stumbled.ts';
import { namesIn, namesOfTests, textsIn, textsOfProduct } from './texts.ts';

/** Folders and files whose texts a user reads in a terminal, a pull request or an editor. */
const goldens = ['test/golden', 'test/mistakes/golden', 'test/e2e', 'src/report/help', 'schemas'];

describe('the rules of plain English', () => {
  it.each([
    ['is no manifest', 'is not a manifest'],
    ['metadata.name wants a DNS label', 'metadata.name must be a DNS label'],
    ['What fails is shown', 'The failures are shown'],
    ['whoever applies it', 'the caller that applies it'],
    ['it is not known', 'the state is unknown'],
    ['word '.repeat(21), `${'word '.repeat(19)}end`],
  ])('finds "%s" and not "%s"', (stumbling, plain) => {
    expect(stumblesIn(stumbling)).not.toEqual([]);
    expect(stumblesIn(plain)).toEqual([]);
  });

  it('counts each sentence alone when a text has several', () => {
    expect(
      stumblesIn(`${'word '.repeat(15)}end. ${'word '.repeat(15)}end; ${'word '.repeat(15)}end`),
    ).toEqual([]);
  });

  it('shows a placeholder as X when a text is a template', () => {
    expect(textsIn('a.ts', 'const a = `the key ${id} is no key`;')).toEqual([
      { at: 'a.ts:1', text: 'the key X is no key' },
    ]);
  });
});

describe('the texts of the product', () => {
  const texts = textsOfProduct();

  it('finds them in every folder', () => {
    expect(texts.length).toBeGreaterThan(2000);
  });

  it('keeps the rules, except for a list that only shrinks', () => {
    const wrong = texts
      .map(({ at, text }) => ({ at, text, why: stumblesIn(text) }))
      .filter(({ text, why }) => why.length > 0 && !allowed.has(text))
      .map(({ at, text, why }) => `${at}\n  ${text}\n  ${why.join('\n  ')}`);
    expect(wrong).toEqual([]);
  });

  it('counts one thing in the singular', () => {
    expect(miscountsIn('after X days')).not.toEqual([]);
    expect(texts.flatMap(({ at, text }) => miscountsIn(text).map((why) => `${at}\n  ${why}`))).toEqual([]);
  });

  it('needs each entry of that list', () => {
    const stumbling = new Set(texts.map(({ text }) => text).filter((text) => stumblesIn(text).length > 0));
    expect([...allowed].filter((text) => !stumbling.has(text))).toEqual([]);
  });
});

describe('the pages and manifests', () => {
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    ...filesIn('docs'),
    ...filesIn('manifests'),
    ...filesIn('src'),
  ]
    .filter((path) => /\.(?:md|ya?ml)$/u.test(path))
    .map((path) => ({ path, page: readFileSync(path, 'utf8') }));

  it.each(files)('keeps the rules in $path', ({ path, page }) => {
    const told = path.endsWith('.md')
      ? paragraphsIn(page).map((text) => ({ text, why: phrasesIn(text) }))
      : commentsIn(page).map((text) => ({ text, why: [...openingsIn(text), ...phrasesIn(text)] }));
    const wrong = told.flatMap(({ text, why }) => why.map((one) => `${text}\n  ${one}`));
    expect(wrong).toEqual([]);
  });

  it('reads prose and leaves out code', () => {
    expect(paragraphsIn('One\ntwo.\n\n```\nis no code\n```\n\n- `is no key` [three](is-no-link)')).toEqual([
      'One two.',
      '- X [three]',
    ]);
    expect(commentsIn('# One\n# two.\na: 1 # three\n')).toEqual(['One two.', 'three']);
  });
});

describe('the comments of code and tests', () => {
  it('finds a phrase in a comment and not in code', () => {
    const lines = commentLinesIn(
      "// It is told.\nconst a = 'is told';\n/** Told apart, it is told apart. */",
    );
    expect(lines.filter(({ text }) => commentPhrasesIn(text).length > 0).map(({ line }) => line)).toEqual([
      1,
    ]);
  });

  it('keeps the rules', () => {
    const files = ['src', 'test', 'scripts'].flatMap(filesIn).filter((path) => /\.(?:tsx?|js)$/u.test(path));
    const wrong = files.flatMap((path) =>
      commentLinesIn(readFileSync(path, 'utf8')).flatMap(({ line, text }) =>
        commentPhrasesIn(text).map((why) => `${path}:${String(line)}\n  ${text.trim()}\n  ${why}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the names of tests', () => {
  it('keeps the rules', () => {
    const names = namesOfTests();
    expect(names.length).toBeGreaterThan(3000);
    const wrong = names
      .map(({ at, text }) => ({ at, text, why: [...openingsIn(text), ...phrasesIn(text)] }))
      .filter(({ why }) => why.length > 0)
      .map(({ at, text, why }) => `${at}\n  ${text}\n  ${why.join('\n  ')}`);
    expect(wrong).toEqual([]);
  });

  it('finds a name after a table too', () => {
    const source = "describe('a', () => { it.each([1])('does %s', () => expect('no name').toBe('')); });";
    expect(namesIn('a.test.ts', source).map(({ text }) => text)).toEqual(['a', 'does %s']);
  });
});

describe('the expected outputs', () => {
  const pages = goldens.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:txt|md|json|sarif)$/u.test(name))
      .map((name) => ({ path: join(folder, name), page: readFileSync(join(folder, name), 'utf8') })),
  );

  it.each(stumbled)('says nowhere "%s"', (said) => {
    const words = said.replaceAll(/\s+/gu, ' ').toLowerCase();
    const found = pages
      .filter(({ page }) => page.replaceAll(/\s+/gu, ' ').toLowerCase().includes(words))
      .map(({ path }) => path);
    expect(found).toEqual([]);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}
