import { readOneDocument } from '../../../manifest/one-document.ts';
import type { SourceFile } from '../../../manifest/source.ts';
import type { Binding } from '../../../model/binding.ts';
import type { Person } from '../../../model/decisions.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { day, type Duration, type Instant } from '../../../model/instant.ts';
import { tokensKind } from './declaration.ts';
import { tokensSchema, type TokenRow } from './schema.ts';

/** A token of the file. The file holds no token itself. */
export interface ListedToken {
  readonly hash: string;
  readonly person: Person;
  readonly bindings: readonly Binding[];
  readonly expiresAt: Instant;
}

export type TokensRead =
  | { readonly is: 'ok'; readonly tokens: readonly ListedToken[] }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** A forgotten token ends. The day more is that of an end that is a date, which counts to its last moment. */
const longest: Duration = (366 + 1) * day;

/** Loads a tokens file. Gives every mistake of it with its place, and no value that could be a token. */
export function loadTokens(file: SourceFile, now: Instant): TokensRead {
  const read = readOneDocument(file, tokensKind, 'tokens.one-document');
  if (read.is === 'refused') return { is: 'refused', diagnostics: read.diagnostics.map(withoutSecrets) };
  const { tokens } = tokensSchema.parse(read.manifest.spec);
  const diagnostics = tokens.flatMap((row, at) =>
    mistakesOf(row, tokens.slice(0, at), now).map(({ field, message }): Diagnostic => ({
      severity: 'error',
      code: 'tokens.value',
      message: `spec.tokens[${String(at)}].${field} ${message}`,
      span: read.document.spanOf(`/spec/tokens/${at}/${field}`),
    })),
  );
  return diagnostics.length > 0 ? { is: 'refused', diagnostics } : { is: 'ok', tokens: tokens.map(listed) };
}

function listed({ hash, subject, expires, bindings }: TokenRow): ListedToken {
  return { hash, person: { id: `person:${subject}`, name: subject }, bindings, expiresAt: endOf(expires) };
}

interface Mistake {
  readonly field: 'name' | 'hash' | 'expires';
  readonly message: string;
}

function mistakesOf(
  { name, hash, expires }: TokenRow,
  before: readonly TokenRow[],
  now: Instant,
): readonly Mistake[] {
  const twice = before.find((one) => one.hash === hash);
  return [
    ...(before.some((one) => one.name === name)
      ? [{ field: 'name' as const, message: `is a duplicate: ${name}` }]
      : []),
    ...(twice === undefined
      ? []
      : [{ field: 'hash' as const, message: `is that of the token ${twice.name}: one token has one row` }]),
    ...(endOf(expires) > now + longest
      ? [{ field: 'expires' as const, message: `must be at most 366 days away, got ${expires}` }]
      : []),
  ];
}

/** Parses an end: a date counts to its last moment. */
function endOf(text: string): Instant {
  return text.includes('T') ? Date.parse(text) : Date.parse(`${text}T00:00:00Z`) + day;
}

/** Masks what could be a token that somebody wrote where its hash belongs, or as the name of a field. */
function withoutSecrets({ message, hint: _, path: __, ...rest }: Diagnostic): Diagnostic {
  return { ...rest, message: message.replaceAll(/[\w~+=-]{24,}/gu, '…') };
}
