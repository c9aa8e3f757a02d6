import { derived } from '../../../model/derived.ts';
import type { StatusRecord } from '../../../model/history.ts';
import { isKind } from '../../../report/display/resources.ts';
import type { RequestOf } from '../operations.ts';
import { needsAttention, type Listed } from './row.ts';

type Filter = RequestOf<'list'>;

/** The fields whose values are counted beside the list. */
export const counted = ['sync', 'health', 'kind', 'account', 'region'] as const;

export type Counted = (typeof counted)[number];

export function valueOf({ sync, health, kind, place }: StatusRecord, field: Counted): string {
  switch (field) {
    case 'sync':
      return sync;
    case 'health':
      return health;
    case 'kind':
      return kind;
    case 'account':
      return place.account;
    case 'region':
      return place.region;
  }
}

/**
 * Makes what tells by which of the counted fields a filter drops a resource; undefined: by another one. The tally of a
 * field ignores its own filter, so that a person sees what another value would show.
 */
export function droppedBy(filter: Filter): (listed: Listed) => readonly Counted[] | undefined {
  const words = (filter.q ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const labels = Object.entries(filter.label ?? {});
  return (listed) => {
    const { record } = listed;
    const text = words.length === 0 ? '' : searched(record);
    if (!words.every((word) => text.includes(word))) return undefined;
    if (!labels.every(([name, value]) => Object.hasOwn(record.labels, name) && record.labels[name] === value))
      return undefined;
    const { reason } = filter;
    if (reason !== undefined && (record.reason === undefined || !reason.includes(record.reason)))
      return undefined;
    if (filter.attention === true && !needsAttention(listed)) return undefined;
    return counted.filter((field) => !isWanted(filter[field], valueOf(record, field), field));
  };
}

function isWanted(values: readonly string[] | undefined, value: string, field: Counted): boolean {
  if (values === undefined || values.length === 0) return true;
  return values.some((one) => (field === 'kind' ? isKind(one, value) : one === value));
}

/** Gives the text in which words are searched, once for each record: address, place and the names that AWS knows. */
const searched = derived(({ address, place, ids, labels }: StatusRecord): string =>
  [
    address,
    place.account,
    place.region,
    ...Object.values(ids),
    ...Object.entries(labels).map(([name, value]) => `${name}=${value}`),
  ]
    .join('\n')
    .toLowerCase(),
);
