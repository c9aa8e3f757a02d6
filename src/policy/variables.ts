import { isUnknown } from '../model/tree.ts';
import type { Policy, PolicyVersion, Statement, Text } from './document.ts';
import { fold } from './fold.ts';
import { literal } from './values.ts';

/**
 * What is known of the request: condition key → its value, its values if it has several, or null where
 * it is certain that the request does not carry it. A key ending in `*` speaks for all keys with that
 * beginning. Of keys not named nothing is known.
 */
export type Context = Readonly<Record<string, string | readonly string[] | null>>;

/** Looks up the value of a condition key; undefined if nothing is known of it. */
export function lookUp(context: Context, key: string): string | readonly string[] | null | undefined {
  const name = fold(key);
  const entries = Object.entries(context).map(([known, value]) => ({ known: fold(known), value }));
  const exact = entries.find(({ known }) => known === name);
  const family = entries.find(({ known }) => known.endsWith('*') && name.startsWith(known.slice(0, -1)));
  return (exact ?? family)?.value;
}

/**
 * Fills in the variables of a pattern. Returns undefined if one of them, or the text itself, is not known. Returns
 * null if one is certain to have no value and no default: then nothing equals the pattern (IAM User Guide, policy
 * variables). `${*}`, `${?}` and `${$}` stand for the characters. In version 2008-10-17 all of it is plain text.
 */
export function resolved(text: Text, context: Context, version: PolicyVersion): string | null | undefined {
  if (isUnknown(text)) return undefined;
  if (version === '2008-10-17' || !text.includes('${')) return text;
  const missing: (null | undefined)[] = [];
  const filled = text.replaceAll(/\$\{([^}]*)\}/gu, (_, name: string) => {
    if (name === '*' || name === '?' || name === '$') return literal(name);
    const [, key = '', fallback] = /^\s*([^,\s]*)\s*(?:,\s*'([^']*)'\s*)?$/u.exec(name) ?? [];
    const value = lookUp(context, key);
    const chosen = value === null ? (fallback ?? null) : value;
    if (typeof chosen === 'string') return literal(chosen);
    missing.push(chosen === null ? null : undefined);
    return '';
  });
  if (missing.length === 0) return filled;
  return missing.includes(null) ? null : undefined;
}

/** Returns true if a resource or a condition value holds a policy variable. */
export function usesVariables(policy: Policy): boolean {
  return policy.statements.some(({ resources, conditions }) =>
    [...(resources?.entries ?? []), ...conditions.flatMap(({ values }) => values)].some(
      (text) => !isUnknown(text) && text.includes('${'),
    ),
  );
}

/** Rewrites a document to the same meaning in version 2012-10-17, where `${` would begin a variable. */
export function inVersion2012(policy: Policy): Policy {
  if (policy.version === '2012-10-17') return policy;
  return {
    ...policy,
    version: '2012-10-17',
    versionStated: true,
    statements: policy.statements.map(escaped),
  };
}

function escaped(statement: Statement): Statement {
  const { resources } = statement;
  return {
    ...statement,
    ...(resources === undefined
      ? {}
      : { resources: { not: resources.not, entries: resources.entries.map(escapedText) } }),
    conditions: statement.conditions.map((condition) => ({
      ...condition,
      values: condition.values.map(escapedText),
    })),
  };
}

function escapedText(text: Text): Text {
  return isUnknown(text) ? text : text.replaceAll('${', '${$}{');
}
