import { kindsByName } from '../../kinds/index.ts';
import { stackKind } from '../../kinds/stack/index.ts';
import { metadataSchema, stackMetadataSchema } from '../../manifest/envelope.ts';
import { formatManifests, type FieldOrder } from '../../manifest/format.ts';
import { fieldsAt } from '../../manifest/json-schema.ts';
import { isWithin, type Path } from '../../model/path.ts';
import { decode } from '../../manifest/source.ts';
import { readSources } from '../../manifest/sources/directory.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Io } from '../io.ts';
import { linesOf } from '../../boot/manifests.ts';
import { manifestPaths } from '../manifests.ts';
import type { Invocation } from '../options.ts';
import type { Refused } from '../refused.ts';

interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Rewrites manifests in canonical form, or with --check and --diff reports which are not. If one file is refused, none
 * is written. Exit: 0 all are, 1 a file is refused, 2 with --check or --diff: some are not.
 */
export async function fmt({ args, options }: Invocation, io: Io): Promise<number | Refused> {
  const sources = await readSources(await manifestPaths(args, io.files), io.files);
  const fields = fieldOrder();
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const source of sources.filter(({ path }) => !path.endsWith('.json'))) {
    const decoded = decode(source);
    if ('code' in decoded) {
      diagnostics.push(decoded);
      continue;
    }
    const { path, text: before } = decoded;
    const result = formatManifests(path, before, fields);
    if (result.is === 'refused') diagnostics.push(...result.diagnostics);
    else if (result.text !== before) changes.push({ path, before, after: result.text });
  }
  if (diagnostics.length > 0) return { is: 'refused', diagnostics, source: linesOf(sources) };
  const writes = !options.check && !options.diff;
  for (const change of changes) {
    if (writes) await io.files.write(change.path, change.after);
    io.terminal.out(options.diff ? differenceOf(change) : `${change.path}\n`);
  }
  return writes || changes.length === 0 ? 0 : 2;
}

/** Gives the order of fields of each kind, as its schema has it; each is asked for once. */
function fieldOrder(): FieldOrder {
  const kinds = kindsByName();
  const known = new Map<string, readonly string[]>();
  function fieldsOf(kind: string, path: Path): readonly string[] {
    const isStack = kind === stackKind.kind;
    const spec = isStack ? stackKind.schema : kinds.get(kind)?.schema;
    if (spec === undefined) return [];
    if (isWithin(path, '/spec')) return fieldsAt(spec, path.slice('/spec'.length) as Path);
    const metadata = isStack ? stackMetadataSchema : metadataSchema;
    return isWithin(path, '/metadata') ? fieldsAt(metadata, path.slice('/metadata'.length) as Path) : [];
  }
  return (kind, path) => {
    const key = `${kind}${path}`;
    const found = known.get(key) ?? fieldsOf(kind, path);
    known.set(key, found);
    return found;
  };
}

/** Gives a unified diff of one hunk, from the first line that differs to the last. */
function differenceOf({ path, before, after }: Change): string {
  const [old, now] = [before, after].map((text) => text.replace(/\n$/u, '').split('\n')) as [
    string[],
    string[],
  ];
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < least - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const [removed, added] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  return [
    `--- ${path}`,
    `+++ ${path}`,
    `@@ -${rangeOf(start, removed.length)} +${rangeOf(start, added.length)} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    '',
  ].join('\n');
}

/**
 * Formats a range; an empty one names the line before it (GNU diffutils, "Detailed Description of Unified Format").
 */
function rangeOf(start: number, length: number): string {
  return `${String(length === 0 ? start : start + 1)},${String(length)}`;
}
