import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeBy, page, table } from './markdown.ts';

/** Makes docs/examples/README.md: each file with the first sentence of its opening comment. */
export function examplesPage(folder: string): string {
  return page([
    '# Examples',
    madeBy,
    'Each file is complete: a `Stack` and the resources that it shows. Try any of them without an AWS account:',
    '```\nnpx reconcile apply --sandbox docs/examples/grant.yaml --yes\n```',
    table(
      ['File', 'What it shows'],
      openingsIn(folder).map(([name, opening]) => [`[${name}](${name})`, opening]),
    ),
    '[manifests/](../../manifests/) uses all of these in one estate.',
  ]);
}

/** Lists the files whose opening comment has no sentence. */
export function examplesWithoutOpening(folder: string): readonly string[] {
  return openingsIn(folder).flatMap(([name, opening]) => (opening === '' ? [name] : []));
}

function openingsIn(folder: string): readonly (readonly [name: string, opening: string])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => [name, openingOf(readFileSync(join(folder, name), 'utf8'))]);
}

/** Returns the opening comment up to its first full stop, without the line for editors. */
export function openingOf(text: string): string {
  const [, comment = ''] = /^((?:#.*\n)*)/u.exec(text) ?? [];
  const words = comment
    .split('\n')
    .map((line) => line.replace(/^#\s*/u, ''))
    .filter((line) => line !== '' && !line.startsWith('yaml-language-server:'))
    .join(' ');
  return words.slice(0, Math.max(0, words.search(/[.](?: |$)/u)));
}
