import type { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { z } from 'zod';
import { byCodeUnit, given, isMap, stableText, type Tree } from '../../model/tree.ts';
import { capitalised, uncapitalised } from '../shared/case.ts';
import type { TrailSpecOf } from './schema.ts';

export const operators = [
  'equals',
  'notEquals',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
] as const;

export type Operator = (typeof operators)[number];

/**
 * What a trail logs, in one shape for desired and live: one of the two is null. Lists are sorted, for their
 * order means nothing; defaults are filled in, as AWS shows them.
 */
export type Selection = {
  readonly eventSelectors: readonly BasicSelector[] | null;
  readonly advancedEventSelectors: readonly AdvancedSelector[] | null;
};

export type BasicSelector = {
  readonly readWriteType: string;
  readonly includeManagementEvents: boolean;
  readonly dataResources: readonly { readonly type: string; readonly values: readonly string[] }[];
  readonly excludeManagementEventSources: readonly string[];
};

export type AdvancedSelector = { readonly name?: string; readonly fieldSelectors: readonly Field[] };

export type Field = { readonly field: string } & { readonly [one in Operator]?: readonly string[] };

const Strings = z.array(z.string()).optional();

const Basic = z.object({
  readWriteType: z.string().optional(),
  includeManagementEvents: z.boolean().optional(),
  dataResources: z.array(z.object({ type: z.string().optional(), values: Strings })).optional(),
  excludeManagementEventSources: Strings,
});

const Advanced = z.object({
  name: z.string().optional(),
  fieldSelectors: z.array(
    z.object({
      field: z.string(),
      equals: Strings,
      notEquals: Strings,
      startsWith: Strings,
      notStartsWith: Strings,
      endsWith: Strings,
      notEndsWith: Strings,
    }),
  ),
});

const Answer = z.object({
  eventSelectors: z.array(Basic).default([]),
  advancedEventSelectors: z.array(Advanced).default([]),
});

/** The selection every trail begins with (CloudTrail API, PutEventSelectors). */
export const defaultSelection: Selection = basicSelection([{}]);

/** Parses what GetEventSelectors shows. */
export function liveSelection(answer: unknown): Selection {
  const { eventSelectors, advancedEventSelectors } = Answer.parse(uncapitalised(answer));
  return advancedEventSelectors.length === 0
    ? basicSelection(eventSelectors)
    : advancedSelection(advancedEventSelectors);
}

/** Returns what the manifest wants; undefined where it does not say. */
export function wantedSelection(spec: TrailSpecOf): Selection | undefined {
  if (spec.advancedEventSelectors !== undefined) return advancedSelection(spec.advancedEventSelectors);
  if (spec.eventSelectors === undefined) return undefined;
  return basicSelection(spec.eventSelectors ?? [{}]);
}

function basicSelection(selectors: readonly z.infer<typeof Basic>[]): Selection {
  const eventSelectors = selectors.map(
    ({
      readWriteType = 'All',
      includeManagementEvents = true,
      dataResources = [],
      excludeManagementEventSources = [],
    }) => ({
      readWriteType,
      includeManagementEvents,
      dataResources: sorted(
        dataResources.map(({ type = '', values = [] }) => ({ type, values: sorted(values) })),
      ),
      excludeManagementEventSources: sorted(excludeManagementEventSources),
    }),
  );
  return { eventSelectors: sorted(eventSelectors), advancedEventSelectors: null };
}

function advancedSelection(selectors: readonly z.infer<typeof Advanced>[]): Selection {
  const advanced = selectors.map(({ name = '', fieldSelectors }) => ({
    ...(name === '' ? {} : { name }),
    fieldSelectors: sorted(fieldSelectors.map(fieldOf)),
  }));
  return { eventSelectors: null, advancedEventSelectors: sorted(advanced) };
}

function fieldOf({ field, ...of }: z.infer<typeof Advanced>['fieldSelectors'][number]): Field {
  const lists = operators.map((operator) => {
    const values = of[operator] ?? [];
    return [operator, values.length === 0 ? undefined : sorted(values)] as const;
  });
  return { field, ...given(Object.fromEntries(lists)) };
}

function sorted<T extends Tree>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => byCodeUnit(stableText(a), stableText(b)));
}

type Selectors = Omit<Parameters<typeof cloudtrail.putEventSelectors>[1], 'TrailName'>;

/**
 * Builds the input of PutEventSelectors for a selection: the same words with capitals, so the schema is what checks
 * them.
 */
export function selectorsInput(selection: Tree): Selectors {
  const { eventSelectors = null, advancedEventSelectors = null } = isMap(selection) ? selection : {};
  return capitalised(
    advancedEventSelectors === null ? { eventSelectors } : { advancedEventSelectors },
  ) as Selectors;
}

/** Extracts the selection from a tree of this facet. */
export function selectionIn(tree: Tree | undefined): Selection | undefined {
  if (!isMap(tree)) return undefined;
  const { eventSelectors = null, advancedEventSelectors = null } = tree;
  return { eventSelectors, advancedEventSelectors } as Selection;
}

const kms = 'kms.amazonaws.com';

/** Returns true if the use of KMS keys is recorded: KMS logs it as management events (CloudTrail User Guide). */
export function recordsKeyUse(selection: Selection | undefined): boolean {
  return (
    (selection?.eventSelectors ?? []).some(
      (one) => one.includeManagementEvents && !one.excludeManagementEventSources.includes(kms),
    ) ||
    (selection?.advancedEventSelectors ?? []).some(({ fieldSelectors: fields }) => {
      const management = fields.some(
        ({ field, equals = [] }) => field === 'eventCategory' && equals.includes('Management'),
      );
      const without = fields.some(
        ({ field, equals, notEquals = [] }) =>
          field === 'eventSource' && (notEquals.includes(kms) || equals?.includes(kms) === false),
      );
      return management && !without;
    })
  );
}
