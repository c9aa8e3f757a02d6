import { segmentsOf } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';
import { facetAt, specPath, type FacetPage } from './facet.ts';
import type { Field } from './field.ts';
import type { KindPage } from './kind.ts';
import { changeWords, dotted, listWords, nullWords, referenceWords, typeWords, unsetWords } from './words.ts';

/** One field in words: what `explain` shows and docs print. */
export interface FieldPage {
  readonly kind: string;
  /** `spec.rotation.periodInDays` */
  readonly path: string;
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  readonly values: readonly string[];
  readonly limits: readonly string[];
  readonly unset: string;
  readonly ifNull: string | undefined;
  readonly list: string | undefined;
  readonly reference: string | undefined;
  readonly changes: string;
  readonly facet: FacetPage | undefined;
  /** A value of the field alone. */
  readonly example: Tree | undefined;
  /** The same where it is in a manifest. */
  readonly inPlace: Tree | undefined;
  readonly fields: readonly FieldPage[];
}

/** Builds the page of a field; `parents` are the fields around it, the outermost first. */
export function fieldPage(page: KindPage, field: Field, parents: readonly Field[] = []): FieldPage {
  const example = exampleOf(field);
  return {
    kind: page.kind,
    path: dotted(field.path),
    type: typeWords(field),
    description: field.description,
    required: field.required,
    values: field.values,
    limits: field.limits,
    unset: unsetWords(page, field),
    ifNull: nullWords(field),
    list: listWords(field),
    reference: referenceWords(field),
    changes: changeWords(page, field),
    facet: field.path.startsWith('/spec/') ? facetAt(page.facets, specPath(field)) : undefined,
    example,
    inPlace: example === undefined ? undefined : placed(field, parents, example),
    fields: field.fields.map((one) => fieldPage(page, one, [...parents, field])),
  };
}

/** Returns the first example; of an object without one, those of the fields that it needs. */
function exampleOf(field: Field): Tree | undefined {
  const [own] = field.examples;
  if (own !== undefined || field.fields.length === 0) return own;
  const needed = field.fields.filter(({ required }) => required);
  const entries = (needed.length === 0 ? field.fields : needed).flatMap((one) => {
    const value = exampleOf(one);
    return value === undefined ? [] : [[one.name, value] as const];
  });
  const object = Object.fromEntries(entries);
  return field.type.startsWith('[]') ? [object] : object;
}

function placed(field: Field, parents: readonly Field[], example: Tree): Tree {
  const inside = parents.reduceRight<Tree>(
    (value, parent) => {
      const item = value;
      return { [parent.name]: parent.type.startsWith('[]') ? [item] : item };
    },
    { [field.name]: example },
  );
  return { [segmentsOf(field.path)[0] ?? '']: inside };
}
