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

/**
 * True if every request that meets all of `stronger` meets `weaker`; `unsure` if that hangs on an operator or a
 * value that cannot be judged. Canonical lines of one policy version. Sound: what it affirms is so.
 */
export function implies(stronger: readonly Condition[], weaker: Condition): Truth {
  const same = stronger.filter(({ key }) => key === weaker.key);
  if (same.some((line) => line.operator === weaker.operator && sameTree(line.values, weaker.values))) {
    return true;
  }
  const wanted = requirementOf(weaker);
  const known = same.map(requirementOf);
  if (wanted === undefined) return 'unsure';
  const judged = known.filter((line) => line !== undefined);
  const holds = allOf([
    wanted.absent || judged.some(({ absent }) => !absent),
    allOf(alternatives(wanted).map((one) => anyOf(judged.map((line) => presentImplies(line, one))))),
  ]);
  return holds === false && judged.length < known.length ? 'unsure' : holds;
}

/** True if every request that meets all of `stronger` meets all of `weaker`. */
export function impliesAll(stronger: readonly Condition[], weaker: readonly Condition[]): Truth {
  return allOf(weaker.map((line) => implies(stronger, line)));
}

/** IAM User Guide, condition operators: absent keys, IfExists, Null and the set operators. */
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
 * What has to be shown of requests that carry the key: nothing where any value will do, but for a plain operator,
 * since IAM does not say what that does with several values. Several excluded values are as many conditions, and
 * each may be met for a reason of its own.
 */
function alternatives(wanted: Requirement): readonly Requirement[] {
  if (isEverything(wanted.values) && wanted.quantifier !== undefined) return [];
  const { negated, atoms } = wanted.values;
  if (!negated || atoms.length === 0 || wanted.quantifier === 'any') return [wanted];
  return atoms.map((atom) => ({ ...wanted, values: { negated: true, atoms: [atom] } }));
}

/**
 * Of requests that carry the key. A set operator says nothing about a plain one, since a key may have several
 * values; `ForAllValues` is also met by an empty value, so it implies no other operator than itself.
 */
function presentImplies(stronger: Requirement, weaker: Requirement): Truth {
  const { atoms, negated } = stronger.values;
  if (!negated && atoms.length === 0 && stronger.quantifier !== 'all') return true;
  const comparable = stronger.quantifier === undefined || stronger.quantifier === weaker.quantifier;
  return comparable && coversValues(weaker.values, stronger.values);
}
