import type { z } from 'zod';

/** Fields of an event that a condition may name (CloudTrail API, AdvancedFieldSelector). */
export const selectorFields = [
  'eventCategory',
  'readOnly',
  'eventSource',
  'eventName',
  'eventType',
  'errorCode',
  'resources.type',
  'resources.ARN',
  'sessionCredentialFromConsole',
  'userIdentity.arn',
  'vpcEndpointId',
] as const;

const categories: readonly string[] = ['Management', 'Data', 'NetworkActivity'];

interface Condition {
  readonly field: string;
  readonly equals?: readonly string[] | undefined;
  readonly [operator: string]: string | readonly string[] | undefined;
}

/**
 * Lists the demands of CloudTrail that one advanced selector of a trail does not meet (CloudTrail API,
 * AdvancedFieldSelector).
 */
function selectorProblems(conditions: readonly Condition[]): readonly string[] {
  const category = onlyValue(conditions, 'eventCategory');
  if (category === undefined || !categories.includes(category))
    return ['must name exactly one eventCategory by equals: Management, Data or NetworkActivity'];
  const readOnly = conditions.filter(({ field }) => field === 'readOnly');
  return [
    ...(category === 'Data' && onlyValue(conditions, 'resources.type') === undefined
      ? ['must name exactly one resources.type by equals, because its eventCategory is Data']
      : []),
    ...(category === 'NetworkActivity' && onlyValue(conditions, 'eventSource') === undefined
      ? ['must name exactly one eventSource by equals, because its eventCategory is NetworkActivity']
      : []),
    ...(readOnly.some(({ equals }) => equals?.length !== 1 || !['true', 'false'].includes(equals[0] ?? ''))
      ? ["must give readOnly as equals: ['true'] or equals: ['false']"]
      : []),
  ];
}

/** Returns the value of a field that one condition names by `equals` and nothing else. */
function onlyValue(conditions: readonly Condition[], name: string): string | undefined {
  const [condition, ...more] = conditions.filter(({ field }) => field === name);
  if (condition === undefined || more.length > 0) return undefined;
  const { field: _field, equals = [], ...others } = condition;
  return equals.length === 1 && Object.values(others).every((values) => values === undefined)
    ? equals[0]
    : undefined;
}

/** Reports what is wrong with one selector at its conditions. */
export function requireSelector(
  { fieldSelectors }: { readonly fieldSelectors: readonly Condition[] },
  context: z.RefinementCtx,
): void {
  for (const message of selectorProblems(fieldSelectors))
    context.addIssue({ code: 'custom', path: ['fieldSelectors'], message, input: fieldSelectors });
}

/** Reports a condition without a value. */
export function requireCondition({ field, ...operators }: Condition, context: z.RefinementCtx): void {
  if (Object.values(operators).some((values) => values !== undefined && values.length > 0)) return;
  context.addIssue({
    code: 'custom',
    message: `must compare ${field} with at least one value, for example by equals`,
    input: operators,
  });
}
