/** Makes docs/json-formats.md from the schemas of the formats and from real output that the tests keep. */
import { existsSync, readFileSync } from 'node:fs';
import { isList, isMap, type Tree, type TreeMap } from '../src/model/tree.ts';
import { outputSchema, publishedFormats, type PublishedFormat } from '../src/report/formats/index.ts';
import { formatVersion } from '../src/report/formats/version.ts';

/** Returns the page as Markdown. `examples` is the folder of real output, with a file of the same name for each format. */
export function jsonFormatsPage(examples: string): string {
  const schemas = publishedFormats.map((format) => ({ format, schema: outputSchema(format) }));
  const shared = new Map(schemas.flatMap(({ schema }) => Object.entries(mapOf(schema['definitions']))));
  const parts = [...shared]
    .filter(([name, schema]) => !isAnyJson(name) && isMap(schema))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const about = new Map(parts.map(([name, part]) => [name, textOf(mapOf(part)['description'])]));
  return [
    opening,
    ...schemas.map(({ format, schema }) => formatChapter(format, schema, examples, about)),
    '## Parts\n\nThe formats share these parts.',
    ...parts.map(([name, schema]) => partChapter(name, mapOf(schema), about)),
    '',
  ].join('\n\n');
}

const opening = `# JSON formats

<!-- Made by \`npm run schemas\` from src/report/formats/. -->

With \`-o json\`, a command writes exactly one JSON value to standard output, in UTF-8. Progress goes to standard error. The exit code is the same as without \`-o json\`.

The first two fields identify the value: \`formatVersion\` (now \`${formatVersion}\`, shared by all formats) and \`kind\`.

## Compatibility

- The minor number of \`formatVersion\` increases when a field or an enumeration value is added. So **ignore unknown fields**, and handle unknown values.
- The major number increases when a field changes its meaning or type, is removed, or becomes optional. Refuse an unknown major number.
- Fields without “Only …” in their description are always present. Lists are present even if they are empty.
- The order of fields and lists is stable: equal results give equal text. Keys from AWS or a manifest (\`ids\`, \`before\`, \`after\`, \`input\`) are sorted.
- Times are UTC, RFC 3339 with milliseconds. Durations name their unit.
- Messages, hints and the sentences in \`why\` are for people and may change at any time. Match on \`code\`, \`reason\` ([reasons.md](reasons.md)), \`is\`, \`verb\`, \`sync\`.
- The values contain account ids, ARNs, tags and policies in plain text. They never contain secrets: Keywright has none.

The schemas are in [schemas/output](../schemas/output), JSON Schema draft 07. They allow unknown fields, so a consumer that validates with them accepts every later minor version.

## Changes

- 1.2: \`ResourceList\`, \`PlanList\`, \`History\` and \`Decision\`. In \`Status\`, \`daemon\` and \`inEffect\`; in \`Plan\`, \`id\`.
- 1.1: \`reason\` beside every \`why\`. Removed: the list \`unmanaged\`, which was always empty, and its label; the verb, symbols and class of a replacement, which nothing produced. Added: \`replaced\`, for single resources in \`status\`.`;

/** Describes each part by name, for fields without their own description. */
type Texts = ReadonlyMap<string, string>;

function formatChapter(
  { file, command }: PublishedFormat,
  schema: TreeMap,
  examples: string,
  about: Texts,
): string {
  const example = `${examples}/${file}`;
  const shown = existsSync(example)
    ? `\n\n<details>\n<summary>Real output</summary>\n\n\`\`\`json\n${readFileSync(example, 'utf8').trimEnd()}\n\`\`\`\n\n</details>`
    : '';
  return `## ${textOf(schema['title'])}\n\n${textOf(schema['description'])}\n\n\`${command}\` · [schemas/output/${file}](../schemas/output/${file})\n\n${fieldTable(schema, about)}${shown}`;
}

