import { sameTree } from '../model/tree.ts';
import type { Condition } from './document.ts';
import { operatorOf, type Operator } from './operators.ts';
import { allOf, anyOf, type Truth } from './truth.ts';
import { allValues, coversValues, isEverything, noValues, valueSet, type ValueSet } from './value-set.ts';

/** The requests that meet one condition line, told by its key alone. */
interface Requirement {
  readonly quantifier: Operator['quantifier'];
  /** Whether a request without the key meets it. */
  readonly absent: boolean;
  /** The values that meet it: for a set operator, each of them or any of them. */
  readonly values: ValueSet;
}

/** A condition line with what it demands, read once; undefined for an operator that IAM does not have. */
export interface Demand {
  readonly line: Condition;
  readonly requirement: Requirement | undefined;
}

/** Determines what each of these canonical condition lines demands. */
export function demandsOf(conditions: readonly Condition[]): readonly Demand[] {
  return conditions.map((line) => ({ line, requirement: requirementOf(line) }));
}

/**
 * Returns true if every request that meets all of `stronger` meets all of `weaker`; `unsure` if that hangs on an
 * operator or a value that cannot be judged. Lines of one policy version. Sound: what it affirms is so.
 */
export function demandsImply(stronger: readonly Demand[], weaker: readonly Demand[]): Truth {
  return allOf(weaker.map((demand) => impliesOne(stronger, demand)));
}

/** Compares canonical condition lines as `demandsImply` compares their demands. */
export function impliesAll(stronger: readonly Condition[], weaker: readonly Condition[]): Truth {
  return demandsImply(demandsOf(stronger), demandsOf(weaker));
}

function impliesOne(stronger: readonly Demand[], { line: weaker, requirement: wanted }: Demand): Truth {
  const same = stronger.filter(({ line }) => line.key === weaker.key);
  if (same.some(({ line }) => line.operator === weaker.operator && sameTree(line.values, weaker.values))) {
    return true;
  }
  if (wanted === undefined) return 'unsure';
  const judged = same.flatMap(({ requirement }) => requirement ?? []);
  const holds = allOf([
    wanted.absent || judged.some(({ absent }) => !absent),
    allOf(alternatives(wanted).map((one) => anyOf(judged.map((line) => presentImplies(line, one))))),
  ]);
  return holds === false && judged.length < same.length ? 'unsure' : holds;
}

/**
 * Determines what a line requires (IAM User Guide, condition operators: absent keys, IfExists, Null and the set
 * operators).
 */
function requirementOf({ operator: name, values }: Condition): Requirement | undefined {
  const operator = operatorOf(name);
  if (operator.family === undefined) return undefined;
  if (operator.family === 'null') return nullRequirement(values);
  const { quantifier, ifExists, negated } = operator;
  const absent = ifExists || quantifier === 'all' || (negated && quantifier !== 'any');
  return { quantifier, absent, values: valueSet(operator, values) };
}

function nullRequirement(values: Condition['values']): Requirement | undefined {
  if (!values.every((value) => value === 'true' || value === 'false')) return undefined;
  return {
    // Whatever the values are, and however many.
    quantifier: 'any',
    absent: values.includes('true'),
    values: values.includes('false') ? allValues : noValues,
  };
}

/**
 * Lists what has to be shown of requests that carry the key: nothing where any value will do. A plain operator is
 * excepted, since IAM does not say what it does with several values. Several excluded values are as many
 * conditions, and each may be met for a reason of its own.
 */
function alternatives(wanted: Requirement): readonly Requirement[] {
  if (isEverything(wanted.values) && wanted.quantifier !== undefined) return [];
  const { negated, atoms } = wanted.values;
  if (!negated || atoms.length === 0 || wanted.quantifier === 'any') return [wanted];
  return atoms.map((atom) => ({ ...wanted, values: { negated: true, atoms: [atom] } }));
}

/**
 * Compares two requirements for requests that carry the key. A set operator says nothing about a plain one, since a
 * key may have several values. `ForAllValues` is also met by an empty value, so it implies no other operator than
 * itself.
 */
function presentImplies(stronger: Requirement, weaker: Requirement): Truth {
  const { atoms, negated } = stronger.values;
  if (!negated && atoms.length === 0 && stronger.quantifier !== 'all') return true;
  const comparable = stronger.quantifier === undefined || stronger.quantifier === weaker.quantifier;
  return comparable && coversValues(weaker.values, stronger.values);
}
