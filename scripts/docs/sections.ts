import type { Body, Section } from '../../src/explain/sections.ts';
import { code, codes, ended, list, md, sentence } from './markdown.ts';

/** Sections of a page of `explain` as a list: each fact and each title is an item. */
export function bullets(sections: readonly Section[], ...more: readonly (string | undefined)[]): string {
  return list([
    ...sections.flatMap(({ title = '', body }) => body.flatMap((one) => itemsOf(title, one))),
    ...more,
  ]);
}

function itemsOf(title: string, body: Body): readonly string[] {
  if ('facts' in body) return body.facts.map(([name, text]) => `${named(name)}: ${ended(coded(text))}`);
  if ('prose' in body) return [`${named(title)}: ${coded(body.prose)}`];
  if ('values' in body) return body.values.length === 0 ? [] : [`${named(title)}: ${codes(body.values)}.`];
  if (!('items' in body)) return [];
  const [first, ...more] = body.items.map((text) => ended(coded(text)));
  if (first === undefined) return [];
  return more.length === 0
    ? [`${named(title)}: ${first}`]
    : [`${named(title)}:\n${[first, ...more].map((text) => `  - ${text}`).join('\n')}`];
}

function named(name: string): string {
  return `**${sentence(name).slice(0, -1)}**`;
}

/** Formats calls, holes and references as code, written as in a manifest. */
function coded(text: string): string {
  return text
    .split(/(\{ ref: [^}]+ \}|\$\{[^}]*\}|\b[a-z0-9]+:[A-Z]\w+)/u)
    .map((part, index) => (index % 2 === 1 ? code(part) : md(part)))
    .join('');
}
