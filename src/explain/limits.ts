import { refusalsOf, waysOf, type Shape } from './shape.ts';

/** Lists what a value must keep to, in words; from the schema's numbers and from what its checks would say. */
export function limitsOf(shape: Shape): readonly string[] {
  const ways = waysOf(shape);
  const limits = [...new Set([shape, ...ways].flatMap(refusalsOf))].map(ruleOf);
  const sizes = ways.flatMap(sizeOf);
  return [...new Set([...sizes, ...limits, ...ways.flatMap(insideOf)])];
}

/** Phrases a check as a limit: a check says what the value must be, or what is wrong with it. */
function ruleOf(words: string): string {
  if (/^must (?:be|have) /u.test(words)) return words.replace(/^must (?:be|have) /u, '');
  return words.startsWith('must ') ? words : `refused if it ${words}`;
}

function sizeOf(shape: Shape): readonly string[] {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum } = shape;
  return [
    ...range(minLength, maxLength, 'character'),
    ...range(minItems, maxItems, 'item'),
    ...range(safe(minimum), safe(maximum), ''),
  ];
}

/** Drops what zod says of every integer, which is no limit. */
function safe(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;
}

function range(least: number | undefined, most: number | undefined, unit: string): readonly string[] {
  const units = unit === '' ? '' : ` ${unit}s`;
  const one = (count: number): string => `${count}${unit === '' ? '' : ` ${unit}${count === 1 ? '' : 's'}`}`;
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${units}`];
  if (most !== undefined) return [`at most ${one(most)}`];
  return least === undefined || least === 0 ? [] : [`at least ${one(least)}`];
}

/**
 * Lists the limits of what has no page of its own. It is the items of a list of texts, or the keys and values of a
 * map.
 */
function insideOf(shape: Shape): readonly string[] {
  const { items, propertyNames, additionalProperties } = shape;
  return [
    ...(items === undefined ? [] : limitsOf(items).map((limit) => `each: ${limit}`)),
    ...(propertyNames === undefined ? [] : limitsOf(propertyNames).map((limit) => `each key: ${limit}`)),
    ...(typeof additionalProperties !== 'object'
      ? []
      : limitsOf(additionalProperties).map((limit) => `each value: ${limit}`)),
  ];
}
