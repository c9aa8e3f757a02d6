import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from './commands.ts';
import { isCalled } from './declaration.ts';

// A person copies what an advice says: a command that does not exist, or an option that it does not have, is worse than
// no advice. Release notes of other programs and prose ("reconcile again") are no commands.

const root = join(import.meta.dirname, '../../..');
const prose: ReadonlySet<string> = new Set([
  'again',
  'and',
  'it',
  'itself',
  'help',
  'inside',
  'plna',
  'runs',
  'says',
  'takes',
  'twice',
]);

function filesIn(folder: string, ends: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.test(name) && !/test(?:-helper)?\.ts$/u.test(name))
    .map((name) => `${folder}/${name}`);
}

const pages = [
  'README.md',
  ...filesIn('docs', /\.md$/u),
  ...filesIn('deploy', /\.(?:yaml|md|service)$/u),
  ...['report', 'model/errors', 'explain', 'daemon', 'engine', 'boot', 'cli/grammar', 'manifest'].flatMap(
    (folder) => filesIn(`src/${folder}`, /\.ts$/u),
  ),
];

it.each(pages)('%s advises no command or option that does not exist', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const wrong = [...text.matchAll(/\breconcile (?<name>[a-z][a-z-]+)(?<rest>[^`'"\n|;,]*)/gu)].flatMap(
    ({ groups }) => {
      const name = groups?.['name'] ?? '';
      const declared = commands.find((one) => isCalled(name, one));
      if (declared === undefined) return prose.has(name) ? [] : [`reconcile ${name}`];
      const known = new Set(['--help', ...declared.options.map(({ long }) => long)]);
      const options = (groups?.['rest'] ?? '').match(/(?<= )--[a-z][a-z-]+/gu) ?? [];
      return options.filter((option) => !known.has(option)).map((option) => `reconcile ${name} ${option}`);
    },
  );
  expect(wrong).toEqual([]);
});
