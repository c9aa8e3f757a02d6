/** What is wrong with a text that is no YAML, in words that say what to look for in the line. */
export interface SyntaxWords {
  readonly message: string;
  readonly hint?: string;
  /** Where it begins, as an offset in the text, where that is not where the parser stopped. */
  readonly at?: number;
}

/** What is known where the parser stopped. */
interface Stop {
  readonly reason: string;
  readonly text: string;
  readonly at: number;
  /** The line up to there, and the one above it that holds something. */
  readonly before: string;
  readonly above: string;
}

type Rule = (stop: Stop) => SyntaxWords | undefined;

/** From the most to the least certain; the first that knows something is taken. */
const rules: readonly Rule[] = [conflict, unclosed, textAfterQuote, colonInText, indentation, byReason];

/**
 * Builds the words for a reason of the YAML parser, which stopped at the offset `at`. They are a message and, where
 * there is one, a hint.
 */
export function wordsOf(reason: string, text: string, at: number): SyntaxWords {
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const above = text
    .slice(0, lineStart)
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '');
  const stop: Stop = { reason, text, at, before: text.slice(lineStart, at), above: above.at(-1) ?? '' };
  for (const rule of rules) {
    const found = rule(stop);
    if (found !== undefined) return found;
  }
  return { message: `this is not YAML: ${reason}` };
}

function conflict({ text }: Stop): SyntaxWords | undefined {
  const mark = /^<{7} .*$/mu.exec(text);
  if (mark === null) return undefined;
  return {
    message: 'this is an unresolved Git conflict',
    hint: 'keep one of the two versions, and remove the lines <<<<<<<, ======= and >>>>>>>',
    at: mark.index,
  };
}

/** Explains a bracket or quote that is never closed. It runs on to the end: it is reported where it was opened. */
function unclosed({ reason, text, at }: Stop): SyntaxWords | undefined {
  if (!/^deficient indentation|within a (?:flow collection|(?:single|double) quoted scalar)$/u.test(reason))
    return undefined;
  const opened = openedBefore(text, at);
  if (opened === undefined)
    return {
      message: 'a bracket or quote above is not closed before this line',
      hint: 'close it, or indent this line',
    };
  const mark = text.charAt(opened);
  return mark === '[' || mark === '{'
    ? {
        message: `this ${mark} is never closed`,
        hint: `close it with ${mark === '[' ? ']' : '}'}`,
        at: opened,
      }
    : { message: 'this quote is never closed', hint: `close it with ${mark}`, at: opened };
}

const furthest = 200;

/** Finds the last line above that opens more than it closes, and what it opens last. */
function openedBefore(text: string, at: number): number | undefined {
  let end = at;
  for (let line = 0; line < furthest && end >= 0; line += 1) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const opened = openIn(text.slice(start, end));
    if (opened !== undefined) return start + opened;
    if (start === 0) return undefined;
    end = start - 1;
  }
  return undefined;
}

/** Finds the offset of what a line leaves open; quotes count where a value may begin. */
function openIn(line: string): number | undefined {
  const open: number[] = [];
  let quote: number | undefined;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote !== undefined) {
      if (character === '\\' && line.charAt(quote) === '"') index += 1;
      else if (character === line.charAt(quote)) quote = undefined;
      continue;
    }
    if (character === '#' && /(?:^|\s)$/u.test(line.slice(0, index))) break;
    const begins = /(?:^\s*|[:\-,?] *|[[{] *)$/u.test(line.slice(0, index));
    if ((character === '"' || character === "'") && begins) quote = index;
    else if ((character === '[' || character === '{') && (begins || open.length > 0)) open.push(index);
    else if (character === ']' || character === '}') open.pop();
  }
  return quote ?? open.at(-1);
}

function textAfterQuote({ before, text, at }: Stop): SyntaxWords | undefined {
  const quote = /(['"])\s*$/u.exec(before)?.[1];
  if (quote === undefined || !/[\p{L}\p{N}]/u.test(text.charAt(at))) return undefined;
  const hint =
    quote === "'"
      ? "inside single quotes write '' for a quote"
      : 'inside double quotes write \\" for a quote';
  return { message: 'the text continues after its closing quote', hint };
}

function colonInText({ reason, before, text, at }: Stop): SyntaxWords | undefined {
  if (!/^bad indentation/u.test(reason) || text.charAt(at) !== ':' || !/\S: /u.test(before)) return undefined;
  return { message: 'this text contains ": ", which starts a value', hint: 'put the text in quotes' };
}

function indentation({ reason, before, above, text, at }: Stop): SyntaxWords | undefined {
  if (!/^bad indentation|^end of the stream or a document separator/u.test(reason)) return undefined;
  const key = /^(\s*)[^\s:]+$/u.exec(before);
  if (key !== null && text.charAt(at) === ':') {
    return /:(?:\s|$)/u.test(above)
      ? {
          message: 'this line is indented below a line that already has a value',
          hint: 'indent it like the fields beside it',
        }
      : { message: 'the line above is not "key: value"', hint: 'add its colon, with a space after it' };
  }
  if (before.trim() === '')
    return {
      message: 'the indentation of this line does not match any line above',
      hint: 'indent it like the fields that it belongs to',
    };
  return undefined;
}

function byReason({ reason, text, at }: Stop): SyntaxWords | undefined {
  const closer = text.charAt(at);
  if (/^missed comma/u.test(reason) && (closer === ']' || closer === '}'))
    return {
      message: `this ${closer} does not match the last opening bracket`,
      hint: 'close the inner one first',
    };
  const [, message, hint] = words.find(([term]) => term.test(reason)) ?? [];
  if (message === undefined) return undefined;
  return hint === undefined ? { message } : { message, hint };
}

/** The parser's terms. */
const words: readonly (readonly [term: RegExp, message: string, hint?: string])[] = [
  [/^tab characters/u, 'a tab indents this line', 'indent with spaces'],
  [
    /^nesting exceeded/u,
    'this is nested too deeply for a manifest',
    'reduce it to at most 50 levels; a policy has about ten',
  ],
  [/^missed comma/u, 'a comma is missing before this', 'add it'],
  [
    /^expected the node content, but found ','/u,
    'a value is missing before this comma',
    'remove the comma, or write the value',
  ],
  [
    /^unknown escape|^expected hexadecimal/u,
    'this escape sequence is unknown',
    'in double quotes write \\\\ for a backslash, or use single quotes',
  ],
  [
    /non-printable|^expected valid JSON character/u,
    'this is a non-printable character',
    'remove it, or write it as an escape in double quotes',
  ],
  [/^unidentified alias|alias node/u, 'aliases are not allowed', 'write the value out'],
  [
    /directive|^ill-formed tag|TAG/u,
    'a line that starts with % is a YAML directive, which manifests do not need',
    'remove it, or put the text in quotes',
  ],
  [
    /^can not read a block mapping entry|^expected ':'/u,
    'this line is not "key: value"',
    'add the colon, or indent the line if it continues the line above',
  ],
  [
    /^bad indentation|^end of the stream or a document separator/u,
    'this does not fit the lines above',
    'check the indentation, and quote text that holds ": "',
  ],
];
