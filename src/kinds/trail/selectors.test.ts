import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrailSpecSchema } from './schema.ts';
import {
  defaultSelection,
  liveSelection,
  recordsKeyUse,
  selectorsInput,
  wantedSelection,
} from './selectors.ts';

function wanted(spec: object): ReturnType<typeof wantedSelection> {
  return wantedSelection(TrailSpecSchema.parse({ bucket: 'logs', ...spec }));
}

const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });

const basic = fc.record(
  {
    readWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly'),
    includeManagementEvents: fc.boolean(),
    dataResources: fc.uniqueArray(
      fc.record({ type: fc.constantFrom('AWS::S3::Object', 'AWS::Lambda::Function'), values }),
      { selector: JSON.stringify },
    ),
    excludeManagementEventSources: fc.subarray(['kms.amazonaws.com', 'rdsdata.amazonaws.com']),
  },
  { requiredKeys: [] },
);

const advanced = fc.record(
  {
    name: fc.constantFrom('one', 'two'),
    fieldSelectors: fc
      .uniqueArray(
        fc.record(
          { field: fc.constantFrom('eventSource', 'eventName'), equals: values, notStartsWith: values },
          { requiredKeys: ['field', 'equals'] },
        ),
        { selector: JSON.stringify },
      )
      .map((conditions) => [{ field: 'eventCategory', equals: ['Management'] }, ...conditions]),
  },
  { requiredKeys: ['fieldSelectors'] },
);

function distinct<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.uniqueArray(one, { minLength: 1, maxLength: 3, selector: (item) => JSON.stringify(item) });
}

describe('the logged events of a trail, in one shape', () => {
  it('is shown as it was written, whatever the order', () => {
    const specs = fc.oneof(
      distinct(basic).map((eventSelectors) => ({ eventSelectors })),
      distinct(advanced).map((advancedEventSelectors) => ({ advancedEventSelectors })),
    );
    fc.assert(
      fc.property(specs, (spec) => {
        const selection = wanted(spec);
        const reversed = Object.fromEntries(
          Object.entries(spec).map(([name, list]) => [name, [...list].reverse()]),
        );
        expect(wanted(reversed)).toEqual(selection);
        expect(selection && liveSelection(selectorsInput(selection))).toEqual(selection);
      }),
    );
  });

  it('is not managed where unset, and the default of AWS where null', () => {
    expect(wanted({})).toBeUndefined();
    expect(wanted({ eventSelectors: null })).toEqual(defaultSelection);
    expect(liveSelection({ EventSelectors: [{ ReadWriteType: 'All' }] })).toEqual(defaultSelection);
  });
});

describe('whether the use of keys is recorded', () => {
  const management = { field: 'eventCategory', equals: ['Management'] };
  it.each([
    { spec: { eventSelectors: null }, yes: true, why: 'all management events' },
    {
      spec: { eventSelectors: [{ excludeManagementEventSources: ['kms.amazonaws.com'] }] },
      yes: false,
      why: 'without KMS',
    },
    { spec: { eventSelectors: [{ includeManagementEvents: false }] }, yes: false, why: 'data events only' },
    { spec: { advancedEventSelectors: [{ fieldSelectors: [management] }] }, yes: true, why: 'by category' },
    {
      spec: {
        advancedEventSelectors: [
          { fieldSelectors: [management, { field: 'eventSource', notEquals: ['kms.amazonaws.com'] }] },
        ],
      },
      yes: false,
      why: 'KMS is left out by its source',
    },
    {
      spec: {
        advancedEventSelectors: [
          { fieldSelectors: [management, { field: 'eventSource', equals: ['iam.amazonaws.com'] }] },
        ],
      },
      yes: false,
      why: 'another source only',
    },
    {
      spec: {
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: 'eventCategory', equals: ['Data'] },
              { field: 'resources.type', equals: ['AWS::S3::Object'] },
            ],
          },
        ],
      },
      yes: false,
      why: 'data events only',
    },
  ])('$yes: $why', ({ spec, yes }) => {
    expect(recordsKeyUse(wanted(spec))).toBe(yes);
  });
});
