import { yamlText } from '../../src/manifest/print.ts';
import type { FieldPage } from '../../src/explain/page.ts';
import { code, codes, ended, list, md, page, sentence, yamlBlock } from './markdown.ts';

/** A chapter for each field and those in it, the deeper the longer its name. */
export function fieldChapters(fields: readonly FieldPage[]): string {
  return page(
    fields.flatMap((field) => [
      fieldChapter(field),
      field.fields.length === 0 ? '' : fieldChapters(field.fields),
    ]),
  );
}

function fieldChapter(field: FieldPage): string {
  const { facet } = field;
  return page([
    `### ${nameOf(field)}`,
    `${code(field.type.slice(1, -1))}${field.required ? ', required' : ''}. ${md(field.description)}`,
    list([
      field.values.length === 0
        ? undefined
        : `${field.type.startsWith('<[]') ? 'Each one' : 'One'} of ${codes(field.values)}.`,
      ...[...(field.list === undefined ? [] : [field.list]), ...field.limits].map((limit) =>
        md(sentence(limit)),
      ),
      field.required ? undefined : `**Left out**: ${md(ended(field.unset))}`,
      field.ifNull === undefined ? undefined : `**${code('null')}**: ${md(ended(field.ifNull))}`,
      field.path.startsWith('spec') ? `**Can it change?** ${md(sentence(field.changes))}` : undefined,
      field.reference === undefined ? undefined : referenceLine(field.reference),
      facet === undefined
        ? undefined
        : `Read, compared and written with the part [${facet.name}](#part-${facet.name}).`,
    ]),
    field.example === undefined ? undefined : yamlBlock(yamlText({ [lastOf(field)]: field.example })),
  ]);
}

/** Names in it are written as in a manifest. */
function referenceLine(text: string): string {
  return sentence(text.replaceAll(/\{ ref: [^}]+ \}|\$\{[^}]*\}/gu, (found) => code(found)));
}

/** Below its part: `rotation.periodInDays`. */
function nameOf({ path }: FieldPage): string {
  return path.slice(path.indexOf('.') + 1);
}

function lastOf({ path }: FieldPage): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
