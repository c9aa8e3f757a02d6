/**
 * `npm run schemas`: writes the JSON Schemas of all kinds into schemas/, for editors. With --check it
 * writes nothing and exits 1 if a file would change. A manifest names its schema in its first line:
 *
 *     # yaml-language-server: $schema=../schemas/manifest.json
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kinds } from '../src/kinds/index.ts';
import { stackKind } from '../src/kinds/stack/index.ts';
import { editorSchemas } from '../src/manifest/editor-schemas.ts';

const folder = fileURLToPath(new URL('../schemas/', import.meta.url));
mkdirSync(folder, { recursive: true });
const wanted = editorSchemas(kinds, stackKind);
const present = readdirSync(folder);
const stale = present.filter((name) => !wanted.has(name));
const changed = [...wanted].filter(
  ([name, text]) => !present.includes(name) || readFileSync(`${folder}${name}`, 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`schemas/${name} belongs to no kind`);
  for (const [name] of changed) console.error(`schemas/${name} is not what the kinds say`);
  if (stale.length + changed.length > 0) {
    console.error('run npm run schemas');
    process.exitCode = 1;
  }
} else {
  for (const name of stale) rmSync(`${folder}${name}`);
  for (const [name, text] of changed) writeFileSync(`${folder}${name}`, text);
}
