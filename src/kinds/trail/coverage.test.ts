import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostEvents } from './coverage.ts';
import { TrailSpecSchema } from './schema.ts';
import { wantedSelection } from './selectors.ts';

interface Event {
  readonly eventCategory: string;
  readonly readOnly: string;
  readonly eventSource: string;
  readonly 'resources.type': string;
  readonly 'resources.ARN': string;
}

interface Basic {
  readonly readWriteType?: string;
  readonly includeManagementEvents?: boolean;
  readonly excludeManagementEventSources?: readonly string[];
  readonly dataResources?: readonly { readonly type: string; readonly values: readonly string[] }[];
}

interface Field {
  readonly field: string;
  readonly by: string;
  readonly values: readonly string[];
}

interface Advanced {
  readonly fieldSelectors: readonly Field[];
}

type Selectors =
  { readonly eventSelectors: readonly Basic[] } | { readonly advancedEventSelectors: readonly Advanced[] };

/**
 * Tells whether selectors log an event, as CloudTrail says it (CloudTrail API, EventSelector and
 * AdvancedFieldSelector).
 */
function logs(selectors: Selectors, event: Event): boolean {
  return 'eventSelectors' in selectors
    ? selectors.eventSelectors.some((one) => logsBasic(one, event))
    : selectors.advancedEventSelectors.some(({ fieldSelectors }) =>
        fieldSelectors.every((one) => meetsField(one, event)),
      );
}

function logsBasic(one: Basic, event: Event): boolean {
  const wanted = one.readWriteType ?? 'All';
  if (wanted === (event.readOnly === 'true' ? 'WriteOnly' : 'ReadOnly')) return false;
  if (event.eventCategory === 'Management')
    return (
      one.includeManagementEvents !== false &&
      one.excludeManagementEventSources?.includes(event.eventSource) !== true
    );
  return (one.dataResources ?? []).some(
    ({ type, values }) =>
      type === event['resources.type'] && values.some((value) => event['resources.ARN'].startsWith(value)),
  );
}

function meetsField({ field, by, values }: Field, event: Event): boolean {
  const text = new Map<string, string>(Object.entries(event)).get(field) ?? '';
  switch (by) {
    case 'equals':
      return values.includes(text);
    case 'notEquals':
      return !values.includes(text);
    case 'startsWith':
      return values.some((value) => text.startsWith(value));
    case 'notStartsWith':
      return !values.some((value) => text.startsWith(value));
    case 'endsWith':
      return values.some((value) => text.endsWith(value));
    default:
      return !values.some((value) => text.endsWith(value));
  }
}

const arns = ['arn:aws:s3', 'arn:aws:s3:::a/', 'arn:aws:s3:::a/b', 'arn:aws:s3:::c/'];
const sources = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

function some(of: readonly string[]): fc.Arbitrary<string[]> {
  return fc.subarray([...of], { minLength: 1 });
}

function textOf(one: unknown): string {
  return JSON.stringify(one);
}

const basic = fc
  .uniqueArray(
    fc.record(
      {
        readWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly'),
        includeManagementEvents: fc.boolean(),
        excludeManagementEventSources: fc.subarray(sources),
        dataResources: fc.uniqueArray(
          fc.record({
            type: fc.constantFrom('AWS::S3::Object', 'AWS::Lambda::Function'),
            values: some(arns),
          }),
          { maxLength: 2, selector: textOf },
        ),
      },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 3, selector: textOf },
  )
  .map((eventSelectors): Selectors => ({ eventSelectors }));

const operators = ['equals', 'notEquals', 'startsWith', 'notStartsWith', 'endsWith', 'notEndsWith'];

function is(field: string, value: string): Field {
  return { field, by: 'equals', values: [value] };
}

function line(field: string, values: readonly string[]): fc.Arbitrary<readonly Field[]> {
  return fc.oneof(
    fc.constant([]),
    fc
      .tuple(fc.constantFrom(...operators), some(values))
      .map(([by, of]): readonly Field[] => [{ field, by, values: of }]),
  );
}

const advanced = fc
  .uniqueArray(
    fc
      .tuple(
        fc.constantFrom('Management', 'Data'),
        fc.constantFrom(undefined, 'true', 'false'),
        line('eventSource', [...sources, 'kms', 's3.amazonaws.com', '.com']),
        line('resources.ARN', arns),
      )
      .map(([category, readOnly, source, arn]): Advanced => ({
        fieldSelectors: [
          is('eventCategory', category),
          ...(readOnly === undefined ? [] : [is('readOnly', readOnly)]),
          ...(category === 'Data' ? [is('resources.type', 'AWS::S3::Object'), ...arn] : source),
        ],
      })),
    { minLength: 1, maxLength: 3, selector: textOf },
  )
  .map((advancedEventSelectors): Selectors => ({ advancedEventSelectors }));

const selectors = fc.oneof(basic, advanced);

const events = fc.oneof(
  fc.record({
    eventCategory: fc.constant('Management'),
    readOnly: fc.constantFrom('true', 'false'),
    eventSource: fc.constantFrom(...sources, 's3.amazonaws.com'),
    'resources.type': fc.constant(''),
    'resources.ARN': fc.constant(''),
  }),
  fc.record({
    eventCategory: fc.constant('Data'),
    readOnly: fc.constantFrom('true', 'false'),
    eventSource: fc.constant('s3.amazonaws.com'),
    'resources.type': fc.constantFrom('AWS::S3::Object', 'AWS::Lambda::Function'),
    'resources.ARN': fc.constantFrom('arn:aws:s3:::a/b', 'arn:aws:s3:::a/x', 'arn:aws:s3:::c/d'),
  }),
);

function selection(of: Selectors): ReturnType<typeof wantedSelection> {
  const spec =
    'eventSelectors' in of
      ? of
      : {
          advancedEventSelectors: of.advancedEventSelectors.map(({ fieldSelectors }) => ({
            fieldSelectors: fieldSelectors.map(({ field, by, values }) => ({ field, [by]: values })),
          })),
        };
  return wantedSelection(TrailSpecSchema.parse({ bucket: 'logs', ...spec }));
}

describe('events that are no longer logged', () => {
  it('are named whenever a logged event is no longer logged', () => {
    fc.assert(
      fc.property(selectors, selectors, events, (live, want, event) => {
        if (logs(live, event) && !logs(want, event))
          expect(lostEvents(selection(live), selection(want))).not.toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is empty when nothing changes', () => {
    fc.assert(
      fc.property(selectors, (one) => {
        expect(lostEvents(selection(one), selection(one))).toEqual([]);
      }),
    );
  });

  it('is empty when more is logged', () => {
    const reads = { eventSelectors: [{ readWriteType: 'ReadOnly' }] };
    expect(lostEvents(selection(reads), selection({ eventSelectors: [{}] }))).toEqual([]);
  });

  it('are named in words', () => {
    const some = [is('eventCategory', 'Management'), is('readOnly', 'true')];
    const source = is('eventSource', 'iam.amazonaws.com');
    const want = { advancedEventSelectors: [{ fieldSelectors: [...some, source] }] };
    expect(lostEvents(selection({ eventSelectors: [{}] }), selection(want))).toEqual([
      'some read management events',
      'write management events',
    ]);
  });
});
