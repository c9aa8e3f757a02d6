/** Which resources a list shows, and in which order: as the address bar holds it. */
export interface RowFilter {
  readonly q: string;
  readonly sync: readonly string[];
  readonly health: readonly string[];
  readonly kind: readonly string[];
  readonly account: readonly string[];
  readonly region: readonly string[];
  /** `NAME=VALUE`. */
  readonly label: readonly string[];
  readonly reason: readonly string[];
  readonly attention: boolean;
  readonly sort: string;
  readonly order: string;
  readonly source: string;
  readonly cursor: string;
  /** Only for people: the number of the page that the cursor begins. */
  readonly page: number;
}

/** The fields of which several values may be chosen. */
export const facets = ['sync', 'health', 'kind', 'account', 'region'] as const;
export type Facet = (typeof facets)[number];

const lists = [...facets, 'label', 'reason'] as const;
const texts = ['q', 'sort', 'order', 'source', 'cursor'] as const;

/** The orders of a list, the usual one first. */
export const orders = [
  { sort: '', order: '', text: 'Most dangerous first' },
  { sort: 'address', order: '', text: 'Address' },
  { sort: 'since', order: '', text: 'Longest drift first' },
  { sort: 'readAt', order: '', text: 'Oldest reading first' },
  { sort: 'place', order: '', text: 'Account and Region' },
] as const;

/** Parses a filter from the query of an address. */
export function filterOf(search: string): RowFilter {
  const query = new URLSearchParams(search);
  const all = (name: string): readonly string[] => [
    ...new Set(query.getAll(name).filter((one) => one !== '')),
  ];
  const text = (name: string): string => query.get(name) ?? '';
  const page = Number(query.get('page') ?? '1');
  return {
    q: text('q'),
    sync: all('sync'),
    health: all('health'),
    kind: all('kind'),
    account: all('account'),
    region: all('region'),
    label: all('label'),
    reason: all('reason'),
    attention: query.has('attention') && query.get('attention') !== 'false',
    sort: text('sort'),
    order: text('order'),
    source: text('source'),
    cursor: text('cursor'),
    page: Number.isSafeInteger(page) && page > 1 && query.has('cursor') ? page : 1,
  };
}

/** Writes a filter as the query of an address; the usual values are left out. */
export function searchOf(filter: Partial<RowFilter>): string {
  return written(filter, { page: String(filter.page ?? 1) });
}

/** Writes a filter as the query of a question to the API. */
export function askedOf(filter: RowFilter, limit: number): string {
  return written(filter, { limit: String(limit) });
}

function written(
  filter: Partial<RowFilter>,
  more: { readonly page?: string; readonly limit?: string },
): string {
  const query = new URLSearchParams();
  for (const name of texts) if ((filter[name] ?? '') !== '') query.set(name, filter[name] ?? '');
  for (const name of lists) for (const value of filter[name] ?? []) query.append(name, value);
  if (filter.attention === true) query.set('attention', 'true');
  if (more.page !== undefined && more.page !== '1') query.set('page', more.page);
  if (more.limit !== undefined) query.set('limit', more.limit);
  const search = query.toString();
  return search === '' ? '' : `?${search}`;
}

/** Applies a change to a filter. The list begins at its first page again. */
export function narrowed(filter: RowFilter, change: Partial<RowFilter>): RowFilter {
  return { ...filter, cursor: '', page: 1, ...change };
}

/** Takes a value into a filter, or out of it. */
export function toggled(filter: RowFilter, name: Facet | 'label' | 'reason', value: string): RowFilter {
  const values = filter[name];
  return narrowed(filter, {
    [name]: values.includes(value) ? values.filter((one) => one !== value) : [...values, value],
  });
}

/** Returns true where a filter leaves something out. */
export function isFiltered(filter: RowFilter): boolean {
  return filter.q !== '' || filter.attention || lists.some((name) => filter[name].length > 0);
}

/** Drops what leaves something out; order and source stay. */
export function unfiltered({ sort, order, source }: RowFilter): RowFilter {
  return { ...filterOf(''), sort, order, source };
}
