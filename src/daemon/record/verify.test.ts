import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainHead, Event, Unchained } from '../../model/history.ts';
import { chained, lineOf } from './chain.ts';
import { verifyRecord } from './verify.ts';

function eventOf(text: string, more: Partial<Unchained> = {}): Unchained {
  return { at: 1_000, is: 'wrote', subject: 'daemon', text, ...more };
}

function chainOf(
  texts: readonly string[],
  chain = 'a',
  predecessor: ChainHead | null = null,
): readonly Event[] {
  const began = eventOf('begun', {
    is: 'chain-began',
    detail: { predecessor: predecessor && { ...predecessor } },
  });
  return [began, ...texts.map((text) => eventOf(text))].reduce<readonly Event[]>(
    (all, event) => [...all, chained(all.at(-1) ?? { chain }, event)],
    [],
  );
}

const lines = chainOf(['one', 'two', 'three', 'four']).map(lineOf);
const last = JSON.parse(lines.at(-1) ?? '') as Event;

it('finds nothing wrong in what was written, and says where it ends', () => {
  expect(verifyRecord(lines)).toEqual({
    is: 'whole',
    lines: 5,
    chains: [{ first: 1, last: { chain: 'a', seq: 5, hash: last.hash } }],
  });
});

it.each<{ what: string; tampered: readonly string[]; line: number; why: RegExp }>([
  {
    what: 'a changed line',
    tampered: lines.map((line) => line.replace('"two"', '"owt"')),
    line: 3,
    why: /was changed/u,
  },
  { what: 'a removed line', tampered: lines.toSpliced(2, 1), line: 3, why: /removed or moved/u },
  {
    what: 'two lines in the other order',
    tampered: [0, 1, 3, 2, 4].map((at) => lines[at] ?? ''),
    line: 3,
    why: /removed or moved/u,
  },
  { what: 'a line twice', tampered: [...lines, lines.at(-1) ?? ''], line: 6, why: /removed or moved/u },
  {
    what: 'a line that is cut off',
    tampered: [...lines.slice(0, -1), lines.at(-1)?.slice(0, -9) ?? ''],
    line: 5,
    why: /truncated/u,
  },
  {
    what: 'a line with a key twice, of which readers take one or the other',
    tampered: lines.map((line) => line.replace('"text":"two"', '"text":"evil","text":"two"')),
    line: 3,
    why: /duplicate/u,
  },
  {
    what: 'a chain of the same form that does not follow',
    tampered: [...lines.slice(0, 2), ...chainOf(['one', 'x', 'y']).map(lineOf).slice(3)],
    line: 3,
    why: /removed or moved/u,
  },
  {
    what: 'a line in place of another',
    tampered: [...lines.slice(0, 2), ...chainOf(['x', 'y', 'z']).map(lineOf).slice(2)],
    line: 3,
    why: /does not contain the hash/u,
  },
  {
    what: 'a format of a later Keywright',
    tampered: lines.map((line) => line.replace('"record":1', '"record":2')),
    line: 1,
    why: /format/u,
  },
])('finds $what', ({ tampered, line, why }) => {
  expect(verifyRecord(tampered)).toEqual({ is: 'broken', line, why: expect.stringMatching(why) as string });
});

describe('a known head', () => {
  it('shows that lines are missing at the end', () => {
    expect(verifyRecord(lines.slice(0, -1))).toMatchObject({ is: 'whole' });
    expect(verifyRecord(lines.slice(0, -1), last.hash)).toMatchObject({ is: 'broken', line: 0 });
  });

  it('finds the head of an earlier hour in a longer record', () => {
    expect(verifyRecord(lines, (JSON.parse(lines[2] ?? '') as Event).hash)).toMatchObject({ is: 'whole' });
  });
});

it('passes over the log on the same output', () => {
  const log = ['{"level":30,"msg":"the \\"record\\" is kept"}', 'Keywright 1.0', ''];
  const mixed = [...log, ...lines.flatMap((line) => [line, ...log])];
  expect(verifyRecord(mixed, last.hash)).toMatchObject({ is: 'whole', lines: 5 });
});

it('accepts a record whose old lines were pruned', () => {
  expect(verifyRecord(lines.slice(3))).toMatchObject({ is: 'whole', chains: [{ first: 4 }] });
});

describe('a new chain', () => {
  const { chain, seq, hash } = last;

  it('is accepted after the one that it names', () => {
    const next = chainOf(['x'], 'b', { chain, seq, hash }).map(lineOf);
    expect(verifyRecord([...lines, ...next])).toMatchObject({ is: 'whole', chains: [{}, { first: 1 }] });
  });

  it('is refused when the line that it names has another hash', () => {
    const next = chainOf(['x'], 'b', { chain, seq, hash: 'f'.repeat(64) }).map(lineOf);
    expect(verifyRecord([...lines, ...next])).toMatchObject({ is: 'broken', line: 6 });
  });

  it('is refused when it does not say what was before', () => {
    const bare = lineOf(chained({ chain: 'b' }, eventOf('x')));
    expect(verifyRecord([...lines, bare])).toMatchObject({ is: 'broken', line: 6 });
  });
});

it('cleans text from outside: one line, at most 200 characters, nothing that a terminal obeys', () => {
  const event = chained({ chain: 'a' }, eventOf(`fix\u001b[31m\u202e\nSigned${'x'.repeat(300)}`));
  expect(event.text).toHaveLength(201);
  expect(event.text).toMatch(/^fix\\u001b\[31m\\u202e Signed/u);
});

it('keeps a replaced document as it was read, and prints nothing of it that a terminal obeys', () => {
  const replaced = { Statement: [{ Sid: 'a\u001b[31m\u202e\u{e0001}' }] };
  const line = lineOf(chained({ chain: 'a' }, eventOf('x', { replaced })));
  expect(line).toMatch(/^[\x20-\x7e]*$/u);
  expect((JSON.parse(line) as Event).replaced).toEqual(replaced);
});

it('finds any one changed character', () => {
  const text = lines.join('\n');
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'x', '"', ' ', '}'), (at, to) => {
      const changed = `${text.slice(0, at)}${to}${text.slice(at + 1)}`;
      const isSame = changed === text || sameValues(changed, text);
      // A first line whose marker is gone looks like one that was pruned: what is left says where it begins.
      const found = verifyRecord(changed.split('\n'), last.hash);
      const isWhole = found.is === 'whole' && found.chains[0]?.first === 1;
      expect(isWhole).toBe(isSame);
    }),
    { numRuns: 2_000 },
  );
});

function sameValues(a: string, b: string): boolean {
  try {
    const values = (text: string) => text.split('\n').map((line) => JSON.parse(line) as unknown);
    return JSON.stringify(values(a)) === JSON.stringify(values(b));
  } catch {
    return false;
  }
}
