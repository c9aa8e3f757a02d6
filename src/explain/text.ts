import { yamlText } from '../manifest/print.ts';
import { visible } from '../report/text/visible.ts';
import type { Look } from '../report/text/style.ts';
import { wrap } from '../report/text/width.ts';
import type { FieldPage } from './page.ts';
import type { Body, Fact, Section } from './sections.ts';

const indent = '  ';

/** Formats a page as a terminal shows it: sections parted by empty lines, those that say nothing left out. */
export function pageText(page: readonly Section[], look: Look): readonly string[] {
  return page
    .flatMap(({ title, body }) => {
      const lines = body.flatMap((one) => bodyLines(one, title === undefined ? '' : indent, look));
      if (lines.length === 0) return [];
      return ['', ...(title === undefined ? [] : [look.style('bold', `${title.toUpperCase()}:`)]), ...lines];
    })
    .slice(1);
}

function bodyLines(body: Body, by: string, look: Look): readonly string[] {
  if ('prose' in body) return prose(body.prose, look, by);
  if ('items' in body) return items(body.items, by, look);
  if ('values' in body) return items(body.values, by, look);
  if ('facts' in body) return body.facts.flatMap((fact) => row(fact, by, look));
  if ('terms' in body)
    return body.beside ? columns(body.terms, look) : body.terms.flatMap((term) => below(term, look));
  if ('yaml' in body)
    return yamlText(body.yaml)
      .trimEnd()
      .split('\n')
      .map((line) => by + line);
  return body.recursive ? fieldTree(body.fields, look) : fieldList(body.fields, look);
}

/** Formats a name with its text beside it, wrapped under itself. */
function row([name, text]: Fact, by: string, look: Look): readonly string[] {
  const label = by === '' ? `${name.toUpperCase()}:` : `${by}${name}:`;
  const head = label.padEnd(by === '' ? 10 : 14);
  const [first = head, ...more] = wrap(visible(text), look.width, head, ' '.repeat(head.length));
  return [first.replace(label, look.style('bold', label)), ...more];
}

function items(texts: readonly string[], by: string, look: Look): readonly string[] {
  return texts.flatMap((text) => wrap(visible(text), look.width, `${by}- `, `${by}  `));
}

function prose(text: string, look: Look, by: string): readonly string[] {
  return wrap(visible(text), look.width, by);
}

function below([term, text]: Fact, look: Look): readonly string[] {
  return [`${indent}${look.style('cyan', term)}`, ...prose(text, look, indent.repeat(2))];
}

function columns(terms: readonly Fact[], look: Look): readonly string[] {
  const column = Math.max(...terms.map(([term]) => term.length)) + 3;
  return terms.flatMap(([term, text]) => {
    const [first = '', ...more] = prose(text, look, ' '.repeat(column));
    return [look.style('cyan', term) + ' '.repeat(column - term.length) + first.trimStart(), ...more];
  });
}

/** Lists name and type of each field, then its first words. */
function fieldList(fields: readonly FieldPage[], look: Look): readonly string[] {
  return fields
    .flatMap((field) => [
      '',
      fieldLine(field, indent, look),
      ...prose(field.description, look, indent.repeat(2)),
    ])
    .slice(1);
}

/** Lists every field below, one a line. */
function fieldTree(fields: readonly FieldPage[], look: Look, depth = 1): readonly string[] {
  return fields.flatMap((field) => [
    fieldLine(field, indent.repeat(depth), look),
    ...fieldTree(field.fields, look, depth + 1),
  ]);
}

function fieldLine({ path, type, required }: FieldPage, by: string, look: Look): string {
  const name = path.split('.').at(-1) ?? path;
  return `${by}${look.style('cyan', name)} ${type}${required ? ' -required-' : ''}`;
}
