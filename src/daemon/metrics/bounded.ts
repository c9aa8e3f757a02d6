import type { CatalogueRow } from './catalogue/row.ts';

export type LabelSet = Readonly<Record<string, string>>;

/** Gives the labels to use in place of others: the same ones, or those that share a series. */
export type Bound = (labels: LabelSet) => LabelSet;

const shared = 'other';

/**
 * Keeps the series of one metric from growing: the first sets of labels are kept apart, and of all that come later
 * the open labels are `other`. So an estate with very many accounts, or a hostile one, cannot fill a monitoring system.
 */
export function boundOf({ labels, most }: CatalogueRow): Bound {
  const open = Object.entries(labels).flatMap(([name, values]) => (values === 'open' ? [name] : []));
  const known = new Set<string>();
  return (given) => {
    if (most === undefined) return given;
    const key = JSON.stringify(given);
    if (known.has(key)) return given;
    if (known.size < most) {
      known.add(key);
      return given;
    }
    return { ...given, ...Object.fromEntries(open.map((name) => [name, shared])) };
  };
}
