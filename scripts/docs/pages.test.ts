import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errors } from '../../src/model/errors/index.ts';
import { docsPages } from './pages.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = docsPages(root);

/**
 * Finds the anchors as GitHub makes them, and those given by hand. GitHub's are lower case, with spaces as hyphens
 * and without other signs.
 */
function anchorsOf(text: string): ReadonlySet<string> {
  const given = [...text.matchAll(/<a id="([^"]+)">/gu)].map(([, id]) => id ?? '');
  const headings = [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .replaceAll(/<[^>]*>/gu, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...given, ...headings]);
}

/** Returns a page that is generated, or one that people wrote. */
function textOf(target: string): string {
  return pages.get(target) ?? readFileSync(join(root, target), 'utf8');
}

describe.each([...pages])('%s', (path, text) => {
  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/gu)];
    expect(links.length).toBeGreaterThan(0);
    for (const [link, file = '', anchor] of links) {
      const target = file === '' ? path : normalize(join(dirname(path), file));
      expect(pages.has(target) || existsSync(join(root, target)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(textOf(target)), link).toContain(anchor);
    }
  });

  it('has no word of the source in place of a sentence', () => {
    expect(text).not.toMatch(/\bundefined\b|\[object [A-Z]|\bNaN\b/u);
  });
});

it('gives every error code a stable anchor', () => {
  const anchors = anchorsOf(pages.get('docs/errors.md') ?? '');
  expect(Object.keys(errors).filter((code) => !anchors.has(code))).toEqual([]);
});
