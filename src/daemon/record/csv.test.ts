import { expect, it } from 'vitest';
import { chained } from './chain.ts';
import { csvHeader, csvOf } from './csv.ts';

function rowOf(text: string): string {
  return csvOf(chained({ chain: 'a' }, { at: 0, is: 'decided', subject: 'uid:1', text }));
}

it('has a cell for each column', () => {
  expect(rowOf('x').split(',')).toHaveLength(csvHeader.split(',').length);
  expect(rowOf('x')).toMatch(/^1970-01-01T00:00:00.000Z,1,decided,uid:1,,,,,,,x,/u);
});

it.each([
  { why: 'a formula', text: '=HYPERLINK("http://x")', shown: `"'=HYPERLINK(""http://x"")"` },
  { why: 'another formula', text: '@SUM(A1)', shown: `'@SUM(A1)` },
  { why: 'a comma', text: 'a, b', shown: '"a, b"' },
])('keeps $why a text', ({ text, shown }) => {
  expect(rowOf(text)).toContain(`,${shown},`);
});
