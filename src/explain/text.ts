import { apiVersion } from '../manifest/envelope.ts';
import { yamlText } from '../manifest/print.ts';
import { visible } from '../report/text/visible.ts';
import type { Look } from '../report/text/style.ts';
import { wrap } from '../report/text/width.ts';
import { callWords } from './calls.ts';
import type { FieldPage } from './page.ts';

const indent = '  ';

/** A heading with its text beside it, wrapped under itself. */
export function row(name: string, text: string, look: Look, column = 10): readonly string[] {
  const head = `${name}:`.padEnd(column);
  const [first = head, ...more] = wrap(visible(text), look.width, head, ' '.repeat(column));
  return [first.replace(`${name}:`, look.style('bold', `${name}:`)), ...more];
}

/** A heading with its text below it. */
export function block(name: string, lines: readonly string[], look: Look): readonly string[] {
  return lines.length === 0 ? [] : ['', look.style('bold', `${name}:`), ...lines];
}

export function prose(text: string, look: Look, by = indent): readonly string[] {
  return wrap(visible(text), look.width, by);
}

function items(texts: readonly string[], look: Look): readonly string[] {
  return texts.flatMap((text) => wrap(visible(text), look.width, `${indent}- `, `${indent}  `));
}

export function headOf(kind: string, look: Look): readonly string[] {
  return [...row('KIND', kind, look), ...row('VERSION', apiVersion, look)];
}

/** One field, as `kubectl explain` would show it, and what AWS has to do with it. */
export function fieldText(page: FieldPage, look: Look, note?: string): readonly string[] {
  const limits = [...(page.list === undefined ? [] : [page.list]), ...page.limits];
  return [
    ...headOf(page.kind, look),
    '',
    ...row('FIELD', `${page.path} ${page.type}`, look),
    ...block(
      'DESCRIPTION',
      [...prose(page.description, look), ...(note === undefined ? [] : prose(note, look))],
      look,
    ),
    ...(page.values.length === 0 ? [] : block('ENUM', items(page.values, look), look)),
    ...block('LIMITS', items(limits, look), look),
    '',
    ...row('REQUIRED', page.required ? 'yes' : 'no', look),
    ...(page.required ? [] : row('UNSET', page.unset, look)),
    ...(page.ifNull === undefined ? [] : row('NULL', page.ifNull, look)),
    ...row('CHANGES', page.changes, look),
    ...(page.reference === undefined ? [] : row('ALSO', page.reference, look)),
    ...facetLines(page, look),
    ...block('FIELDS', fieldList(page.fields, look), look),
    ...(page.inPlace === undefined ? [] : block('EXAMPLE', yamlLines(page.inPlace), look)),
  ];
}

function facetLines({ facet }: FieldPage, look: Look): readonly string[] {
  if (facet === undefined) return [];
  return [
    ...block(
      'AWS CALLS',
      [
        ...row(`${indent}read by`, facet.reads.map(callWords).join(', '), look, 14),
        ...row(`${indent}written by`, facet.writes.map(callWords).join(', '), look, 14),
        ...(facet.atBirth ? prose('The call that makes it writes it too.', look) : []),
      ],
      look,
    ),
    ...block(
      'DRIFT',
      [
        ...row(`${indent}compared`, facet.compared, look, 14),
        ...row(`${indent}put right`, facet.repaired, look, 14),
        ...(facet.approval === undefined ? [] : row(`${indent}approval`, `for ${facet.approval}`, look, 14)),
      ],
      look,
    ),
  ];
}

/** Name and type of each field, then its first words. */
export function fieldList(fields: readonly FieldPage[], look: Look): readonly string[] {
  return fields.flatMap((field, index) => [
    ...(index === 0 ? [] : ['']),
    `${indent}${look.style('cyan', nameOf(field))} ${field.type}${field.required ? ' -required-' : ''}`,
    ...prose(field.description, look, indent.repeat(2)),
  ]);
}

/** Every field below, one a line. */
export function fieldTree(fields: readonly FieldPage[], look: Look, depth = 1): readonly string[] {
  return fields.flatMap((field) => [
    `${indent.repeat(depth)}${look.style('cyan', nameOf(field))} ${field.type}${field.required ? ' -required-' : ''}`,
    ...fieldTree(field.fields, look, depth + 1),
  ]);
}

function nameOf({ path }: FieldPage): string {
  return path.split('.').at(-1) ?? path;
}

function yamlLines(tree: Parameters<typeof yamlText>[0]): readonly string[] {
  return yamlText(tree)
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}`);
}
