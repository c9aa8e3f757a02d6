import { readOneDocument } from '../../../manifest/one-document.ts';
import type { SourceFile } from '../../../manifest/source.ts';
import type { Binding } from '../../../model/binding.ts';
import type { Person } from '../../../model/decisions.ts';
import type { Diagnostic, Span } from '../../../model/diagnostic.ts';
import { day, type Duration, type Instant } from '../../../model/instant.ts';
import { pathOf, showPath, type Path } from '../../../model/path.ts';
import { tokensKind } from './declaration.ts';
import { tokensSchema, type TokenRow } from './schema.ts';
import { unknownKindsIn } from './unknown-kinds.ts';

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

/** What a tokens file is held against. */
export interface TokensContext {
  readonly now: Instant;
  /** The kinds that there are: a binding for another would never count. */
  readonly kinds: readonly string[];
}

/** Loads a tokens file. Gives every mistake of it with its place, and no value that could be a token. */
export function loadTokens(file: SourceFile, context: TokensContext): TokensRead {
  const read = readTokens(file, context);
  return read.is === 'refused' ? read : { is: 'ok', tokens: read.rows.map(listed) };
}

/** The rows of a file without a mistake, and where each stands. */
export type RowsRead =
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'ok'; readonly rows: readonly TokenRow[]; spanOf(path: Path): Span };

/** Gives the rows of a tokens file, or every mistake of it. */
export function readTokens(file: SourceFile, context: TokensContext): RowsRead {
  const read = readOneDocument(file, tokensKind, 'tokens.one-document');
  if (read.is === 'refused') return { is: 'refused', diagnostics: read.diagnostics.map(withoutSecrets) };
  const { tokens } = tokensSchema.parse(read.manifest.spec);
  const spanOf = (path: Path): Span => read.document.spanOf(path);
  const diagnostics = tokens.flatMap((row, at) =>
    mistakesOf(row, tokens.slice(0, at), context).map(({ fields, message, code = 'tokens.value' }) =>
      withoutSecrets({
        severity: 'error',
        code,
        message: `${showPath(pathOf(['spec', 'tokens', at, ...fields]))} ${message}`,
        span: spanOf(pathOf(['spec', 'tokens', at, ...fields])),
      }),
    ),
  );
  return diagnostics.length > 0 ? { is: 'refused', diagnostics } : { is: 'ok', rows: tokens, spanOf };
}

function listed({ hash, subject, expires, bindings }: TokenRow): ListedToken {
  return { hash, person: { id: `person:${subject}`, name: subject }, bindings, expiresAt: endOf(expires) };
}

interface Mistake {
  readonly fields: readonly (string | number)[];
  readonly message: string;
  readonly code?: Diagnostic['code'];
}

function mistakesOf(
  { name, hash, expires, bindings }: TokenRow,
  before: readonly TokenRow[],
  { now, kinds }: TokensContext,
): readonly Mistake[] {
  const twice = before.find((one) => one.hash === hash);
  return [
    ...(before.some((one) => one.name === name)
      ? [{ fields: ['name'], message: `is a duplicate: ${name}` }]
      : []),
    ...(twice === undefined
      ? []
      : [{ fields: ['hash'], message: `is that of the token ${twice.name}: one token has one row` }]),
    ...(endOf(expires) > now + longest
      ? [{ fields: ['expires'], message: `must be at most 366 days away, got ${expires}` }]
      : []),
    ...unknownKindsIn(bindings, kinds).map((mistake) => ({
      ...mistake,
      fields: ['bindings', ...mistake.fields],
    })),
  ];
}

/** Parses an end: a date counts to its last moment. */
export function endOf(text: string): Instant {
  return text.includes('T') ? Date.parse(text) : Date.parse(`${text}T00:00:00Z`) + day;
}

/** Masks what could be a token that somebody wrote where its hash belongs, or as the name of a field. */
export function withoutSecrets({ message, hint: _, path: __, ...rest }: Diagnostic): Diagnostic {
  return { ...rest, message: message.replaceAll(/[\w~+=-]{24,}/gu, '…') };
}
