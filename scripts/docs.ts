/**
 * `npm run docs`: writes the pages of docs/ that are made of the source: docs/kinds/, docs/cli.md, docs/errors.md,
 * docs/examples/README.md, docs/exit-codes.md, docs/reasons.md, docs/gates.md and files of docs/recipes. With --check it writes nothing and exits 1 if a page would change.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { docsPages, missingExamples } from './docs/pages.ts';
import { recipeFiles, recipeFolders } from './docs/recipes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Folders in which nothing but these pages may be. */
const own = ['docs/kinds', ...recipeFolders];

/** Formats a page as `npm run format` would leave it. */
async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(join(root, path))), parser: 'markdown' });
}

const missing = missingExamples(root);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}

const wanted = new Map<string, string>();
for (const [path, text] of docsPages(root)) wanted.set(path, await formatted(path, text));
for (const [path, text] of recipeFiles(root)) wanted.set(path, text);

const present = own.flatMap((folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    : [],
);
const stale = present.filter((path) => !wanted.has(path));
const changed = [...wanted].filter(
  ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is about nothing that there is`);
  for (const [path] of changed) console.error(`${path} is not what the source says`);
  if (stale.length + changed.length > 0) {
    console.error('run npm run docs');
    process.exitCode = 1;
  }
} else {
  for (const path of stale) rmSync(join(root, path));
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
