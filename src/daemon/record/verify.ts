import { z } from 'zod';
import type { ChainHead } from '../../model/history.ts';
import { readJson } from '../../model/json.ts';
import { isMap } from '../../model/tree.ts';
import { hashOf, recordFormat } from './chain.ts';

export type Verified =
  | {
      readonly is: 'whole';
      readonly lines: number;
      /** Where each chain begins and ends. */
      readonly chains: readonly { readonly first: number; readonly last: ChainHead }[];
    }
  /** The first line that is wrong, counted from 1 in the file; 0 where one is missing at its end. */
  | { readonly is: 'broken'; readonly line: number; readonly why: string };

const head = z.object({ chain: z.string(), seq: z.int().positive(), hash: z.string() });
const line = head.extend({ previous: z.string(), is: z.string(), detail: z.unknown().optional() });
const began = z.object({ predecessor: head.nullable() });

type Line = z.infer<typeof line>;

interface Chain {
  readonly first: number;
  last: Line;
  readonly hashes: Map<number, string>;
}

/**
 * Checks that no line of a record was changed, removed, moved or added. Lines of other formats, as a log has on the same
 * output, are passed over. That lines are missing at the end shows only against a head that is known from elsewhere.
 */
export function verifyRecord(lines: Iterable<string>, expected?: string): Verified {
  const chains = new Map<string, Chain>();
  let number = 0;
  let count = 0;
  let isExpectedFound = expected === undefined;
  for (const text of lines) {
    number += 1;
    const read = recordLine(text);
    if (read === undefined) continue;
    if (read.is === 'wrong') return broken(number, read.why);
    count += 1;
    const wrong = misplaced(read.line, chains);
    if (wrong !== undefined) return broken(number, wrong);
    const { chain, seq, hash } = read.line;
    const known = chains.get(chain) ?? { first: seq, last: read.line, hashes: new Map<number, string>() };
    known.last = read.line;
    known.hashes.set(seq, hash);
    chains.set(chain, known);
    isExpectedFound ||= hash === expected;
  }
  if (!isExpectedFound)
    return broken(
      0,
      `no line has the hash ${expected ?? ''}: the end was removed, or this is another record`,
    );
  return {
    is: 'whole',
    lines: count,
    chains: [...chains.values()].map(({ first, last: { chain, seq, hash } }) => ({
      first,
      last: { chain, seq, hash },
    })),
  };
}

function broken(line: number, why: string): Verified {
  return { is: 'broken', line, why };
}

type Read = { readonly is: 'line'; readonly line: Line } | { readonly is: 'wrong'; readonly why: string };

/** Parses a line of a record. Returns undefined for what is none. */
function recordLine(text: string): Read | undefined {
  if (!text.includes('"record"')) return undefined;
  const { tree, problems } = readJson(text);
  if (tree === undefined) return { is: 'wrong', why: 'the line is truncated or not JSON' };
  if (!isMap(tree) || tree['record'] === undefined) return undefined;
  if (tree['record'] !== recordFormat)
    return {
      is: 'wrong',
      why: `the format is ${JSON.stringify(tree['record'])}, supported is ${recordFormat}`,
    };
  const [twice] = problems;
  if (twice !== undefined) return { is: 'wrong', why: twice.message };
  const parsed = line.safeParse(tree);
  if (!parsed.success) return { is: 'wrong', why: 'the line lacks chain, seq, previous, hash or is' };
  if (hashOf(tree) !== parsed.data.hash)
    return { is: 'wrong', why: 'the hash does not match the content: the line was changed' };
  return { is: 'line', line: parsed.data };
}

/** Tells why a line cannot stand where it stands. */
function misplaced(found: Line, chains: ReadonlyMap<string, Chain>): string | undefined {
  const chain = chains.get(found.chain);
  if (chain === undefined) return found.seq === 1 ? wrongBeginning(found, chains) : undefined;
  const { last } = chain;
  if (found.seq !== last.seq + 1)
    return `line ${found.seq} of the chain follows line ${last.seq}: lines were removed or moved`;
  return found.previous === last.hash ? undefined : `the line does not contain the hash of line ${last.seq}`;
}

/** Checks that a new chain names the end of the one before it, as far as it was known outside. */
function wrongBeginning({ is, detail }: Line, chains: ReadonlyMap<string, Chain>): string | undefined {
  const parsed = began.safeParse(detail);
  if (is !== 'chain-began' || !parsed.success) return 'the line starts a chain without a predecessor';
  const { predecessor } = parsed.data;
  if (predecessor === null) return undefined;
  const hash = chains.get(predecessor.chain)?.hashes.get(predecessor.seq);
  return hash === undefined || hash === predecessor.hash
    ? undefined
    : `the predecessor, line ${predecessor.seq} of chain ${predecessor.chain}, has another hash`;
}
