import type { Condition, Text } from './document.ts';
import { fold } from './fold.ts';

export type OperatorFamily =
  'string' | 'like' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';

/** How two values are compared: `IgnoreCase` and the six orders of numbers and dates. */
export type Comparison =
  'equals' | 'equalsIgnoreCase' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

export interface Operator {
  /** Lower-case, with ArnLike for ArnEquals: they behave identically (IAM User Guide, condition operators). */
  readonly canonical: string;
  /** Undefined for an operator that IAM does not have. */
  readonly family: OperatorFamily | undefined;
  readonly comparison: Comparison;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: 'all' | 'any' | undefined;
  /** A policy value in canonical spelling. */
  value(text: Text): Text;
}

interface Row {
  readonly family: OperatorFamily;
  readonly comparison?: Comparison;
  readonly negated?: boolean;
}

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const operators: Readonly<Record<string, Row>> = {
  stringequals: { family: 'string' },
  stringnotequals: { family: 'string', negated: true },
  stringequalsignorecase: { family: 'string', comparison: 'equalsIgnoreCase' },
  stringnotequalsignorecase: { family: 'string', comparison: 'equalsIgnoreCase', negated: true },
  stringlike: { family: 'like' },
  stringnotlike: { family: 'like', negated: true },
  numericequals: { family: 'numeric' },
  numericnotequals: { family: 'numeric', negated: true },
  numericlessthan: { family: 'numeric', comparison: 'less' },
  numericlessthanequals: { family: 'numeric', comparison: 'lessOrEqual' },
  numericgreaterthan: { family: 'numeric', comparison: 'greater' },
  numericgreaterthanequals: { family: 'numeric', comparison: 'greaterOrEqual' },
  dateequals: { family: 'date' },
  datenotequals: { family: 'date', negated: true },
  datelessthan: { family: 'date', comparison: 'less' },
  datelessthanequals: { family: 'date', comparison: 'lessOrEqual' },
  dategreaterthan: { family: 'date', comparison: 'greater' },
  dategreaterthanequals: { family: 'date', comparison: 'greaterOrEqual' },
  bool: { family: 'bool' },
  binaryequals: { family: 'binary' },
  ipaddress: { family: 'ip' },
  notipaddress: { family: 'ip', negated: true },
  arnlike: { family: 'arn' },
  arnequals: { family: 'arn' },
  arnnotlike: { family: 'arn', negated: true },
  arnnotequals: { family: 'arn', negated: true },
  null: { family: 'null' },
};

/** Parses an operator name, in any case, with its set prefix and IfExists. */
export function operatorOf(name: string): Operator {
  const lower = fold(name);
  const [, prefix, base = lower, suffix] =
    /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/su.exec(lower) ?? [];
  const row = Object.hasOwn(operators, base) ? operators[base] : undefined;
  const renamed = base.replace(/^arn(not)?equals$/u, 'arn$1like');
  return {
    canonical: `${prefix ?? ''}${renamed}${suffix ?? ''}`,
    family: row?.family,
    comparison: row?.comparison ?? 'equals',
    negated: row?.negated ?? false,
    ifExists: suffix !== undefined,
    quantifier: prefix === undefined ? undefined : prefix === 'forallvalues:' ? 'all' : 'any',
    value: (text) => canonicalValue(row, text),
  };
}

function canonicalValue(row: Row | undefined, text: Text): Text {
  if (typeof text !== 'string' || row === undefined) return text;
  const folded = row.family === 'bool' || row.family === 'null' || row.comparison === 'equalsIgnoreCase';
  if (folded) return fold(text);
  // Fifteen digits are exact in a double; longer numbers stay as they are written.
  const exact = row.family === 'numeric' && /^[+-]?\d{1,12}(?:\.\d{1,3})?$/u.test(text);
  return exact ? String(Number(text) + 0) : text;
}

/** Returns true if a request without the key does not meet the condition. */
export function demandsKey(condition: Condition): boolean {
  const operator = operatorOf(condition.operator);
  if (operator.family === 'null') return condition.values.includes('false');
  return (
    !operator.ifExists &&
    operator.quantifier !== 'all' &&
    (!operator.negated || operator.quantifier === 'any')
  );
}
