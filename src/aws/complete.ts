import type { Operation, Shape } from './services/operation.ts';

/**
 * Finds the first member, by path, that a true answer has and this one lacks; undefined if it lacks none. A page that
 * says that more follow has the token of the next one.
 */
export function lackOf({ always, paging }: Operation, answer: unknown): string | undefined {
  const lack = Object.entries(always).find(([path, shape]) => !has(answer, path.split('.'), shape));
  if (lack !== undefined) return lack[0];
  if (paging?.more === undefined || !has(answer, [paging.more], 'boolean')) return undefined;
  const isLast = (answer as Readonly<Record<string, unknown>>)[paging.more] === false;
  return isLast || has(answer, [paging.out], 'text') ? undefined : paging.out;
}

function has(value: unknown, path: readonly string[], shape: Shape): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return isOf(value, shape);
  if (typeof value !== 'object' || value === null) return false;
  const member: unknown = (value as Readonly<Record<string, unknown>>)[name.replace('[]', '')];
  if (!name.endsWith('[]')) return has(member, rest, shape);
  return Array.isArray(member) && member.every((one) => has(one, rest, shape));
}

function isOf(value: unknown, shape: Shape): boolean {
  if (shape === 'list') return Array.isArray(value);
  if (shape === 'text') return typeof value === 'string' && value !== '';
  if (shape === 'document') return typeof value === 'string' && isDocument(value);
  if (shape === 'boolean') return typeof value === 'boolean';
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Distinguishes a policy document from another body that was passed on as text, as S3 does with any body. Every
 * stored document has statements (IAM User Guide, policy grammar). IAM encodes it for URLs (IAM API, GetRolePolicy).
 */
function isDocument(text: string): boolean {
  const document = jsonOf(text) ?? jsonOf(decoded(text));
  return typeof document === 'object' && document !== null && 'Statement' in document;
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
