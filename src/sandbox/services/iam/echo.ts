import { createHash } from 'node:crypto';
import { byCodeUnit } from '../../../model/tree.ts';
import { listOf, type Document, type PrincipalElement, type Statement, statementsOf } from './document.ts';

/**
 * Returns a document as KMS and S3 give it back. Lists of one collapse to a string, and longer ones come in another
 * order (terraform-provider-aws issues 13973, 39788, 11801, 27422). The order here is by hash: stable, and seldom the
 * one that was sent.
 */
export function echoedDocument(document: Document): Document {
  return { ...document, Statement: statementsOf(document).map(echoedStatement) };
}

function echoedStatement(statement: Statement): Statement {
  const shown: Record<string, unknown> = { ...statement };
  for (const member of ['Action', 'NotAction', 'Resource', 'NotResource'] as const) {
    const value = statement[member];
    if (value !== undefined) shown[member] = shuffled(value);
  }
  for (const member of ['Principal', 'NotPrincipal'] as const) {
    const value = statement[member];
    if (value !== undefined) shown[member] = echoedPrincipal(value);
  }
  return shown as Statement;
}

function echoedPrincipal(element: PrincipalElement): PrincipalElement {
  if (typeof element === 'string') return element;
  return Object.fromEntries(Object.entries(element).map(([type, entries]) => [type, shuffled(entries)]));
}

function shuffled(value: string | readonly string[]): string | string[] {
  const items = [...listOf<string>(value)];
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  const ranked = items.map((item) => ({ item, rank: createHash('sha256').update(item).digest('hex') }));
  return ranked.sort((a, b) => byCodeUnit(a.rank, b.rank)).map(({ item }) => item);
}

/** Prints JSON in the style of the Jackson library's pretty printer, which GetKeyPolicy answers in. */
export function jacksonText(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => jacksonText(item, indent)).join(', ')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${inner}${JSON.stringify(name)} : ${jacksonText(member, inner)}`);
  return members.length === 0 ? '{ }' : `{\n${members.join(',\n')}\n${indent}}`;
}
