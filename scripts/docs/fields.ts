import { yamlText } from '../../src/manifest/print.ts';
import type { FieldPage } from '../../src/explain/page.ts';
import { meaningOf } from '../../src/explain/sections.ts';
import { code, md, page, yamlBlock } from './markdown.ts';
import { bullets } from './sections.ts';

/** Writes a chapter for each field and those in it, the deeper the longer its name. */
export function fieldChapters(fields: readonly FieldPage[]): string {
  return page(
    fields.flatMap((field) => [
      fieldChapter(field),
      field.fields.length === 0 ? '' : fieldChapters(field.fields),
    ]),
  );
}

function fieldChapter(field: FieldPage): string {
  const { facet, path, example } = field;
  return page([
    `### ${path.slice(path.indexOf('.') + 1)}`,
    `${code(field.type.slice(1, -1))}. ${md(field.description)}`,
    bullets(
      meaningOf(field),
      facet === undefined
        ? undefined
        : `Read, compared and written with the part [${facet.name}](#part-${facet.name}).`,
    ),
    example === undefined
      ? undefined
      : yamlBlock(yamlText({ [path.slice(path.lastIndexOf('.') + 1)]: example })),
  ]);
}
