import type { Change } from '../model/change.ts';
import type { OpName } from '../model/call.ts';
import type { Facet } from '../model/kind/facet.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { AnyReads } from '../model/kind/read.ts';
import { isWithin, type Path } from '../model/path.ts';
import { byCodeUnit } from '../model/tree.ts';
import type { Field } from './field.ts';

/** A part of a resource that is read, compared and written by itself, in words. */
export interface FacetPage {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly paths: readonly Path[];
  /** How equality is judged. */
  readonly compared: string;
  /** What undoing drift here takes. */
  readonly repaired: string;
  /** Which changes wait for a person, although a manifest asks for them. */
  readonly approval: string | undefined;
  readonly reads: readonly OpName[];
  readonly writes: readonly OpName[];
  /** Facets that the creating call writes. */
  readonly atBirth: boolean;
}

type AnyFacet = Facet<unknown, AnyReads>;

/** Builds the pages of all facets of a kind, in the order in which they may be written. */
export function facetPages(kind: AnyKind, spec: readonly Field[]): readonly FacetPage[] {
  return kind.facets.map((facet) => ({
    name: facet.name,
    about: facet.about,
    paths: facet.paths,
    compared: comparedBy(facet),
    repaired: repairedBy(facet, spec),
    approval: facet.approval,
    reads: [...new Set(facet.reads.flatMap((name) => kind.reads[name]?.asks ?? []))].toSorted(byCodeUnit),
    writes: facet.calls,
    atBirth: kind.create?.covers.includes(facet.name) === true,
  }));
}

/** Finds the facet that holds a path of the spec. */
export function facetAt(facets: readonly FacetPage[], path: Path): FacetPage | undefined {
  return facets.find(({ paths }) => paths.some((one) => isWithin(path, one)));
}

function comparedBy({ compare }: AnyFacet): string {
  switch (compare) {
    case 'tree':
      return 'value by value, for the fields in the manifest; order in a set is ignored';
    case 'record':
      return 'entry by entry; entries that are not in the manifest are never touched';
    default:
      return compare.meaning;
  }
}

const runsByItself = 'automatically (protective)';
const asks = 'with approval (repair), because it may restore access';

/**
 * Collects what `repair` says of every change that can be told apart. Such is a value that goes away or comes, each
 * value of an enumeration or a switch, each half.
 */
function repairedBy(facet: AnyFacet, spec: readonly Field[]): string {
  const said = samples(facet, spec).map(({ told, change }) => ({ told, is: facet.repair(change) }));
  const access = said.filter(({ is }) => is === 'access-giving').map(({ told }) => told);
  const safe = said.filter(({ is }) => is === 'protective').map(({ told }) => told);
  if (access.length === 0) return runsByItself;
  if (safe.length === 0) return asks;
  return `to ${either(safe)} ${runsByItself}; to ${either(access)} ${asks}`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

interface Sample {
  readonly told: string;
  readonly change: Change;
}

function samples(facet: AnyFacet, spec: readonly Field[]): readonly Sample[] {
  const path = facet.root;
  if (typeof facet.compare === 'object') {
    return [
      { told: 'less access', change: { path, before: 'more', after: 'less', half: 'contract' } },
      { told: 'more access', change: { path, before: 'less', after: 'more', half: 'expand' } },
    ];
  }
  const leaves = leavesOf(spec.filter((field) => facet.paths.some((one) => isWithin(one, specPath(field)))));
  const values = leaves.flatMap(valuesOf);
  if (values.length === 0)
    return [{ told: 'the previous value', change: { path, before: 'seen', after: 'wanted' } }];
  return [...new Set(values)].map((after) => ({
    told: String(after),
    change: { path, before: typeof after === 'boolean' ? !after : 'another', after },
  }));
}

function leavesOf(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.fields.length === 0 ? [field] : leavesOf(field.fields)));
}

function valuesOf({ type, values }: Field): readonly (string | boolean)[] {
  return type === 'boolean' ? [true, false] : values;
}

/** Converts the path of a field: it stands below the document, a facet names paths of the spec. */
export function specPath({ path }: Pick<Field, 'path'>): Path {
  return path.slice('/spec'.length) as Path;
}
