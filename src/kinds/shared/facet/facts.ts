import { minute } from '../../../model/instant.ts';
import type { Facet, UngatedRow } from '../../../model/kind/facet.ts';
import { isWithin, join, segmentsOf, type Path } from '../../../model/path.ts';
import { gatedBy, type RuleOfFacet } from '../policy/risk-rules.ts';
import type { Put } from './put.ts';

/** What a facet says of itself. A builder derives the other members, and any of them may be given instead. */
export interface Facts<S, R> {
  /** Where it is in the spec; its last segment is the name of the facet. */
  readonly path: Path;
  readonly about: string;
  /** The read that shows it. */
  readonly read: keyof R & string;
  readonly put: Put<S, R>;
  /** Changes that wait for a person. The rows in docs and what the planner finds are both made of these rules. */
  readonly gates?: readonly RuleOfFacet<S, R>[];
  /** Paths that no gate looks at, and why. Those outside `path` are managed here, too. */
  readonly ungated?: readonly UngatedRow[];
  /** Facets that must be written before it; unset: it can be written at any time. */
  readonly after?: readonly string[];
}

/** Members that replace what would be derived. */
export type Unusual<S, R> = Partial<Omit<Facet<S, R>, 'root' | 'gates' | 'ungated' | 'calls' | 'write'>>;

/**
 * A write shows late, and for a while an answer may be older than the one before, so two equal ones in a row count
 * (KMS Developer Guide, accessing-kms; S3 User Guide, data consistency model).
 */
const confirm = { equalReads: 2, withinMs: 2 * minute };

/** Makes a facet of what the builder says of its form. `members` are what it manages of a document. */
export function facetOf<S, R>(
  facts: Facts<S, R> & Unusual<S, R>,
  form: Pick<Facet<S, R>, 'compare' | 'want' | 'seen' | 'half'>,
  members?: readonly string[],
): Facet<S, R> {
  const { path, read, put, gates, ungated, after, ...unusual } = facts;
  const own = path === '' ? (members ?? []).map((name) => join(path, name)) : [path];
  const named = (ungated ?? []).flatMap(({ paths }) => paths);
  const outside = named.filter((one) => !own.some((of) => isWithin(one, of)));
  return {
    ...form,
    name: segmentsOf(path).at(-1) ?? read,
    root: path,
    paths: path === '' ? [...outside, ...own] : [...own, ...outside],
    reads: [read],
    legal: () => (after === undefined ? { is: 'now' } : { is: 'after', facets: after }),
    ...put,
    confirm,
    ...(gates === undefined ? {} : gatedBy(gates.map((rule) => ({ paths: [path], ...rule })))),
    ...(ungated === undefined ? {} : { ungated }),
    repair: () => 'protective',
    ...unusual,
  };
}
