import { isUnknown } from '../model/tree.ts';
import type { Condition, PolicyVersion, Text } from './document.ts';
import { fold } from './fold.ts';
import { matchesGlob } from './glob.ts';
import { inRange } from './ip.ts';
import { operatorOf, type Operator, type OperatorFamily } from './operators.ts';
import { allOf, anyOf, notOf, type Truth } from './truth.ts';
import { arnParts, decimal, instantOf, literal } from './values.ts';
import { lookUp, resolved, type Context } from './variables.ts';

/** Does the request meet this condition? `unsure` if that hangs on what is not known. */
export function meetsCondition(condition: Condition, context: Context, version: PolicyVersion): Truth {
  const operator = operatorOf(condition.operator);
  if (operator.family === undefined) return 'unsure';
  const found = lookUp(context, condition.key);
  if (found === undefined) return 'unsure';
  const wanted = condition.values.map((value) => wantedOf(operator, value, context, version));
  if (operator.family === 'null') {
    return anyOf(wanted.map((value) => sameBool(value, found === null ? 'true' : 'false')));
  }
  if (found === null) return absent(operator);
  const values = typeof found === 'string' ? [found] : found;
  // To ForAllValues an empty string is a null data set: it has no value that could miss (set operators).
  const counted = operator.quantifier === 'all' ? values.filter((value) => value !== '') : values;
  const each = counted.map((value) => meetsValue(operator, wanted, value));
  if (operator.quantifier === 'all') return allOf(each);
  if (operator.quantifier === 'any') return anyOf(each);
  // IAM does not say what a plain operator does with several values of a key.
  return each.length === 1 ? (each[0] ?? 'unsure') : 'unsure';
}

/** Numbers, dates, addresses and binary values take no variables: such text is none of them (condition operators). */
function wantedOf(
  { family }: Operator,
  value: Text,
  context: Context,
  version: PolicyVersion,
): string | null | undefined {
  if (family === undefined || !withoutVariables.has(family)) return resolved(value, context, version);
  if (isUnknown(value)) return undefined;
  return version === '2012-10-17' && value.includes('${') ? null : value;
}

const withoutVariables: ReadonlySet<OperatorFamily> = new Set<OperatorFamily>([
  'numeric',
  'date',
  'ip',
  'binary',
]);

/** Judges a key that the request does not carry (IAM User Guide, condition operators, IfExists and set operators). */
function absent(operator: Operator): Truth {
  if (operator.ifExists || operator.quantifier === 'all') return true;
  if (operator.quantifier === 'any') return false;
  return operator.negated;
}

function meetsValue(
  operator: Operator,
  wanted: readonly (string | null | undefined)[],
  found: string,
): Truth {
  const matched = anyOf(
    wanted.map((value) => {
      if (value === null) return false;
      return value === undefined ? 'unsure' : matches(operator, value, found);
    }),
  );
  return operator.negated ? notOf(matched) : matched;
}

function matches(operator: Operator, wanted: string, found: string): Truth {
  switch (operator.family) {
    case 'string':
      // Here `*` and `?` are themselves, so the value is compared as literal text.
      return operator.comparison === 'equals'
        ? literal(wanted) === literal(found)
        : fold(literal(wanted)) === fold(literal(found));
    case 'binary':
      return literal(wanted) === literal(found);
    case 'like':
      return matchesGlob(wanted, literal(found));
    case 'arn':
      return matchesArn(wanted, found);
    case 'bool':
      return sameBool(wanted, found);
    case 'ip':
      return inRange(wanted, found) ?? 'unsure';
    case 'numeric':
      return ordered(operator, decimal(wanted), decimal(found));
    case 'date':
      return ordered(operator, instantOf(wanted), instantOf(found));
    default:
      return 'unsure';
  }
}

function sameBool(wanted: string | null | undefined, found: string): Truth {
  if (wanted === null) return false;
  return wanted === undefined ? 'unsure' : fold(literal(wanted)) === fold(literal(found));
}

function ordered(operator: Operator, wanted: number, found: number): Truth {
  if (Number.isNaN(wanted) || Number.isNaN(found)) return 'unsure';
  switch (operator.comparison) {
    case 'less':
      return found < wanted;
    case 'lessOrEqual':
      return found <= wanted;
    case 'greater':
      return found > wanted;
    case 'greaterOrEqual':
      return found >= wanted;
    default:
      return found === wanted;
  }
}

/** Matches each of the six parts of an ARN by itself: `*` does not reach over a colon (IAM User Guide, ArnLike). */
function matchesArn(pattern: string, arn: string): Truth {
  const [wanted, found] = [arnParts(pattern), arnParts(arn)];
  if (wanted.length < 6 && pattern !== '*') return wanted.length === found.length ? 'unsure' : false;
  if (pattern === '*') return true;
  return wanted.every((part, index) => matchesGlob(part, literal(found[index] ?? '')));
}
