/** How a label is kept from growing: a closed one has these values, an open one folds into `other` when many came. */
type Labels = Readonly<Record<string, 'open' | readonly string[]>>;

/** One metric as it is exported, documented, drawn and alarmed on. */
export interface CatalogueRow {
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly labels: Labels;
  /** How many sets of labels are kept apart; what comes after shares `other`. Without open labels it is not needed. */
  readonly most?: number;
  /** How values meet that share a set of labels within one scrape of a gauge. */
  readonly joins?: 'sum' | 'max' | 'min';
  /** Upper bounds of a histogram, in seconds. */
  readonly buckets?: readonly number[];
}

export type CatalogueRows = Readonly<Record<string, CatalogueRow>>;

/** So many sources have metrics of their own. */
export const sources = 12;

export const ofSource = { source: 'open' } as const;
export const looks = ['fast', 'full'] as const;
