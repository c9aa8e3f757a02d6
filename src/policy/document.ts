import { byCodeUnit, isUnknown, stableText, type Unknown } from '../model/tree.ts';

/** One string of a policy, or the text of one that AWS has yet to assign. */
export type Text = string | Unknown;

/** Where a document is attached: AWS's rules differ for key, bucket and inline role policies. */
export type PolicyKind = 'key' | 'bucket' | 'role';

export type Effect = 'Allow' | 'Deny';

export const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof principalTypes)[number];

/** One principal. `Principal: "*"` is read as `{AWS: "*"}`: IAM documents them as equal. */
export interface Principal {
  readonly type: PrincipalType;
  readonly value: Text;
}

/** `Action: [...]`, or with `not` the element `NotAction: [...]`; likewise principals and resources. */
export interface Selection<T> {
  readonly not: boolean;
  readonly entries: readonly T[];
}

/** One line of a Condition block: several are joined by AND, the values of one by OR. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Text[];
}

export interface Statement {
  readonly sid?: Text;
  readonly effect: Effect;
  readonly principals?: Selection<Principal>;
  readonly actions?: Selection<Text>;
  readonly resources?: Selection<Text>;
  readonly conditions: readonly Condition[];
}

export const policyVersions = ['2008-10-17', '2012-10-17'] as const;
export type PolicyVersion = (typeof policyVersions)[number];

export interface Policy {
  /** An absent Version means 2008-10-17 (IAM, element Version). */
  readonly version: PolicyVersion;
  /** False where the document did not state its Version. */
  readonly versionStated: boolean;
  readonly id?: Text;
  readonly statements: readonly Statement[];
}

/** What nobody attached yet: permits and denies nothing. */
export const noPolicy: Policy = { version: '2012-10-17', versionStated: true, statements: [] };

/** Formats a Text for reading: an Unknown shows its unresolved text. */
export function showText(text: Text): string {
  return isUnknown(text) ? text.$unknown : text;
}

export function sameText(a: Text, b: Text): boolean {
  return a === b || (typeof a !== 'string' && typeof b !== 'string' && a.$unknown === b.$unknown);
}

function byText(a: Text, b: Text): number {
  return byCodeUnit(stableText(a), stableText(b));
}

/** Makes a set of Texts: sorted, each once. */
export function textSet(texts: readonly Text[]): readonly Text[] {
  const byKey = new Map(texts.map((text) => [stableText(text), text] as const));
  return [...byKey.values()].sort(byText);
}

/** Returns how a statement is called in messages: its Sid, or its place in the document counted from 0. */
export function statementName(statement: Statement, index: number): string {
  const sid = statement.sid === undefined ? '' : showText(statement.sid);
  return sid === '' ? `Statement[${index}]` : sid;
}
