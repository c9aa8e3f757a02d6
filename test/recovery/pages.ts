import { readFileSync } from 'node:fs';
import { changed, partsOf, type Part } from '../walkthrough/document.ts';
import type { Place } from './place.ts';

/** A section of a page whose command lines are replayed. */
export interface Section {
  readonly title: string;
  readonly parts: readonly Part[];
}

/** Finds the sections of a page that hold command lines, each after the one that every section begins with. */
export function sectionsOf(file: string): { readonly first: Section; readonly others: readonly Section[] } {
  const sections = readFileSync(file, 'utf8')
    .split(/^## /mu)
    .slice(1)
    .map((text) => ({ title: text.slice(0, text.indexOf('\n')), parts: partsOf(text) }))
    .filter(({ parts }) => parts.some(({ is }) => is === 'console'));
  const [first, ...others] = sections;
  if (first === undefined) throw new Error(`${file} has no command lines`);
  return { first, others };
}

/** Does what a section says; gives each run with what it said and what the page shows. */
export async function replay(
  { parts }: Section,
  { desk, said }: Place,
): Promise<readonly { readonly line: string; readonly said: string; readonly shown: string }[]> {
  const runs: { readonly line: string; readonly said: string; readonly shown: string }[] = [];
  for (const part of parts) {
    if (part.is === 'file') await desk.disk.files.write(part.name, part.text);
    if (part.is === 'change') {
      const text = (await desk.disk.files.read(part.name)) ?? '';
      await desk.disk.files.write(part.name, changed(text, part.name, part.lines));
    }
    if (part.is === 'console')
      for (const { line, output } of part.runs) runs.push({ line, said: await said(line), shown: output });
  }
  return runs;
}

/**
 * Finds where what was said differs from what a page shows. `…` stands for any lines, at the end of a line for its
 * rest.
 */
export function differenceOf(said: string, shown: string): string | undefined {
  const source = shown
    .split(/^…\n/mu)
    .map((piece) =>
      piece
        .split('\n')
        .map((line) => line.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replace(/…$/u, '[^\\n]*'))
        .join('\n'),
    )
    .join('(?:[^\\n]*\\n)*?');
  return new RegExp(`^${source}$`, 'u').test(said) ? undefined : said;
}
