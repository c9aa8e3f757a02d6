import type { Look } from '../report/text/style.ts';
import type { KindPage } from './kind.ts';
import { fieldPage, type FieldPage } from './page.ts';
import { adoptWords, identityWords, placeWords, tombstoneWords, vanishWords } from './resource-words.ts';
import { block, fieldList, fieldTree, headOf, prose, row } from './text.ts';

/** A kind, or one of its two parts, with the fields of it; with `recursive` all of them, one a line. */
export function kindText(
  page: KindPage,
  part: 'metadata' | 'spec' | undefined,
  recursive: boolean,
  look: Look,
): readonly string[] {
  const parts = part === undefined ? (['metadata', 'spec'] as const) : [part];
  return [
    ...headOf(page.kind, look),
    ...(part === undefined ? [] : ['', ...row('FIELD', `${part} <Object>`, look)]),
    ...block('DESCRIPTION', prose(part === undefined ? page.summary : partWords[part], look), look),
    ...(part === undefined ? resourceLines(page, look) : []),
    ...parts.flatMap((one) => {
      const fields = page[one].map((field) => fieldPage(page, field));
      const title = part === undefined ? `FIELDS of ${one}` : 'FIELDS';
      if (recursive) return block(title, fieldTree(fields, look), look);
      return one === 'metadata' && part === undefined
        ? block(title, prose(`${namesOf(fields)}: see reconcile explain ${page.kind}.metadata`, look), look)
        : block(title, fieldList(fields, look), look);
    }),
  ];
}

const partWords = {
  metadata: 'What the resource is called, where it lives and how Keywright treats it.',
  spec: 'What it should be. What is left out is not managed.',
} as const;

function namesOf(fields: readonly FieldPage[]): string {
  return fields.map(({ path }) => path.slice(path.indexOf('.') + 1)).join(', ');
}

function resourceLines(page: KindPage, look: Look): readonly string[] {
  const { resource } = page;
  if (resource === undefined) return [];
  return [
    '',
    ...row('WHOSE', [identityWords(resource), adoptWords(resource)].join(' '), look),
    ...row('PLACE', placeWords(page) ?? '', look),
    ...(resource.attributes.length === 0
      ? []
      : row('GIVES', resource.attributes.map((name) => `\${${page.kind}/name.${name}}`).join(', '), look)),
    ...block('WHEN ITS MANIFEST GOES', prose(vanishWords(resource), look), look),
    ...block('TO REMOVE IT', prose(tombstoneWords(resource), look), look),
  ];
}

/** All kinds with a sentence each. */
export function listText(pages: readonly KindPage[], look: Look): readonly string[] {
  const column = Math.max(...pages.map(({ kind }) => kind.length)) + 3;
  return [
    ...pages.flatMap(({ kind, summary }) => {
      const [first = '', ...more] = prose(summary, look, ' '.repeat(column));
      return [look.style('cyan', kind) + ' '.repeat(column - kind.length) + first.trimStart(), ...more];
    }),
    '',
    ...prose(
      'reconcile explain KIND shows its fields, KIND.field one of them, and the code of an error what it means.',
      look,
      '',
    ),
  ];
}
