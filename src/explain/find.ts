import { didYouMean, nearest } from '../model/nearest.ts';
import type { Field } from './field.ts';
import type { KindPage } from './kind.ts';

export type Found =
  | { readonly is: 'kind'; readonly page: KindPage }
  /** `metadata` or `spec` as a whole. */
  | { readonly is: 'part'; readonly page: KindPage; readonly part: 'metadata' | 'spec' }
  | {
      readonly is: 'field';
      readonly page: KindPage;
      readonly field: Field;
      /** The fields around it, the outermost first. */
      readonly parents: readonly Field[];
      readonly note?: string;
    }
  | { readonly is: 'nothing'; readonly message: string };

/**
 * Finds what `Key.rotation.periodInDays` names. Kinds are found in any case. `.` and `/` part names, `[]` and `[0]`
 * are ignored, and `spec` may be left out.
 */
export function findPage(query: string, pages: readonly KindPage[]): Found {
  const [kind = '', ...rest] = wordsOf(query);
  const names = pages.map((page) => page.kind);
  if (isSame(kind, 'metadata')) return findPage(`any.${query}`, pages.flatMap(ofEveryResource).slice(0, 1));
  const page = pages.find((one) => isSame(one.kind, kind));
  if (page === undefined) return nothing(`unknown kind ${kind}${didYouMean(kind, names)}`);
  const [first, ...more] = rest;
  if (first === undefined) return { is: 'kind', page };
  const part = (['metadata', 'spec'] as const).find((one) => isSame(one, first));
  // A field of the spec wins over the part of the same name, which none has.
  if (part !== undefined && !page.spec.some(({ name }) => isSame(name, first))) {
    return more.length === 0
      ? { is: 'part', page, part }
      : walk(page, page[part], more, [], `${page.kind}.${part}`);
  }
  return walk(page, page.spec, rest, [], page.kind);
}

/** Returns the page of any kind: what `metadata.adopt` alone asks for is the same for all kinds but the Stack. */
function ofEveryResource(page: KindPage): readonly KindPage[] {
  return page.resource === undefined ? [] : [{ ...page, kind: 'any' }];
}

function walk(
  page: KindPage,
  fields: readonly Field[],
  names: readonly string[],
  parents: readonly Field[],
  under: string,
): Found {
  const [name = '', ...rest] = names;
  const field = fields.find((one) => one.name === name) ?? fields.find((one) => isSame(one.name, name));
  if (field === undefined) {
    const known = fields.map((one) => one.name);
    const other =
      under === page.kind
        ? nearest(
            name,
            page.metadata.map((one) => one.name),
          )
        : undefined;
    const near =
      didYouMean(name, known) || (other === undefined ? '' : `: did you mean "metadata.${other}"?`);
    return nothing(`${under} has no field ${name}${near}`, near === '' ? known : []);
  }
  if (rest.length === 0) return { is: 'field', page, field, parents };
  if (field.fields.length > 0)
    return walk(page, field.fields, rest, [...parents, field], `${under}.${field.name}`);
  const inside = insideOf(field);
  if (inside !== undefined) return { is: 'field', page, field, parents, note: inside };
  return nothing(`${under}.${field.name} has no fields: it is a ${field.type}`);
}

/** Lists what may be asked for below a field although it has no fields of its own. */
function insideOf({ name, type, semantics }: Field): string | undefined {
  if (semantics.policy === true) return `The content of ${name} is in the IAM policy language.`;
  return type.startsWith('map[') ? `You choose the keys of ${name}.` : undefined;
}

function nothing(message: string, known: readonly string[] = []): Found {
  return {
    is: 'nothing',
    message: known.length === 0 ? message : `${message}; its fields are ${known.join(', ')}`,
  };
}

function wordsOf(query: string): readonly string[] {
  return query
    .replaceAll(/\[[^\]]*\]/gu, '')
    .split(/[./]/u)
    .filter((word) => word !== '');
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
