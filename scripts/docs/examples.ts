import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeBy, page, table } from './markdown.ts';

/** docs/examples/README.md: each file with the first sentence of its opening comment. */
export function examplesPage(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return page([
    '# Examples',
    madeBy,
    'Each file is complete: a `Stack` and what it is about. All can be tried without an account, as in',
    '```\nnpx reconcile --sandbox docs/examples/grant.yaml --yes\n```',
    table(
      ['File', 'What it shows'],
      names.sort().map((name) => [`[${name}](${name})`, openingOf(readFileSync(join(folder, name), 'utf8'))]),
    ),
    '[manifests/](../../manifests/) is one estate with all of these together.',
  ]);
}

/** The comment after the line for editors, up to its first full stop. */
function openingOf(text: string): string {
  const lines = text.split('\n').slice(2);
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  const words = comment.map((line) => line.slice(2)).join(' ');
  return words.slice(0, words.search(/[.](?: |$)/u));
}
