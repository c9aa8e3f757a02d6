import {
  boolCoreTag,
  EVENT_ID,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  type parseEvents,
  SCALAR_STYLE,
} from 'js-yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import { join, type Path } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';
import type { Range, Source } from './source.ts';
import { documentOf, type Place, type YamlDocument } from './yaml-document.ts';

type Event = ReturnType<typeof parseEvents>[number];
type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type Decorated = Extract<Event, { tagStart: number }>;

interface Node {
  readonly value: Tree;
  readonly range: Range;
}

/** What one text holds. */
export interface Reading {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Fields that a document has once: a second one begins another. */
const envelope: readonly string[] = ['apiVersion', 'kind', 'metadata', 'spec'];

/**
 * Builds values and positions from the events of one text. Offsets are moved by `base`, where the
 * text begins in its file. Mistakes are collected; nothing is thrown.
 */
export function readEvents(source: Source, text: string, base: number, events: readonly Event[]): Reading {
  const diagnostics: Diagnostic[] = [];
  const documents: YamlDocument[] = [];

  function report(code: ErrorCode, message: string, range: Range, hint?: string): void {
    const span = source.span({ start: range.start + base, end: range.end + base });
    diagnostics.push({ severity: 'error', code, message, ...(hint === undefined ? {} : { hint }), span });
  }

  function document(from: number): { readonly next: number; readonly read?: YamlDocument } {
    const places = new Map<Path, Place>();
    /** Told once: a bomb of aliases is one mistake, not a thousand. */
    const aliased = new Set<string>();
    let index = from;
    // The end of what was read so far: where an empty value stands.
    let cursor = 0;
    let joined = false;

    function take(): Event | undefined {
      const event = events[index];
      index += 1;
      return event;
    }

    function node(path: Path | undefined, key?: Range): Node {
      const event = take();
      const read = event === undefined ? empty() : nodeOf(event, path);
      cursor = Math.max(cursor, read.range.end);
      if (path !== undefined) places.set(path, { ...read.range, ...(key === undefined ? {} : { key }) });
      return read;
    }

    function nodeOf(event: Event, path: Path | undefined): Node {
      if (event.type === EVENT_ID.ALIAS) return alias(event.anchorStart, event.anchorEnd);
      if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return empty();
      decorations(event);
      if (event.type === EVENT_ID.SCALAR) return scalar(event);
      return event.type === EVENT_ID.SEQUENCE ? sequence(event.start, path) : mapping(event.start, path);
    }

    function empty(): Node {
      return { value: null, range: { start: cursor, end: cursor } };
    }

    function alias(start: number, end: number): Node {
      const range = { start: start - 1, end };
      const name = text.slice(range.start, end);
      if (!aliased.has(name)) report('manifest.alias', `the alias ${name} is not allowed`, range);
      aliased.add(name);
      return { value: null, range };
    }

    function decorations(event: Decorated): void {
      if (event.anchorStart !== -1) {
        const range = { start: event.anchorStart - 1, end: event.anchorEnd };
        report('manifest.alias', `the anchor ${text.slice(range.start, range.end)} is not allowed`, range);
      }
      if (event.tagStart === -1) return;
      const tag = text.slice(event.tagStart, event.tagEnd);
      const range = { start: event.tagStart, end: event.tagEnd };
      if (tag !== '!!str' && tag !== '!')
        report(
          'manifest.syntax',
          `the tag ${tag} is not allowed`,
          range,
          'remove it: a manifest holds plain values',
        );
    }

    function scalar(event: ScalarEvent): Node {
      if (event.valueStart === -1) {
        return { value: event.tagStart === -1 ? null : '', range: { start: cursor, end: cursor } };
      }
      const range = scalarRange(event);
      const content = getScalarValue(text, event);
      if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart !== -1) return { value: content, range };
      const value = plainValue(content);
      if (typeof value === 'number' && !Number.isFinite(value)) {
        report(
          'manifest.type',
          `${content} is not a number that a manifest can hold`,
          range,
          'write a number, or put it in quotes',
        );
        return { value: 0, range };
      }
      return { value, range };
    }

    function scalarRange(event: ScalarEvent): Range {
      const { valueStart: start, valueEnd: end, style } = event;
      if (style === SCALAR_STYLE.PLAIN) return { start, end };
      if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
        return { start: start - 1, end: end + 1 };
      }
      // A block's text begins below its header, `|` or `>`, the last on the line before it.
      const header = /[|>][-+\d]*[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?:\r\n|\r|\n)?$/u.exec(
        text.slice(cursor, start),
      );
      return { start: header === null ? start : cursor + header.index, end };
    }

