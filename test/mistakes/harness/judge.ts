import type { Diagnostic, Span } from '../../../src/model/diagnostic.ts';
import { errors, type ErrorCode } from '../../../src/model/errors/index.ts';
import { hintOf } from '../../../src/report/display/diagnostic.ts';
import { visible } from '../../../src/report/text/visible.ts';
import type { Mistake } from './mistake.ts';
import type { Ran } from './run.ts';

/** What no message may hold: the insides of the program, or what a terminal would obey. */
const insides: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack frame', /^\s+at .*(?::\d+:\d+\)?|<anonymous>)$/mu],
  ['an error of the program', /\b(?:TypeError|RangeError|ReferenceError|ZodError|YAMLException)\b/u],
  ['"undefined"', /\bundefined\b/u],
  ['an object that nobody wrote out', /\[object \w+\]/u],
  ['a number that is none', /\bNaN\b/u],
  ['a character that a terminal obeys', /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u],
];

/**
 * Lists what is wrong with how a mistake was reported; nothing if all is well. `told` are its diagnostics, if it has any.
 */
export function complaintsOf(
  mistake: Mistake,
  ran: Ran,
  told: readonly Diagnostic[] | undefined,
): readonly string[] {
  const text = ran.both;
  const wanted = mistake.exit ?? 1;
  return [
    ...(ran.exit === wanted ? [] : [`ends with ${String(ran.exit)}, not ${String(wanted)}`]),
    ...insides.filter(([, pattern]) => pattern.test(text)).map(([what]) => `shows ${what}`),
    ...(text.trim() === '' ? ['says nothing'] : []),
    ...(mistake.writes === undefined ? writesOf(ran) : []),
    ...(told ?? []).flatMap((diagnostic) => complaintsAbout(diagnostic, mistake, text)),
    ...(mistake.about === undefined || standsIn(mistake.about, mistake, text)
      ? []
      : [`is about ${mistake.about}, which stands nowhere in it`]),
  ];
}

function writesOf({ written, moved }: Ran): readonly string[] {
  return [...written.map((change) => `writes: ${change}`), ...(moved ? ['changes AWS'] : [])];
}

function complaintsAbout(diagnostic: Diagnostic, mistake: Mistake, text: string): readonly string[] {
  const { code, message, span, path } = diagnostic;
  if (!isCode(code)) return [`${String(code)} is no row of src/model/errors/`];
  const ofManifest = /^(?:manifest|policy|check)\./u.test(code);
  return [
    ...(hintOf(diagnostic).trim() === '' ? [`${code} has no hint`] : []),
    ...(/[.!]$/u.test(message) ? [`"${message}" ends with a dot`] : []),
    ...(path === undefined && mistake.about === undefined
      ? [`"${message}" has no path: say what the row is about`]
      : []),
    ...(ofManifest && span === undefined && mistake.nowhere === undefined
      ? [`"${message}" says no file, line and column`]
      : []),
    ...(span === undefined || isShown(span, text, ofManifest)
      ? []
      : [`"${message}" does not show its place`]),
  ];
}

/**
 * Returns true if a place is shown as `file:line:column` with the line and a caret below it. A file that is wrong as
 * a whole is shown by its name.
 */
function isShown({ file, line, column, endColumn }: Span, text: string, hasLine: boolean): boolean {
  const at = text.indexOf(`${visible(file)}:${String(line)}:${String(column)}:`);
  if (at !== -1 && !hasLine) return true;
  if (at === -1) return line === 1 && endColumn === 1 && text.includes(`${visible(file)}:`);
  const own = text.slice(at, text.indexOf('hint:', at));
  return new RegExp(`\\n +${String(line)} \\| `, 'u').test(own) && /\n +\| +\^+\n/u.test(own);
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code);
}

function standsIn(
  about: string,
  { argv = [], variables = {}, files = {}, bytes = {}, troubles = {} }: Mistake,
  text: string,
): boolean {
  const places = [
    text,
    argv.join(' '),
    ...Object.keys(variables),
    ...Object.keys(files),
    ...Object.values(files),
    ...Object.keys(bytes),
    ...Object.keys(troubles),
  ];
  return places.some((place) => place.includes(about));
}

/** Finds the codes that a text names, as people read them. */
export function codesIn(text: string): readonly ErrorCode[] {
  const found = [...text.matchAll(/\((?<code>[a-z-]+\.[a-z-]+)\)/gu)].map(
    ({ groups }) => groups?.['code'] ?? '',
  );
  return [...new Set(found)].filter(isCode);
}
