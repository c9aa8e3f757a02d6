import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import { join, type Path } from '../../model/path.ts';
import type { Tree } from '../../model/tree.ts';
import { accountOfRoot } from '../canonical.ts';
import { accountOf } from '../caller.ts';
import {
  showText,
  statementName,
  type Policy,
  type PolicyKind,
  type Principal,
  type Statement,
  type Text,
} from '../document.ts';
import { fold } from '../fold.ts';
import { placeOfEntry } from './place-of-entry.ts';

/** What a rule may know besides the document. */
export interface LintContext {
  readonly kind: PolicyKind;
  /** Account that owns what the document is attached to. */
  readonly account: string;
  readonly partition: string;
  /** Its region, where it has one. */
  readonly region?: string;
  /** ARNs of principals that may administer keys besides the account root. */
  readonly administrators: readonly string[];
  /** Where the document is in its manifest. */
  readonly at?: Path;
  /** The document as it is written, so that a finding points at an entry of a list; absent: it points at the list. */
  readonly document?: Tree;
}

/** One rule about single statements; gives every finding. */
export type StatementRule = (
  statement: Statement,
  context: LintContext,
  policy: Policy,
) => readonly Finding[];

/** A finding in a statement; `element` is the path inside it, `entry` the first entry there that it is about. */
export interface Finding {
  readonly severity: Diagnostic['severity'];
  readonly code: ErrorCode;
  /** Follows the statement's name: `allows everybody`. */
  readonly says: string;
  readonly hint?: string;
  readonly element?: readonly (string | number)[];
  readonly entry?: Text | undefined;
}

export function diagnosticOf(
  finding: Finding,
  policy: Policy,
  index: number,
  { at = '', document }: Pick<LintContext, 'at' | 'document'>,
): Diagnostic {
  const { severity, code, says, hint, element = [], entry } = finding;
  const path = join('', 'Statement', index, ...element);
  const place = document === undefined || entry === undefined ? path : placeOfEntry(document, path, entry);
  const statement = policy.statements[index];
  const named = statement === undefined ? `Statement[${index}]` : statementName(statement, index);
  const name = named.startsWith('Statement[') ? named : `statement ${named}`;
  return {
    severity,
    code,
    message: `${name} ${says}`,
    ...(hint === undefined ? {} : { hint }),
    path: `${at}${place}` as Path,
  };
}

export function conditionKeys(statement: Statement): readonly string[] {
  return statement.conditions.map((condition) => fold(condition.key));
}

/** Lists the principals a statement speaks of by name; none for NotPrincipal. */
export function namedPrincipals(statement: Statement): readonly Principal[] {
  return statement.principals?.not === false ? statement.principals.entries : [];
}

/** Returns the account of a principal; undefined for services, everybody, and ids that do not tell. */
export function accountOfPrincipal({ type, value }: Principal): string | undefined {
  return type === 'AWS' ? (accountOfRoot(showText(value)) ?? accountOf(showText(value))) : undefined;
}

/** Lists the actions a statement names, as written; none for NotAction, and none that are not known yet. */
export function namedActions(statement: Statement): readonly string[] {
  const entries = statement.actions?.not === false ? statement.actions.entries : [];
  return entries.filter((entry) => typeof entry === 'string');
}

/** Of whose actions a document of a kind speaks; one of a role of any. */
export const ownService = { key: 'kms', bucket: 's3', role: undefined } as const;
