/**
 * `npm run new:kind -- NAME --service s3 [--like BucketLogging]`: begins a kind. Writes its folder of `src/kinds/` and
 * its line in the registry. What it writes compiles, and its test fails with sentences that say what to fill in. With
 * `--like` it says which folder to read beside. The steps are in docs/adding-a-kind.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { fileOf } from './docs/markdown.ts';
import { kindFiles, withKind } from './new-kind/template.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { service: { type: 'string' }, like: { type: 'string' } },
});
const [name = ''] = positionals;
const wrong = whatIsWrong();

if (wrong !== undefined) {
  console.error(`${wrong}\nusage: npm run new:kind -- NAME --service s3 [--like BucketLogging]`);
  process.exitCode = 2;
} else {
  const registry = 'src/kinds/index.ts';
  const files = kindFiles(name, values.service ?? '');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    await write(path, text);
    console.log(`wrote ${path}`);
  }
  await write(registry, withKind(readFileSync(join(root, registry), 'utf8'), name));
  console.log('wrote its line in src/kinds/index.ts');
  if (values.like !== undefined) console.log(`read beside: src/kinds/${fileOf(values.like)}/`);
  console.log(`next: npm test -- src/kinds/${fileOf(name)}, and docs/adding-a-kind.md`);
}

/** Writes a file as `npm run format` does: where a line breaks depends on how long the name is. */
async function write(path: string, text: string): Promise<void> {
  const file = join(root, path);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

function whatIsWrong(): string | undefined {
  const { service = '', like } = values;
  if (!/^(?:[A-Z][a-z0-9]+)+$/u.test(name)) return 'a kind is named like BucketLogging';
  if (existsSync(join(root, 'src/kinds', fileOf(name)))) return `src/kinds/${fileOf(name)} is there already`;
  if (!existsSync(join(root, 'src/aws/services', `${service}.ts`)))
    return `there is no src/aws/services/${service}.ts: write it first, as "A kind of a new service" of docs/adding-a-kind.md says`;
  return like === undefined || existsSync(join(root, 'src/kinds', fileOf(like)))
    ? undefined
    : `there is no kind ${like}`;
}
