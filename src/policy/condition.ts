import type { Condition, PolicyVersion } from './document.ts';
import { matchesGlob } from './glob.ts';
import { inRange } from './ip.ts';
import { operatorOf, type Operator } from './operators.ts';
import { allOf, anyOf, notOf, type Truth } from './truth.ts';
import { literal, lookUp, resolved, type Context } from './variables.ts';

/** Does the request meet this condition? `unsure` if that hangs on what is not known. */
export function meetsCondition(condition: Condition, context: Context, version: PolicyVersion): Truth {
  const operator = operatorOf(condition.operator);
  if (operator.family === undefined) return 'unsure';
  const found = lookUp(context, condition.key);
  if (found === undefined) return 'unsure';
  const wanted = condition.values.map((value) => resolved(value, context, version));
  if (operator.family === 'null') {
    return anyOf(wanted.map((value) => sameBool(value, found === null ? 'true' : 'false')));
  }
  if (found === null) return absent(operator);
  const each = (typeof found === 'string' ? [found] : found).map((value) =>
    meetsValue(operator, wanted, value),
  );
  if (operator.quantifier === 'all') return allOf(each);
  if (operator.quantifier === 'any') return anyOf(each);
  // IAM does not say what a plain operator does with several values of a key.
  return each.length === 1 ? (each[0] ?? 'unsure') : 'unsure';
}

/** A key that the request does not carry (IAM User Guide, condition operators, IfExists and set operators). */
function absent(operator: Operator): Truth {
  if (operator.ifExists || operator.quantifier === 'all') return true;
  if (operator.quantifier === 'any') return false;
  return operator.negated;
}

function meetsValue(operator: Operator, wanted: readonly (string | undefined)[], found: string): Truth {
  const matched = anyOf(
    wanted.map((value) => (value === undefined ? 'unsure' : matches(operator, value, found))),
  );
  return operator.negated ? notOf(matched) : matched;
}

function matches(operator: Operator, wanted: string, found: string): Truth {
  switch (operator.family) {
    case 'string':
      // Here `*` and `?` are themselves, so the value is compared as literal text.
      return operator.comparison === 'equals'
        ? literal(wanted) === literal(found)
        : literal(wanted).toLowerCase() === literal(found).toLowerCase();
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

function sameBool(wanted: string | undefined, found: string): Truth {
  return wanted === undefined ? 'unsure' : wanted.toLowerCase() === found.toLowerCase();
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

function decimal(text: string): number {
  return /^[+-]?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
}

/** A date in ISO 8601, or seconds since the epoch. */
function instantOf(text: string): number {
  return /^\d+$/u.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** Each of the six parts of an ARN by itself: `*` does not reach over a colon (IAM User Guide, ArnLike). */
function matchesArn(pattern: string, arn: string): Truth {
  const [wanted, found] = [arnParts(pattern), arnParts(arn)];
  if (wanted.length < 6 && pattern !== '*') return wanted.length === found.length ? 'unsure' : false;
  if (pattern === '*') return true;
  return wanted.every((part, index) => matchesGlob(part, literal(found[index] ?? '')));
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