    function sequence(start: number, path: Path | undefined): Node {
      const value: Tree[] = [];
      cursor = start;
      while (!closes()) {
        if (text[start] === '-') skipDash();
        value.push(node(path === undefined ? undefined : join(path, value.length)).value);
      }
      return { value, range: { start, end: endOf(start, '[', ']') } };
    }

    function mapping(start: number, path: Path | undefined): Node {
      const entries = new Map<string, Tree>();
      const keys = new Map<string, Range>();
      cursor = start;
      while (!closes()) {
        const key = keyOf();
        const refused = key === undefined || refuses(key, keys.get(key.name), path);
        const here = refused || path === undefined ? undefined : join(path, key.name);
        const read = node(here, key?.range);
        if (refused) continue;
        keys.set(key.name, key.range);
        entries.set(key.name, read.value);
      }
      return { value: Object.fromEntries(entries), range: { start, end: endOf(start, '{', '}') } };
    }

    function keyOf(): { readonly name: string; readonly range: Range } | undefined {
      const event = events[index];
      const { range } = node(undefined);
      if (event?.type === EVENT_ID.SCALAR && event.valueStart !== -1) {
        return { name: getScalarValue(text, event), range };
      }
      const isTemplate = text[range.start] === '{';
      report(
        'manifest.syntax',
        isTemplate ? 'this is a template, which Keywright does not render' : 'a key is not text',
        range,
        isTemplate
          ? 'render the template first, or put the text in quotes'
          : 'write the key as plain or quoted text',
      );
      return undefined;
    }

    function refuses(
      key: { readonly name: string; readonly range: Range },
      earlier: Range | undefined,
      path: Path | undefined,
    ): boolean {
      if (earlier !== undefined && path === '' && envelope.includes(key.name)) return secondDocument(key);
      if (earlier !== undefined) {
        const first = source.span({ start: earlier.start + base, end: earlier.end + base });
        const where = `${String(first.line)}:${String(first.column)}`;
        report(
          'manifest.duplicate-key',
          `the key ${JSON.stringify(key.name)} is already given at ${where}`,
          key.range,
        );
        return true;
      }
      if (key.name === '<<') {
        report('manifest.alias', 'the merge key << is not allowed', key.range);
        return true;
      }
      // Own properties with these names would be taken for something else further on.
      if (key.name !== '__proto__' && key.name !== '$unknown') return false;
      report(
        'manifest.syntax',
        `the key ${JSON.stringify(key.name)} is reserved`,
        key.range,
        'choose another name',
      );
      return true;
    }

    /** Reports a second document at its first line; that of the others follows from it. */
    function secondDocument({ range }: { readonly range: Range }): true {
      if (!joined)
        report(
          'manifest.syntax',
          'a second document starts here without a --- line before it',
          range,
          'add a --- line, or keep one of the two',
        );
      joined = true;
      return true;
    }

    function closes(): boolean {
      const event = events[index];
      if (event !== undefined && event.type !== EVENT_ID.POP) return false;
      index += 1;
      return true;
    }

    function skipDash(): void {
      const found = blank(cursor);
      if (text[found] === '-') cursor = found + 1;
    }

    function endOf(start: number, open: string, close: string): number {
      if (text[start] !== open) return cursor;
      let at = Math.max(cursor, start + 1);
      while (at < text.length && text[at] !== close) at = Math.max(blank(at), at + 1);
      return Math.min(at + 1, text.length);
    }

    /** Finds the next offset that is neither white space nor comment. */
    function blank(from: number): number {
      const gap = /(?:[ \t\r\n]+|(?<=[ \t\r\n])#[^\r\n]*)*/uy;
      gap.lastIndex = from;
      return from + (gap.exec(text)?.[0].length ?? 0);
    }

    const root = node('');
    const isEmpty = root.value === null && root.range.start === root.range.end;
    while (!closes());
    if (isEmpty) return { next: index };
    return { next: index, read: documentOf(source, text, root.value, places, base) };
  }

  let index = 0;
  while (index < events.length) {
    const { next, read } = document(index + 1);
    if (read !== undefined) documents.push(read);
    index = next;
  }
  return { documents, diagnostics };
}

/** Returns the value of a plain scalar in the core schema: `yes` and dates stay text. */
function plainValue(content: string): null | boolean | number | string {
  for (const tag of [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]) {
    const value = tag.resolve(content, false, tag.tagName);
    if (value !== NOT_RESOLVED) return Object.is(value, -0) ? 0 : value;
  }
  return content;
}
