import { derived } from '../model/derived.ts';
import { stableText, type TreeMap } from '../model/tree.ts';
import {
  textSet,
  type Condition,
  type Policy,
  type Principal,
  type Selection,
  type Statement,
  type Text,
} from './document.ts';
import { fold } from './fold.ts';
import { operatorOf } from './operators.ts';
import { printPolicy, statementSet } from './print.ts';

/**
 * Builds the canonical form. It is equal for documents that AWS may turn into each other or that mean the same by
 * its grammar. Omits Id and Sid, which mean nothing to an evaluation. Canonicalising it again changes nothing. It
 * subsumes nothing: `kms:*` with `kms:Decrypt` stays different from `kms:*`.
 */
export function canonicalPolicy(policy: Policy): Policy {
  return {
    version: policy.version,
    versionStated: true,
    statements: statementSet(policy.statements.map(canonicalStatement)),
  };
}

/** The canonical form as JSON, in which every list is a sorted set: for hashing and comparing. */
export const canonicalTree = derived((policy: Policy): TreeMap => printPolicy(canonicalPolicy(policy)));

/** The same as one text: equal for equal meanings. */
export const canonicalText = derived((policy: Policy) => stableText(canonicalTree(policy)));

/** Builds the canonical form with Id and Sids: it differs where only names or order of names do. */
export function cosmeticTree(policy: Policy): TreeMap {
  return printPolicy({
    version: policy.version,
    versionStated: true,
    ...(policy.id === undefined ? {} : { id: policy.id }),
    statements: statementSet(
      policy.statements.map((statement) => ({
        ...(statement.sid === undefined ? {} : { sid: statement.sid }),
        ...canonicalStatement(statement),
      })),
    ),
  });
}

/** Puts one statement in canonical form, without its Sid. */
export function canonicalStatement(statement: Statement): Statement {
  const { principals, actions, resources } = statement;
  return {
    effect: statement.effect,
    ...(principals === undefined ? {} : { principals: canonicalPrincipals(principals) }),
    ...(actions === undefined ? {} : { actions: canonicalTexts(actions, canonicalAction) }),
    ...(resources === undefined ? {} : { resources: canonicalTexts(resources, (text) => text) }),
    conditions: canonicalConditions(statement.conditions),
  };
}

function canonicalTexts(selection: Selection<Text>, canonical: (text: Text) => Text): Selection<Text> {
  return { not: selection.not, entries: textSet(selection.entries.map(canonical)) };
}

/** Folds the case of an action, which AWS ignores (IAM User Guide, element Action); a run of `*` alone is `*`. */
export function canonicalAction(action: Text): Text {
  if (typeof action !== 'string') return action;
  return /^\*+$/u.test(action) ? '*' : fold(action);
}

function canonicalPrincipals(selection: Selection<Principal>): Selection<Principal> {
  const byKey = new Map(
    selection.entries
      .map(canonicalPrincipal)
      .map((principal) => [principalKey(principal), principal] as const),
  );
  return {
    not: selection.not,
    entries: [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, principal]) => principal),
  };
}

/**
 * Gives an account id and the ARN of its root one form: they are one principal (IAM User Guide, element Principal).
 * Takes the id as one of the partition `aws`. Where a Stack lives in another, its kinds write the ARN instead.
 */
export function canonicalPrincipal(principal: Principal): Principal {
  const { type, value } = principal;
  if (typeof value !== 'string') return principal;
  if (type === 'Service') return { type, value: fold(value) };
  const account = type === 'AWS' ? accountOfRoot(value) : undefined;
  if (account === undefined) return principal;
  const partition = partitionOf(value) ?? 'aws';
  return { type, value: partition === 'aws' ? `root:${account}` : `arn:${partition}:iam::${account}:root` };
}

export function principalKey(principal: Principal): string {
  return `${principal.type} ${stableText(principal.value)}`;
}

/** Returns the account that `111122223333`, `arn:aws:iam::111122223333:root` or `root:111122223333` stands for. */
export function accountOfRoot(principal: string): string | undefined {
  const forms = /^(?:root:(\d{12})|(\d{12})|arn:[a-z\d-]+:iam::(\d{12}):root)$/u.exec(principal);
  return forms?.[1] ?? forms?.[2] ?? forms?.[3];
}

/** Returns the partition of an ARN; undefined where it is none. */
export function partitionOf(arn: string): string | undefined {
  return /^arn:([a-z\d-]+):/u.exec(arn)?.[1];
}

function canonicalConditions(conditions: readonly Condition[]): readonly Condition[] {
  const lines = conditions.map((condition): Condition => {
    const operator = operatorOf(condition.operator);
    return {
      operator: operator.canonical,
      key: fold(condition.key),
      values: textSet(condition.values.map((value) => operator.value(value))),
    };
  });
  const byKey = new Map<string, Condition[]>();
  for (const line of lines) {
    const key = stableText([line.operator, line.key]);
    byKey.set(key, [...(byKey.get(key) ?? []), line]);
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, same]) => joined(same));
}

/**
 * Joins conditions of one operator and key. ArnEquals and ArnLike are one operator under two names, so one key
 * may stand under both, joined by AND. A negated pair is one line with the values of both; of a positive pair the second keeps its
 * other name, since one line would join them by OR.
 */
function joined(same: readonly Condition[]): readonly Condition[] {
  const [first, ...others] = [...new Map(same.map((line) => [stableText(line.values), line])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line);
  if (first === undefined) return [];
  const { negated, quantifier } = operatorOf(first.operator);
  if (negated && quantifier !== 'any') {
    return [{ ...first, values: textSet([first, ...others].flatMap((line) => line.values)) }];
  }
  return [
    first,
    ...others.map((line) => ({ ...line, operator: line.operator.replace('arnlike', 'arnequals') })),
  ];
}
