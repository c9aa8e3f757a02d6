import { z } from 'zod';
import { operation, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { requireAccess } from './access.ts';
import { findTrail, putTrail, trailToChange } from './find.ts';
import type { AdvancedSelector, EventSelector, TrailRecord } from './records.ts';
import { selectionOf, valuesOf } from './selection.ts';

/** CloudTrail User Guide, quotas. */
const most = { selectors: 5, dataResources: 250, conditions: 500 };

const words = z.array(z.string()).optional();

const basicInput = z.array(
  z.object({
    ReadWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']).default('All'),
    IncludeManagementEvents: z.boolean().default(true),
    DataResources: z
      .array(z.object({ Type: z.string().default(''), Values: z.array(z.string()).default([]) }))
      .default([]),
    ExcludeManagementEventSources: z.array(z.string()).default([]),
  }),
);

const advancedInput = z.array(
  z.object({
    Name: z.string().max(1000).optional(),
    FieldSelectors: z
      .array(
        z.object({
          Field: z.string(),
          Equals: words,
          StartsWith: words,
          EndsWith: words,
          NotEquals: words,
          NotStartsWith: words,
          NotEndsWith: words,
        }),
      )
      .min(1),
  }),
);

function invalid(text: string): never {
  refuse('InvalidEventSelectorsException', text);
}

/** Refuses what CloudTrail refuses of basic selectors (CloudTrail API Reference, EventSelector and DataResource). */
function requireBasic(selectors: readonly EventSelector[]): void {
  if (selectors.length < 1 || selectors.length > most.selectors) {
    invalid(`A trail has 1 to ${String(most.selectors)} event selectors.`);
  }
  const resources = selectors.flatMap(({ DataResources }) => DataResources);
  const types = ['AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table'];
  const odd = resources.find(({ Type }) => !types.includes(Type));
  if (odd !== undefined) invalid(`Data resource type ${odd.Type} is not valid in a basic event selector.`);
  if (resources.flatMap(({ Values }) => Values).length > most.dataResources) {
    invalid(`A trail has at most ${String(most.dataResources)} data resources.`);
  }
  for (const { ExcludeManagementEventSources: out, IncludeManagementEvents } of selectors) {
    const unknown = out.find((one) => !['kms.amazonaws.com', 'rdsdata.amazonaws.com'].includes(one));
    if (unknown !== undefined) invalid(`Management event source ${unknown} cannot be excluded.`);
    if (out.length > 0 && !IncludeManagementEvents) {
      invalid('Event sources can be excluded only where management events are included.');
    }
  }
}

const fields = [
  'readOnly',
  'eventSource',
  'eventName',
  'eventCategory',
  'eventType',
  'errorCode',
  'resources.type',
  'resources.ARN',
  'sessionCredentialFromConsole',
  'userIdentity.arn',
  'vpcEndpointId',
];

function isReadOnlySaid({ Field, ...operators }: AdvancedSelector['FieldSelectors'][number]): boolean {
  const said = Object.values(operators).flat();
  return (
    Field !== 'readOnly' || (said.length === 1 && ['true', 'false'].includes(operators.Equals?.[0] ?? ''))
  );
}

/** Refuses what CloudTrail refuses of advanced selectors (CloudTrail API Reference, AdvancedFieldSelector). */
function requireAdvanced(selectors: readonly AdvancedSelector[]): void {
  if (selectors.length === 0) invalid('At least one advanced event selector is needed.');
  const conditions = selectors.flatMap(({ FieldSelectors }) =>
    FieldSelectors.flatMap(({ Field: _field, ...operators }) => Object.values(operators).flat()),
  );
  if (conditions.length > most.conditions)
    invalid(`A trail has at most ${String(most.conditions)} conditions.`);
  for (const { FieldSelectors: given } of selectors) {
    const odd = given.find(({ Field }) => !fields.includes(Field));
    if (odd !== undefined) invalid(`Field ${odd.Field} is not valid.`);
    const empty = given.find(
      ({ Field: _field, ...operators }) => Object.values(operators).flat().length === 0,
    );
    if (empty !== undefined) invalid(`Field ${empty.Field} has no condition.`);
    const [category, ...more] = valuesOf(given, 'eventCategory');
    if (category === undefined || more.length > 0)
      invalid('Each selector must name one eventCategory by Equals.');
    if (!['Management', 'Data', 'NetworkActivity'].includes(category)) {
      invalid(`Event category ${category} is not valid for a trail.`);
    }
    if (category === 'Data' && valuesOf(given, 'resources.type').length !== 1) {
      invalid('A selector of data events must name one resources.type by Equals.');
    }
    if (category === 'NetworkActivity' && valuesOf(given, 'eventSource').length !== 1) {
      invalid('A selector of network activity events must name one eventSource by Equals.');
    }
    if (!given.every(isReadOnlySaid)) invalid('Field readOnly must equal true or false.');
  }
}

/** Replaces all selectors. Basic and advanced ones exclude each other (API Reference, PutEventSelectors). */
const putEventSelectors = operation(
  'writes',
  z.object({
    TrailName: z.string('Member must not be null'),
    EventSelectors: basicInput.optional(),
    AdvancedEventSelectors: advancedInput.optional(),
  }),
  (context, input) => {
    const trail = trailToChange(context, input.TrailName);
    requireAccess(context, trail.arn);
    const { EventSelectors: basic, AdvancedEventSelectors: advanced } = input;
    if ((basic === undefined) === (advanced === undefined)) {
      invalid('Give either event selectors or advanced event selectors.');
    }
    if (basic !== undefined) requireBasic(basic);
    if (advanced !== undefined) requireAdvanced(advanced);
    const changed: TrailRecord = {
      ...trail,
      selectors: advanced === undefined ? { basic: basic ?? [] } : { advanced },
    };
    putTrail(context, changed);
    return shownSelectors(changed);
  },
);

const getEventSelectors = operation(
  'reads',
  z.object({ TrailName: z.string('Member must not be null') }),
  (context, input) => {
    const { trail } = findTrail(context, input.TrailName);
    requireAccess(context, trail.arn);
    return shownSelectors(trail);
  },
);

function shownSelectors(trail: TrailRecord) {
  const selection = selectionOf(trail);
  return 'basic' in selection
    ? { TrailARN: trail.arn, EventSelectors: selection.basic }
    : { TrailARN: trail.arn, AdvancedEventSelectors: selection.advanced };
}

export const selectorOperations: Operations = {
  PutEventSelectors: putEventSelectors,
  GetEventSelectors: getEventSelectors,
};
