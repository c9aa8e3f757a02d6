import type { cloudtrail } from '../../aws/services/cloudtrail.ts';
import { z } from 'zod';
import { byCodeUnit, isMap, stableText, type Tree, type TreeMap } from '../../model/tree.ts';
import type { TrailSpecOf } from './schema.ts';

/**
 * What a trail logs, in one shape for desired and live: one of the two is null. Lists are sorted, for their
 * order means nothing; defaults are filled in, as AWS shows them.
 */
export type Selection = {
  readonly eventSelectors: Tree;
  readonly advancedEventSelectors: Tree;
};

const Strings = z.array(z.string()).nullish();

const Answer = z.object({
  EventSelectors: z
    .array(
      z.object({
        ReadWriteType: z.string().nullish(),
        IncludeManagementEvents: z.boolean().nullish(),
        DataResources: z.array(z.object({ Type: z.string().nullish(), Values: Strings })).nullish(),
        ExcludeManagementEventSources: Strings,
      }),
    )
    .nullish(),
  AdvancedEventSelectors: z
    .array(
      z.object({
        Name: z.string().nullish(),
        FieldSelectors: z.array(
          z.object({
            Field: z.string(),
            Equals: Strings,
            NotEquals: Strings,
            StartsWith: Strings,
            NotStartsWith: Strings,
            EndsWith: Strings,
            NotEndsWith: Strings,
          }),
        ),
      }),
    )
    .nullish(),
});

const operators = ['equals', 'notEquals', 'startsWith', 'notStartsWith', 'endsWith', 'notEndsWith'] as const;

/** The selection every trail begins with (CloudTrail API, PutEventSelectors). */
export const defaultSelection: Selection = basicSelection([{}]);

/** What GetEventSelectors shows. */
export function liveSelection(answer: unknown): Selection {
  const { EventSelectors: basic, AdvancedEventSelectors: advanced } = Answer.parse(answer);
  if ((advanced ?? []).length === 0) {
    return basicSelection(
      (basic ?? []).map((one) => ({
        readWriteType: one.ReadWriteType,
        includeManagementEvents: one.IncludeManagementEvents,
        dataResources: one.DataResources?.map(({ Type, Values }) => ({ type: Type, values: Values })),
        excludeManagementEventSources: one.ExcludeManagementEventSources,
      })),
    );
  }
  return advancedSelection(
    (advanced ?? []).map(({ Name, FieldSelectors }) => ({
      name: Name,
      fieldSelectors: FieldSelectors.map((one) => ({
        field: one.Field,
        equals: one.Equals,
        notEquals: one.NotEquals,
        startsWith: one.StartsWith,
        notStartsWith: one.NotStartsWith,
        endsWith: one.EndsWith,
        notEndsWith: one.NotEndsWith,
      })),
    })),
  );
}

/** What the manifest wants; undefined where it does not say. */
export function wantedSelection(spec: TrailSpecOf): Selection | undefined {
  if (spec.advancedEventSelectors !== undefined) return advancedSelection(spec.advancedEventSelectors);
  if (spec.eventSelectors === undefined) return undefined;
  return basicSelection(spec.eventSelectors ?? [{}]);
}

interface Basic {
  readonly readWriteType?: string | null | undefined;
  readonly includeManagementEvents?: boolean | null | undefined;
  readonly dataResources?:
    | readonly {
        readonly type?: string | null | undefined;
        readonly values?: readonly string[] | null | undefined;
      }[]
    | null
    | undefined;
  readonly excludeManagementEventSources?: readonly string[] | null | undefined;
}

function basicSelection(selectors: readonly Basic[]): Selection {
  const eventSelectors = selectors.map((one) => ({
    readWriteType: one.readWriteType ?? 'All',
    includeManagementEvents: one.includeManagementEvents ?? true,
    dataResources: sorted(
      (one.dataResources ?? []).map(({ type, values }) => ({
        type: type ?? '',
        values: sorted(values ?? []),
      })),
    ),
    excludeManagementEventSources: sorted(one.excludeManagementEventSources ?? []),
  }));
  return { eventSelectors: sorted(eventSelectors), advancedEventSelectors: null };
}

type Field = { readonly field: string } & {
  readonly [operator in (typeof operators)[number]]?: readonly string[] | null | undefined;
};

interface Advanced {
  readonly name?: string | null | undefined;
  readonly fieldSelectors: readonly Field[];
}

function advancedSelection(selectors: readonly Advanced[]): Selection {
  const advanced = selectors.map(({ name, fieldSelectors }) => ({
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
    fieldSelectors: sorted(fieldSelectors.map(fieldOf)),
  }));
  return { eventSelectors: null, advancedEventSelectors: sorted(advanced) };
}

function fieldOf(field: Field): TreeMap {
  const given = operators.flatMap((operator) => {
    const values = field[operator] ?? [];
    return values.length === 0 ? [] : [[operator, sorted(values)] as const];
  });
  return { field: field.field, ...Object.fromEntries(given) };
}

function sorted(list: readonly Tree[]): readonly Tree[] {
  return list.toSorted((a, b) => byCodeUnit(stableText(a), stableText(b)));
}

type Selectors = Omit<Parameters<typeof cloudtrail.putEventSelectors>[1], 'TrailName'>;

/** The input of PutEventSelectors for a selection: the same words with capitals, so the schema is what checks them. */
export function selectorsInput(selection: Tree): Selectors {
  const { eventSelectors = null, advancedEventSelectors = null } = isMap(selection) ? selection : {};
  return advancedEventSelectors === null
    ? { EventSelectors: capitalised(eventSelectors) as Selectors['EventSelectors'] }
    : { AdvancedEventSelectors: capitalised(advancedEventSelectors) as Selectors['AdvancedEventSelectors'] };
}

/** Member names as AWS writes them; values stay as they are. */
function capitalised(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map((one: Tree) => capitalised(one));
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      capitalised(value),
    ]),
  );
}

const BasicList = z.array(
  z.object({
    includeManagementEvents: z.boolean(),
    excludeManagementEventSources: z.array(z.string()),
  }),
);

const AdvancedList = z.array(
  z.object({
    fieldSelectors: z.array(
      z.object({
        field: z.string(),
        equals: z.array(z.string()).optional(),
        notEquals: z.array(z.string()).optional(),
      }),
    ),
  }),
);

const kms = 'kms.amazonaws.com';

/** True if the use of KMS keys is recorded: KMS logs it as management events (CloudTrail User Guide). */
export function recordsKeyUse(selection: Tree | undefined): boolean {
  const { eventSelectors = null, advancedEventSelectors = null } = isMap(selection) ? selection : {};
  const basic = BasicList.safeParse(eventSelectors).data ?? [];
  const advanced = AdvancedList.safeParse(advancedEventSelectors).data ?? [];
  return (
    basic.some((one) => one.includeManagementEvents && !one.excludeManagementEventSources.includes(kms)) ||
    advanced.some(({ fieldSelectors: fields }) => {
      const management = fields.some(
        ({ field, equals = [] }) => field === 'eventCategory' && equals.includes('Management'),
      );
      const without = fields.some(
        ({ field, equals, notEquals = [] }) =>
          field === 'eventSource' &&
          (notEquals.includes(kms) || (equals !== undefined && !equals.includes(kms))),
      );
      return management && !without;
    })
  );
}
