import type {
  Attention,
  Live,
  MapDrawing,
  Overview,
  PlanList,
  PlanPage,
  ResourcePage,
  Rows,
  Timeline,
} from '../../server/types.ts';

export type Topic = Live['changed']['topics'][number];

/** A question to the API, and what makes its answer old. */
export interface Read<T> {
  readonly path: string;
  readonly topics: readonly Topic[];
  /** Never there: it carries the type of the answer. */
  readonly answer?: T;
}

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Every question that the page asks. */
export const reads = {
  overview: (): Read<Overview> => ({ path: '/overview', topics: ['overview'] }),
  attention: (given: Parameters = {}): Read<Attention> => ({
    path: `/attention${queryOf(given)}`,
    topics: ['attention'],
  }),
  timeline: (given: Parameters = {}): Read<Timeline> => ({
    path: `/timeline${queryOf(given)}`,
    // A write is announced by what it changed.
    topics: ['timeline', 'resources', 'plans'],
  }),
  /** `search` is the query as it is in the address of the list. */
  rows: (search: string): Read<Rows> => ({
    path: `/resources${search}`,
    // The most dangerous come first.
    topics: ['resources', 'attention'],
  }),
  resource: (address: string, given: Parameters = {}): Read<ResourcePage> => ({
    path: `/resource${queryOf({ address, ...given })}`,
    topics: ['resources', 'plans', 'attention', 'timeline'],
  }),
  plans: (given: Parameters = {}): Read<PlanList> => ({ path: `/plans${queryOf(given)}`, topics: ['plans'] }),
  plan: (id: string, given: Parameters = {}): Read<PlanPage> => ({
    path: `/plans/${encodeURIComponent(id)}${queryOf(given)}`,
    topics: ['plans'],
  }),
  map: (given: Parameters = {}): Read<MapDrawing> => ({
    path: `/map${queryOf(given)}`,
    topics: ['resources'],
  }),
} as const;

/** Writes parameters as a query; one with several values is repeated. */
function queryOf(given: Parameters): string {
  const set = Object.entries(given).flatMap(([name, value = []]) =>
    (typeof value === 'string' ? [value] : value).map((one): readonly [string, string] => [name, one]),
  );
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, one]) => [name, one])).toString()}`;
}
