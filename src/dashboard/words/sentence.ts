/** A piece of a sentence: plain words, or a name to show in monospace; of a resource also its address. */
export interface Piece {
  readonly text: string;
  readonly is: 'words' | 'name' | 'address';
}

/** Names that people compare letter by letter: ARNs, ids of accounts, operations of AWS. */
const names =
  /arn:aws[\w-]*:[^\s,;]*[^\s,;.:)]|\b(?:kms|s3|iam|cloudtrail|sts):(?:\*|[A-Z]\w*\*?)|\b\d{12}\b|\b(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/gu;

/** Splits a sentence at the addresses that it is known to name, and at other names. */
export function piecesOf(sentence: string, addresses: readonly string[] = []): readonly Piece[] {
  const known = [...addresses].sort((a, b) => b.length - a.length).map(escaped);
  const pattern =
    known.length === 0 ? names : new RegExp(`(?:${known.join('|')})(?![\\w/-])|${names.source}`, 'gu');
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of sentence.matchAll(pattern)) {
    const [text] = found;
    if (found.index > end) pieces.push({ text: sentence.slice(end, found.index), is: 'words' });
    pieces.push({ text, is: addresses.includes(text) ? 'address' : 'name' });
    end = found.index + text.length;
  }
  return end < sentence.length ? [...pieces, { text: sentence.slice(end), is: 'words' }] : pieces;
}

/** Writes a count with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Writes a number with its thousands apart. */
export function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);
}
