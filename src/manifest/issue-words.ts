import type { z } from 'zod';
import { isList, isUnknown, type Tree } from '../model/tree.ts';

type Issue = z.core.$ZodIssue;

/** Says what a value should be, in words that do not know zod. */
export function constraint(issue: Issue | undefined): string {
  if (issue === undefined) return 'is not allowed';
  if (issue.code === 'invalid_value') return `must be ${either(issue.values.map(String))}`;
  if (issue.code === 'too_small')
    return bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
  if (issue.code === 'too_big')
    return bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
  if (issue.code === 'not_multiple_of') return `must be a multiple of ${String(issue.divisor)}`;
  if (issue.code === 'invalid_format' && issue.message.startsWith('Invalid '))
    return `must be ${formatName(issue)}`;
  return issue.message === 'Invalid input' ? 'is not allowed' : issue.message;
}

function bound(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  word: string,
  limit: number | bigint,
): string {
  const unit = units[issue.origin];
  if (unit === undefined) return `must be ${word} ${String(limit)}`;
  return `must have ${word} ${String(limit)} ${limit === 1 ? unit.one : unit.many}`;
}

const units: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  string: { one: 'character', many: 'characters' },
  array: { one: 'item', many: 'items' },
  object: { one: 'field', many: 'fields' },
};

function formatName(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'starts_with' && 'prefix' in issue)
    return `text that starts with ${String(issue.prefix)}`;
  if (issue.format === 'regex' && 'pattern' in issue) return `text that matches ${issue.pattern}`;
  return formats[issue.format] ?? `the form ${issue.format}`;
}

const formats: Readonly<Record<string, string>> = {
  url: 'a URL',
  datetime: 'a time such as 2026-11-30T18:00:00Z',
  date: 'a date such as 2026-11-30',
};

export function typeName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
    null: 'null',
  };
  return names[expected] ?? expected;
}

/** Joins values as `a`, `a or b`, `a, b or c`. */
export function either(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}

/** Shows a value as people name it: `"v1"`, `the number 5`, `a list`. */
export function shown(value: Tree): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (typeof value === 'number') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return String(value);
  if (isUnknown(value)) return value.$unknown;
  if (isList(value)) return value.length === 0 ? 'an empty list' : `a list of ${String(value.length)}`;
  return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
}
