import { parseEvents, YAMLException } from 'js-yaml';
import type { Diagnostic, Span } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Range, Source } from './source.ts';
import type { YamlDocument } from './yaml-document.ts';
import { readEvents, type Reading } from './yaml-events.ts';
import { wordsOf } from './yaml-words.ts';

/** A policy nests about ten deep; deeper than this is no manifest. */
const maxDepth = 50;

/**
 * Parses the documents of a file, and every mistake of its YAML. Skips empty documents. After a syntax error the
 * other documents of the file are still read, so that they are checked too.
 */
export function parseYaml(source: Source): ReadFile {
  const { documents, diagnostics } = readParts(source);
  let parts: readonly Range[] | undefined;
  const partAt = (start: number): Range | undefined => {
    parts ??= partsOf(source.text);
    return parts.findLast((one) => one.start <= start);
  };
  return {
    documents: documents.map((one) => ({
      ...one,
      spanLater: spanLater(source, one, partAt),
      text: textLater(source, one),
    })),
    diagnostics,
  };
}

function readParts(source: Source): Reading {
  const whole = parsePart(source, { start: 0, end: source.text.length });
  if (whole.is === 'read') return whole;
  const parts = partsOf(source.text).map((part) => parsePart(source, part));
  if (!parts.some((part) => part.is === 'broken')) return { documents: [], diagnostics: [whole.diagnostic] };
  return {
    documents: parts.flatMap((part) => (part.is === 'read' ? part.documents : [])),
    diagnostics: parts.flatMap((part) => (part.is === 'read' ? part.diagnostics : [part.diagnostic])),
  };
}

/** What one file holds. */
export interface ReadFile {
  readonly documents: readonly ReadDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A document whose positions may be let go: of thousands, few are asked for once all is loaded. */
export interface ReadDocument extends YamlDocument {
  /** Reads the document again for each answer. */
  readonly spanLater: (path: Path) => Span;
  /** Gives it as it is written, without what stands around it: that may be of another. */
  readonly text: () => string;
}

/** Cuts a document out of its file: whole lines of it, up to the comment behind its last value. */
function textLater({ text }: Source, { start, end }: YamlDocument): () => string {
  return () => {
    const line = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
    const from = text.slice(line, start).trim() === '' ? line : start;
    const comment = /[ \t]+#[^\r\n]*/uy;
    comment.lastIndex = end;
    return text.slice(from, end + (comment.exec(text)?.[0].length ?? 0)).trimEnd();
  };
}

function spanLater(
  source: Source,
  { start, span }: YamlDocument,
  partAt: (start: number) => Range | undefined,
): (path: Path) => Span {
  return (path) => {
    const part = partAt(start);
    const read = part === undefined ? undefined : parsePart(source, part);
    const again = read?.is === 'read' ? read.documents.find((one) => one.start === start) : undefined;
    return again?.spanOf(path) ?? span;
  };
}

type Part = ({ readonly is: 'read' } & Reading) | { readonly is: 'broken'; readonly diagnostic: Diagnostic };

/**
 * Splits a text into documents. A `---` at the start of a line always begins one, even inside quotes (YAML 1.2,
 * c-forbidden).
 */
function partsOf(text: string): readonly Range[] {
  const starts = [0, ...[...text.matchAll(/^---(?=[ \t\r\n]|$)/gmu)].map((found) => found.index)];
  return [...new Set(starts)].map((start, index, all) => ({ start, end: all[index + 1] ?? text.length }));
}

function parsePart(source: Source, part: Range): Part {
  const text = source.text.slice(part.start, part.end);
  try {
    return { is: 'read', ...readEvents(source, text, part.start, parseEvents(text, { maxDepth })) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const stopped = Math.min(error.mark?.position ?? 0, text.length);
    const { at = stopped, ...words } = wordsOf(error.reason, text, stopped);
    const span = source.span({ start: part.start + at, end: part.start + at });
    return { is: 'broken', diagnostic: { severity: 'error', code: 'manifest.syntax', ...words, span } };
  }
}
