import { showText, type Text } from './document.ts';
import { fold } from './fold.ts';
import { coversGlob, overlapsGlob } from './glob.ts';
import { addressesOf } from './ip.ts';
import type { Operator } from './operators.ts';
import { complement, coversSpans, highest, lowest, overlapSpans, point, type Span } from './spans.ts';
import { allOf, anyOf, notOf, type Truth } from './truth.ts';
import { arnParts, decimal, instantOf, literal } from './values.ts';

type Line = 'numeric' | 'date' | 'ip';

/** Values that are told apart by one way of comparing them. */
type Atom =
  | { readonly is: 'texts'; readonly pattern: string; readonly anyCase: boolean }
  | { readonly is: 'arns'; readonly parts: readonly string[] }
  | { readonly is: 'spans'; readonly line: Line; readonly spans: readonly Span[] }
  /** A value that is not known yet, or that its operator cannot read. */
  | { readonly is: 'opaque'; readonly text: string };

/** The values of a condition key that an operator accepts: any of the atoms, or with `negated` none of them. */
export interface ValueSet {
  readonly negated: boolean;
  readonly atoms: readonly Atom[];
}

export function valueSet(operator: Operator, values: readonly Text[]): ValueSet {
  return { negated: operator.negated, atoms: joined(values.map((value) => atomOf(operator, value))) };
}

export const allValues: ValueSet = { negated: true, atoms: [] };
export const noValues: ValueSet = { negated: false, atoms: [] };

function atomOf(operator: Operator, value: Text): Atom {
  const opaque: Atom = { is: 'opaque', text: showText(value) };
  if (typeof value !== 'string') return opaque;
  switch (operator.family) {
    case 'string':
      return operator.comparison === 'equals' ? texts(plain(value)) : texts(fold(plain(value)), true);
    case 'bool':
      return texts(fold(plain(value)), true);
    case 'binary':
      return texts(literal(value));
    case 'like':
      return texts(unescaped(value));
    case 'arn': {
      const parts = arnParts(unescaped(value));
      return value === '*' ? texts('*') : parts.length === 6 ? { is: 'arns', parts } : opaque;
    }
    case 'ip':
      return spansOf('ip', ipSpans(value)) ?? opaque;
    case 'numeric':
      return spansOf('numeric', ordered(operator, decimal(value))) ?? opaque;
    case 'date':
      return spansOf('date', ordered(operator, instantOf(value))) ?? opaque;
    default:
      return opaque;
  }
}

function texts(pattern: string, anyCase = false): Atom {
  return { is: 'texts', pattern, anyCase };
}

function spansOf(line: Line, spans: readonly Span[] | undefined): Atom | undefined {
  return spans === undefined ? undefined : { is: 'spans', line, spans };
}

/** Hides wildcards: they are plain characters, but a variable stays one. */
function plain(text: string): string {
  return unescaped(text).replaceAll(/\$\{[^}]*\}|[*?]/gu, (found) =>
    found.startsWith('${') ? found : literal(found),
  );
}

/** Replaces `${*}`, `${?}` and `${$}` with the characters they stand for (IAM User Guide, policy variables). */
function unescaped(text: string): string {
  return text.replaceAll(/\$\{([*?$])\}/gu, (_, character: string) => literal(character));
}

function ipSpans(range: string): readonly Span[] | undefined {
  const found = addressesOf(range);
  if (found === undefined) return undefined;
  return [{ from: { at: found.from, after: false }, to: { at: found.behind, after: false } }];
}

function ordered(operator: Operator, at: number): readonly Span[] | undefined {
  if (Number.isNaN(at)) return undefined;
  switch (operator.comparison) {
    case 'less':
      return [{ from: lowest, to: { at, after: false } }];
    case 'lessOrEqual':
      return [{ from: lowest, to: { at, after: true } }];
    case 'greater':
      return [{ from: { at, after: true }, to: highest }];
    case 'greaterOrEqual':
      return [{ from: { at, after: false }, to: highest }];
    default:
      return [point(at)];
  }
}

/** Spans of one line become one atom, so that two halves of a range cover it together. */
function joined(atoms: readonly Atom[]): readonly Atom[] {
  const others = atoms.filter(({ is }) => is !== 'spans');
  const lines = (['numeric', 'date', 'ip'] as const).flatMap((line): readonly Atom[] => {
    const spans = atoms.flatMap((atom) => (atom.is === 'spans' && atom.line === line ? atom.spans : []));
    return spans.length === 0 ? [] : [{ is: 'spans', line, spans }];
  });
  return [...others, ...lines];
}

/** All that can stand on a line. */
const whole: Readonly<Record<Line, Span>> = {
  numeric: { from: lowest, to: highest },
  date: { from: lowest, to: highest },
  ip: { from: { at: 0n, after: false }, to: { at: (1n << 32n) + (1n << 128n), after: false } },
};

