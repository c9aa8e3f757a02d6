import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Pages on the way to production. */
export const pages = [
  'docs/production.md',
  'docs/terraform.md',
  'docs/disaster-recovery.md',
  'docs/network.md',
  'docs/troubleshooting.md',
  'docs/faq.md',
  'docs/security-model.md',
  'docs/recipes/README.md',
];

/** Every page that a user or a contributor reads. */
export const everyPage = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .toSorted(),
];

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export interface Shown {
  /** The words after `reconcile`. */
  readonly words: string;
  /** Whether the page shows what it says, so that the replay of the page runs it. */
  readonly isReplayed: boolean;
}

/** Finds command lines of `reconcile` in blocks of code and in the text, without their explanation. */
export function commandsIn(page: string): readonly Shown[] {
  const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gmu)].flatMap(([, text = '']) =>
    text.split('\n'),
  );
  const inline = [...page.matchAll(/`(reconcile [^`]+)`/gu)].map(([, line = '']) => line);
  return [...blocks, ...inline].flatMap((line) => {
    const found = /^(?<prompt>\$ )?(?:npx )?reconcile (?<words>.*?)(?: (?:\d?>|\||#| ).*)?$/u.exec(
      line,
    )?.groups;
    if (found?.['words'] === undefined) return [];
    return [{ words: found['words'].trim(), isReplayed: found['prompt'] !== undefined }];
  });
}
