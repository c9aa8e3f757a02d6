/**
 * `npm run schemas`: writes the JSON Schemas of all kinds into schemas/, for editors, those of the outputs
 * into schemas/output/, the document of the API, docs/json-formats.md, and the dashboard for Grafana. With --check it
 * writes nothing and exits 1 if a file would change. A manifest names its schema in its first line:
 *
 *     # yaml-language-server: $schema=../schemas/manifest.json
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { daemonKind } from '../src/daemon/config/declaration.ts';
import { tokensKind } from '../src/daemon/config/tokens/declaration.ts';
import { kinds } from '../src/kinds/index.ts';
import { stackKind } from '../src/kinds/stack/index.ts';
import { documentSchema, editorSchemas, schemaFileOf } from '../src/manifest/editor-schemas.ts';
import { stackMetadataSchema } from '../src/manifest/envelope.ts';
import { guardrailsKind } from '../src/manifest/guardrails/declaration.ts';
import { openApiDocument } from '../src/server/openapi/document.ts';
import { outputSchema, publishedFormats } from '../src/report/formats/index.ts';
import { dashboardText } from './deploy/dashboard.ts';
import { jsonFormatsPage } from './json-formats.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dashboard = await format(dashboardText(), { ...(await resolveConfig(root)), parser: 'json' });
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const api = await format(JSON.stringify(openApiDocument(version)), {
  ...(await resolveConfig(root)),
  parser: 'json',
});
const page = await format(jsonFormatsPage(join(root, 'test/e2e/outputs')), { parser: 'markdown' });

/** Not manifests: files of the operator, which no directory of manifests holds. */
const files = [guardrailsKind, daemonKind, tokensKind].map(({ kind, summary, schema }) => ({
  path: `schemas/${schemaFileOf(kind)}`,
  schema: documentSchema(kind, summary, stackMetadataSchema, schema),
}));

/** By path from the root. */
const wanted: ReadonlyMap<string, string> = new Map([
  ...[...editorSchemas(kinds, stackKind)].map(([name, text]) => [`schemas/${name}`, text] as const),
  ...publishedFormats.map(
    (each) =>
      [`schemas/output/${each.file}`, `${JSON.stringify(outputSchema(each), undefined, 2)}\n`] as const,
  ),
  ...files.map(({ path, schema }) => [path, `${JSON.stringify(schema, undefined, 2)}\n`] as const),
  ['docs/json-formats.md', page],
  ['schemas/openapi.json', api],
  ['deploy/grafana/keywright.json', dashboard],
]);

/** Folders in which nothing but these files may be. */
const present = ['schemas', 'schemas/output'].flatMap((folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => `${folder}/${name}`)
    : [],
);
const stale = present.filter((name) => !wanted.has(name));
const changed = [...wanted].filter(
  ([name, text]) => !existsSync(join(root, name)) || readFileSync(join(root, name), 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`${name} belongs to no kind and no format`);
  for (const [name] of changed) console.error(`${name} is not what the sources say`);
  if (stale.length + changed.length > 0) {
    console.error('run npm run schemas');
    process.exitCode = 1;
  }
} else {
  for (const name of stale) rmSync(join(root, name));
  for (const [name, text] of changed) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}