export function isEverything({ negated, atoms }: ValueSet): boolean {
  if (negated) return atoms.length === 0;
  return atoms.some(
    (atom) =>
      (atom.is === 'texts' && /^\*+$/u.test(atom.pattern)) ||
      (atom.is === 'spans' && atom.line === 'ip' && coversSpans(atom.spans, [whole.ip])),
  );
}

/** Returns true if `wide` holds every value of `narrow`; `unsure` where a value cannot be read. */
export function coversValues(wide: ValueSet, narrow: ValueSet): Truth {
  if (isEverything(wide) || (!narrow.negated && narrow.atoms.length === 0)) return true;
  if (!wide.negated && !narrow.negated) return eachCovered(wide.atoms, narrow.atoms);
  if (wide.negated && narrow.negated) return eachCovered(narrow.atoms, wide.atoms);
  if (wide.negated) {
    return allOf(narrow.atoms.flatMap((a) => wide.atoms.map((b) => notOf(overlap(a, b)))));
  }
  const [only, ...more] = narrow.atoms;
  if (only?.is !== 'spans' || more.length > 0) return false;
  const rest = complement(only.spans, whole[only.line]);
  return eachCovered(wide.atoms, [{ ...only, spans: rest }]);
}

function eachCovered(wide: readonly Atom[], narrow: readonly Atom[]): Truth {
  return allOf(narrow.map((atom) => anyOf(wide.map((other) => covers(other, atom)))));
}

function covers(wide: Atom, narrow: Atom): Truth {
  if (wide.is === 'opaque' || narrow.is === 'opaque') {
    return wide.is === 'opaque' && narrow.is === 'opaque' && wide.text === narrow.text ? true : 'unsure';
  }
  if (wide.is === 'spans') {
    const spans =
      narrow.is === 'spans' && narrow.line === wide.line ? narrow.spans : readAs(wide.line, narrow);
    return spans === undefined ? false : coversSpans(wide.spans, spans);
  }
  if (narrow.is === 'spans') return false;
  if (wide.is === 'arns') {
    const parts = narrow.is === 'arns' ? narrow.parts : partsOf(narrow);
    return parts !== undefined && wide.parts.every((part, index) => coversGlob(part, parts[index] ?? ''));
  }
  if (narrow.is === 'arns') {
    const text = narrow.parts.join(':');
    return coversGlob(wide.pattern, wide.anyCase ? fold(text) : text);
  }
  if (wide.anyCase) return coversGlob(wide.pattern, fold(narrow.pattern));
  return coversGlob(wide.pattern, narrow.anyCase ? withoutCase(narrow.pattern) : narrow.pattern);
}

/** Turns a pattern into one of all spellings: each letter may be any character. A variable stays what it is. */
function withoutCase(pattern: string): string {
  return pattern.replaceAll(/\$\{[^}]*\}|[a-z]/gu, (found) => (found.length > 1 ? found : '?'));
}

type Texts = Extract<Atom, { is: 'texts' }>;

/**
 * Splits a text pattern into the parts of an ARN that it spells out. A wildcard before the last could reach over a
 * colon.
 */
function partsOf({ pattern, anyCase }: Texts): readonly string[] | undefined {
  const parts = arnParts(pattern);
  return parts.length === 6 && !anyCase && !/[*?]|\$\{/u.test(parts.slice(0, 5).join('')) ? parts : undefined;
}

/** Parses one text as a number, a date or an address. */
function readAs(line: Line, atom: Atom): readonly Span[] | undefined {
  if (atom.is !== 'texts' || /[*?]|\$\{/u.test(atom.pattern)) return undefined;
  if (line === 'ip') return ipSpans(atom.pattern);
  const at = line === 'numeric' ? decimal(atom.pattern) : instantOf(atom.pattern);
  return Number.isNaN(at) ? undefined : [point(at)];
}

function overlap(a: Atom, b: Atom): Truth {
  if (a.is === 'opaque' || b.is === 'opaque') return 'unsure';
  if (a.is === 'spans' || b.is === 'spans') {
    const line = a.is === 'spans' ? a.line : b.is === 'spans' ? b.line : 'numeric';
    const [left, right] = [a, b].map((one) =>
      one.is === 'spans' ? (one.line === line ? one.spans : undefined) : readAs(line, one),
    );
    return left === undefined || right === undefined ? 'unsure' : overlapSpans(left, right);
  }
  if (a.is === 'arns' && b.is === 'arns') {
    return a.parts.every((part, index) => overlapsGlob(part, b.parts[index] ?? ''));
  }
  const anyCase = [a, b].some((one) => one.is === 'texts' && one.anyCase);
  const [left = '', right = ''] = [a, b]
    .map((one) => (one.is === 'arns' ? one.parts.join(':') : one.pattern))
    .map((text) => (anyCase ? fold(text) : text));
  return overlapsGlob(left, right);
}