function partChapter(name: string, schema: TreeMap, about: Texts): string {
  const { description, oneOf, properties } = schema;
  const variants = isList(oneOf) ? oneOf.map(mapOf) : [];
  const body =
    properties !== undefined
      ? `\n\n${fieldTable(schema, about)}`
      : variants.length > 0
        ? `\n\n${variants.map((variant) => variantText(variant, about)).join('\n\n')}`
        : isList(schema['enum'])
          ? `\n\nOne of ${schema['enum'].map((value) => `\`${textOf(value)}\``).join(', ')}.`
          : '';
  return `### ${name}\n\n${textOf(description)}${body}`;
}

/** Describes a variant of a union, which is known by its field `is`. */
function variantText(variant: TreeMap, texts: Texts): string {
  const { is, ...others } = mapOf(variant['properties']);
  const about = mapOf(is);
  const head = `**\`is: "${textOf(about['const'])}"\`**: ${textOf(about['description'])}`;
  return Object.keys(others).length === 0
    ? head
    : `${head}\n\n${fieldTable({ ...variant, properties: others }, texts)}`;
}

function fieldTable(schema: TreeMap, about: Texts): string {
  const rows = fieldRows(schema, '', about);
  return ['| Field | Type | Meaning |', '|---|---|---|', ...rows].join('\n');
}

/**
 * Lists the fields of a schema. Objects without a name of their own are described in place: `calls.reads`,
 * `drift[].address`.
 */
function fieldRows(schema: TreeMap, under: string, about: Texts): readonly string[] {
  const required = isList(schema['required']) ? schema['required'] : [];
  return Object.entries(mapOf(schema['properties'])).flatMap(([name, value]) => {
    const field = mapOf(value);
    const path = under === '' ? name : `${under}.${name}`;
    const inner = field['properties'] === undefined ? mapOf(field['items']) : field;
    const below =
      inner['properties'] === undefined ? [] : fieldRows(inner, inner === field ? path : `${path}[]`, about);
    const meaning = textOf(field['description'] ?? about.get(namedType(field) ?? '') ?? '');
    if (meaning === '') throw new Error(`${path} has no description`);
    if (!required.includes(name) && !meaning.startsWith('Only '))
      throw new Error(`${path} is not always there, and its description does not say when it is`);
    return [`| \`${path}\` | ${typeOf(field)} | ${meaning.replaceAll('|', '\\|')} |`, ...below];
  });
}

function typeOf(field: TreeMap): string {
  const named = namedType(field);
  if (named !== undefined) return isAnyJson(named) ? 'any JSON' : `[${named}](#${named.toLowerCase()})`;
  if (field['const'] !== undefined) return `\`"${textOf(field['const'])}"\``;
  if (isList(field['enum'])) return field['enum'].map((value) => `\`"${textOf(value)}"\``).join(' ');
  if (field['type'] === 'array') return `list of ${typeOf(mapOf(field['items']))}`;
  if (field['format'] === 'date-time') return 'time';
  const values = field['additionalProperties'];
  if (field['type'] === 'object' && isMap(values)) return `object, values ${typeOf(mapOf(values))}`;
  return textOf(field['type'] ?? 'object');
}

/** Finds the name of a field's type. Zod puts a reference that has a text of its own into `allOf`. */
function namedType(field: TreeMap): string | undefined {
  const { allOf } = field;
  const ref = field['$ref'] ?? (isList(allOf) ? mapOf(allOf[0] ?? null)['$ref'] : undefined);
  return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined;
}

/** Recognizes the name that Zod gives to a schema without one. Only the schema of any JSON has none: it contains itself. */
function isAnyJson(name: string): boolean {
  return name.startsWith('__');
}

function mapOf(tree: Tree | undefined): TreeMap {
  return isMap(tree) ? tree : {};
}

function textOf(tree: Tree | undefined): string {
  return typeof tree === 'string' ? tree : JSON.stringify(tree ?? '');
}
