import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import { isList, sameTree, type Tree } from '../model/tree.ts';
import { ordered, type Lines } from './order-lines.ts';
import { decode } from './source.ts';
import { parseYaml } from './yaml.ts';

export type Formatted =
  | { readonly is: 'ok'; readonly text: string }
  /** The file is not valid YAML: nothing is known about its meaning, so it stays as it is. */
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** The fields of a kind of manifest at a path, such as `/spec/rotation`, in order; empty where names are free. */
export type FieldOrder = (kind: string, path: Path) => readonly string[];

/**
 * Gives a file of manifests its canonical form: fields in the order of their schema, no space at the end of a line, at
 * most one empty line in a row. It only moves, trims and drops whole lines, so comments stay. A change that would alter
 * the meaning of a document, such as dropping an empty line inside quotes, is left out.
 */
export function formatManifests(path: string, text: string, fields: FieldOrder = () => []): Formatted {
  const read = valuesOf(path, text);
  if (!isList(read)) return { is: 'refused', diagnostics: read.diagnostics };
  const parts = partsOf(text.replaceAll(/\r\n?/gu, '\n').replace(/\n$/u, '').split('\n'));
  const joined = parts.map((part) => formatted(part, fields)).join('\n');
  const result = joined === '' ? '' : `${joined}\n`;
  const after = valuesOf(path, result);
  return { is: 'ok', text: isList(after) && sameTree(read, after) ? result : text };
}

/** A document with the `---` that begins it. */
interface Part {
  readonly mark: readonly string[];
  readonly body: Lines;
}

/** Splits at each `---`, which begins a document wherever a line starts with it (YAML 1.2, c-forbidden). */
function partsOf(lines: Lines): readonly Part[] {
  const starts = lines.flatMap((line, at) => (/^---(?=\s|$)/u.test(line) ? [at] : []));
  const ends = [...starts, lines.length];
  const [first = lines.length] = ends;
  const opening = first === 0 ? [] : [{ mark: [], body: lines.slice(0, first) }];
  const others = starts.map((start, at) => ({
    mark: [(lines[start] ?? '').trimEnd()],
    body: lines.slice(start + 1, ends[at + 1]),
  }));
  return [...opening, ...others];
}

function formatted({ mark, body }: Part, fields: FieldOrder): string {
  // Directives and the explicit end of a document bind it to its neighbours. A mark may begin a value.
  const isBound =
    body.some((line) => /^(?:%|\.\.\.(?:\s|$))/u.test(line)) || /^---\s+[^#\s]/u.test(mark[0] ?? '');
  const kind = kindOf(body);
  const everyLevel = (lines: Lines): Lines =>
    ordered(lines, (path) => (kind === undefined ? [] : fields(kind, path)));
  const changes = isBound ? [] : [trimmed, spaced, topLevel, everyLevel, spaced];
  const changed = changes.reduce((lines, change) => kept(lines, change(lines)), body);
  return [...mark, ...changed].join('\n');
}

/** Gives the changed lines if they mean the same. */
function kept(before: Lines, after: Lines): Lines {
  const [old, changed] = [before, after].map((lines) => valuesOf('', `${lines.join('\n')}\n`));
  return old !== undefined &&
    changed !== undefined &&
    isList(old) &&
    isList(changed) &&
    sameTree(old, changed)
    ? after
    : before;
}

/** Removes space from the ends of lines, except in block scalars, where it is text. */
function trimmed(lines: Lines): Lines {
  let inside: number | undefined;
  return lines.map((line) => {
    const indent = line.search(/\S/u);
    if (inside !== undefined && (indent === -1 || indent > inside)) return line;
    // The text of `- key: |` stands deeper than `key`.
    inside = /(?:^|\s)[|>][-+\d]*\s*(?:#.*)?$/u.test(line) ? line.search(/[^\s-]/u) : undefined;
    return line.trimEnd();
  });
}

function topLevel(lines: Lines): Lines {
  return ordered(lines, () => []);
}

function kindOf(lines: Lines): string | undefined {
  return lines.flatMap((line) => /^kind:\s+(\w+)\s*(?:#.*)?$/u.exec(line)?.[1] ?? [])[0];
}

/** Leaves one empty line where there are several, and none at either end. */
function spaced(lines: Lines): Lines {
  const single = lines.filter((line, at) => line !== '' || (at > 0 && lines[at - 1] !== ''));
  return single.at(-1) === '' ? single.slice(0, -1) : single;
}

function valuesOf(
  path: string,
  text: string,
): readonly Tree[] | { readonly diagnostics: readonly Diagnostic[] } {
  const source = decode({ path, text });
  if ('code' in source) return { diagnostics: [source] };
  const { documents, diagnostics } = parseYaml(source);
  return diagnostics.length > 0 ? { diagnostics } : documents.map(({ value }) => value);
}
