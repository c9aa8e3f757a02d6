import { checks } from '../../src/checks/index.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import type { Field } from '../../src/explain/field.ts';
import type { KindPage, ResourcePage } from '../../src/explain/kind.ts';
import { fieldPage } from '../../src/explain/page.ts';
import { resourceSections } from '../../src/explain/sections.ts';
import { callsChapter } from './calls.ts';
import { facetChapters } from './facets.ts';
import { fieldChapters } from './fields.ts';
import { bullets } from './sections.ts';
import { code, codes, fileOf, list, madeBy, md, page, sentence, table, yamlBlock } from './markdown.ts';

/** Writes the page of a kind; `example` is the file of docs/examples/ that shows it. */
export function kindDocument(kind: KindPage, example: string): string {
  const file = fileOf(kind.kind);
  const fields = kind.spec.map((field) => fieldPage(kind, field));
  return page([
    `# ${kind.kind}`,
    madeBy,
    md(kind.summary),
    yamlBlock(documentOf(example, kind.kind)),
    `Full example: [${file}.yaml](../examples/${file}.yaml). All kinds: [README.md](README.md). At the command line: ${code(`reconcile explain ${kind.kind}`)}.`,
    kind.resource === undefined ? undefined : ownershipChapter(kind),
    '## Fields of spec',
    table(
      ['Field', 'Type', 'Meaning'],
      fields.map((field) => [
        `[${code(field.path.slice('spec.'.length))}](#${field.path.slice('spec.'.length).toLowerCase()})${field.required ? ' (required)' : ''}`,
        md(field.type.slice(1, -1)),
        md(firstSentence(field.description)),
      ]),
    ),
    fieldChapters(fields),
    kind.resource === undefined ? metadataChapter(kind) : undefined,
    ...(kind.resource === undefined ? [] : restOf(kind)),
  ]);
}

function restOf(kind: KindPage): readonly string[] {
  return [
    '## Drift and repair',
    'Each part is read, compared and written separately, in this order. Fields that the manifest leaves out are not compared. A repair that may restore access waits for approval, because somebody may have removed the access on purpose. A protective repair does not wait.',
    facetChapters(kind.facets),
    '## Calls',
    callsChapter(kind),
    ...checksChapter(kind),
  ];
}

function ownershipChapter(kind: KindPage): string {
  const { resource } = kind;
  if (resource === undefined) return '';
  return page([
    '## In AWS',
    bullets(resourceSections(kind), ...fixedLines(kind, resource)),
    'All kinds share the fields of [metadata](README.md#metadata).',
  ]);
}

/** Lists the fields that AWS cannot change, grouped by their way out. */
function fixedLines({ spec }: KindPage, { immutable }: ResourcePage): readonly string[] {
  const fields = immutable.filter(({ path }) => spec.some(({ name }) => `/${name}` === path));
  return [...Map.groupBy(fields, ({ release }) => release)].map(
    ([release, all]) =>
      `**Never changes in place**: ${codes(all.map(({ path }) => path.slice(1)))}. ${md(sentence(release))}`,
  );
}

function metadataChapter(kind: KindPage): string {
  return page(['## Fields of metadata', fieldChapters(kind.metadata.map((field) => fieldPage(kind, field)))]);
}

/** Lists checks of one document and between several. */
function checksChapter({ kind, spec }: KindPage): readonly string[] {
  const { paths } = kindsByName().get(kind)?.hangsOn ?? { paths: [] };
  const rows = checks.filter(
    (row) => row.kinds.includes(kind) || (row.hangingOn !== undefined && paths.includes(row.hangingOn)),
  );
  const policy = spec.some(isPolicy)
    ? 'Its policy is evaluated as IAM does. Mistakes, dangerous access and lockouts are reported: [`policy.*`](../errors.md#policy).'
    : undefined;
  if (rows.length === 0 && policy === undefined) return [];
  return [
    '## Checks',
    'They run in every plan and in `reconcile validate`, without AWS calls.',
    list([policy, ...rows.map((row) => `[${code(row.code)}](../errors.md#${row.code}): ${md(row.finds)}`)]),
  ];
}

function isPolicy({ semantics }: Field): boolean {
  return semantics.policy === true;
}

function firstSentence(text: string): string {
  return /^.*?[.](?= |$)/su.exec(text)?.[0] ?? text;
}

/** Finds the first document of a kind in a file, with its own comment and without the comment of the file. */
function documentOf(file: string, kind: string): string {
  const documents = file.split(/^---$/mu).map((one) => one.trim());
  const found = documents.find((one) => new RegExp(`^kind: ${kind}$`, 'mu').test(one)) ?? '';
  return found.startsWith('# yaml-language-server') ? found.replace(/^(?:#.*\n)+/u, '') : found;
}
