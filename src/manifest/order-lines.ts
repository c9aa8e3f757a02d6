import { join, type Path } from '../model/path.ts';

export type Lines = readonly string[];

/** The fields that may stand at a path, in order; empty where their names are free. */
type FieldsAt = (path: Path) => readonly string[];

const topLevel = ['apiVersion', 'kind', 'metadata', 'spec'];

/**
 * Orders the members of a document in block style, at every level whose fields are known. The comment right above a
 * member goes with it, but the first comment of the document stays on top. Empty lines stay at their places between
 * members. It looks at indents only, so the caller checks that the meaning is the same.
 */
export function ordered(lines: Lines, fieldsAt: FieldsAt): Lines {
  return orderedAt(lines, '', 0, (path) => (path === '' ? topLevel : fieldsAt(path)));
}

/** The lines of one member: its comment, its head, and its value below. */
interface Member {
  readonly key: string;
  readonly above: Lines;
  readonly head: string;
  readonly below: Lines;
}

function orderedAt(lines: Lines, path: Path, indent: number, fieldsAt: FieldsAt): Lines {
  const { before, members, gaps, after } = membersOf(lines, indent, path === '');
  const fields = fieldsAt(path);
  const rank = (key: string): number => (fields.includes(key) ? fields.indexOf(key) : fields.length);
  const sorted = members.toSorted((a, b) => rank(a.key) - rank(b.key));
  return [
    ...before,
    ...sorted.flatMap((member, index) => [
      ...member.above,
      member.head,
      ...nested(member, join(path, member.key), fieldsAt),
      ...(gaps[index] ?? []),
    ]),
    ...after,
  ];
}

/** Orders a value that is a map in block style. It stands deeper than its key, and begins with a key. */
function nested({ below }: Member, path: Path, fieldsAt: FieldsAt): Lines {
  const first = below.find((line) => /^ +[^\s#]/u.test(line));
  const indent = first?.search(/\S/u) ?? 0;
  return first === undefined || indent === 0 || keyIn(first, indent) === undefined
    ? below
    : orderedAt(below, path, indent, fieldsAt);
}

interface Cut {
  readonly before: Lines;
  readonly members: readonly Member[];
  /** The empty lines behind each member, by place. */
  readonly gaps: readonly Lines[];
  /** Lines at the end that stand less deep than the members. */
  readonly after: Lines;
}

function membersOf(lines: Lines, indent: number, staysOnTop: boolean): Cut {
  const inner = lines.length - outerAtEnd(lines, indent);
  const keys = lines.flatMap((line, at) => (at < inner && keyIn(line, indent) !== undefined ? [at] : []));
  const starts = keys.map((at, index) =>
    index === 0 && staysOnTop ? at : commentsAbove(lines, at, indent, keys[index - 1] ?? -1),
  );
  const cuts = keys.map((at, index) => {
    const all = lines.slice(at + 1, Math.min(starts[index + 1] ?? inner, inner));
    const filled = all.findLastIndex((line) => line !== '') + 1;
    const member = {
      key: keyIn(lines[at] ?? '', indent) ?? '',
      above: lines.slice(starts[index], at),
      head: lines[at] ?? '',
      below: all.slice(0, filled),
    };
    return { member, gap: all.slice(filled) };
  });
  return {
    before: lines.slice(0, starts[0] ?? inner),
    members: cuts.map(({ member }) => member),
    gaps: cuts.map(({ gap }) => gap),
    after: lines.slice(inner),
  };
}

function keyIn(line: string, indent: number): string | undefined {
  return line.search(/\S/u) === indent ? /^ *([A-Za-z][\w-]*):(?=\s|$)/u.exec(line)?.[1] : undefined;
}

function commentsAbove(lines: Lines, at: number, indent: number, last: number): number {
  const line = lines[at - 1] ?? '';
  return at - 1 > last && line.search(/\S/u) === indent && line[indent] === '#'
    ? commentsAbove(lines, at - 1, indent, last)
    : at;
}

/**
 * Counts the lines at the end that stand less deep. They are comments of whoever comes next, and the empty lines
 * among them.
 */
function outerAtEnd(lines: Lines, indent: number): number {
  const inner = lines.findLastIndex((line) => line !== '' && line.search(/\S/u) >= indent);
  return lines.length - 1 - inner;
}
