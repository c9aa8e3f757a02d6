import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statusOf } from '../../../src/report/display/status.ts';
import { exitCodeOfStatus } from '../../../src/report/exit.ts';
import { statusText } from '../../../src/report/human/status.ts';
import { statusJsonSchema } from '../../../src/report/formats/status.ts';
import { statusJson } from '../../../src/report/json/status.ts';
import { statusMarkdown } from '../../../src/report/markdown/status.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { widthOf } from '../../../src/report/text/width.ts';
import { goldenStatuses } from './cases/statuses.ts';
import { expectGolden } from './golden.ts';

const widths = [60, 80, 120, 200] as const;
const atEachWidth = goldenStatuses.flatMap(({ name, input }) =>
  widths.map((width) => ({ name, width, input })),
);

describe('a status', () => {
  it.each(atEachWidth.filter(({ name, width }) => name === 'status-mixed' || width === 80))(
    '$name at $width columns',
    ({ name, width, input }) => {
      expectGolden(`${name}-${width}.txt`, statusText(statusOf(input), { look: { ...plainLook, width } }));
    },
  );

  it.each(atEachWidth)('$name never wraps a row at $width columns', ({ width, input }) => {
    const lines = statusText(statusOf(input), { look: { ...plainLook, width } }).split('\n');
    const table = lines.filter((line) => /^(?:SYNC|InSync|Drifted|PendingChange|Unknown) /u.test(line));

    for (const line of table) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it.each(goldenStatuses)('$name as a comment: $reason', ({ name, input }) => {
    expectGolden(`${name}.md`, statusMarkdown(statusOf(input)));
  });

  it.each(goldenStatuses)('$name keeps to its JSON schema, nothing more and nothing less', ({ input }) => {
    const parsed: unknown = JSON.parse(statusJson(statusOf(input)));
    expect(z.encode(statusJsonSchema, statusJsonSchema.parse(parsed))).toEqual(parsed);
  });

  it.each(goldenStatuses.filter(({ name }) => name !== 'status-hostile'))(
    '$name as JSON: $reason',
    ({ name, input }) => {
      expectGolden(`${name}.json`, statusJson(statusOf(input)));
    },
  );

  it.each(goldenStatuses)('$name reads the same without colours', ({ input }) => {
    const look = { ...plainLook, style: colour };
    const coloured = statusText(statusOf(input), { look });

    expect(stripVTControlCharacters(coloured)).toBe(statusText(statusOf(input)));
    expect(coloured).toContain('\u001b[');
  });

  it.each([
    { name: 'status-fine', exit: 0, why: 'all is well' },
    { name: 'status-mixed', exit: 1, why: 'something could not be read, which goes before what drifted' },
    { name: 'status-one', exit: 2, why: 'what was asked for drifted' },
  ])('ends with $exit where $why', ({ name, exit }) => {
    const found = goldenStatuses.find((one) => one.name === name);
    expect(found && exitCodeOfStatus(statusOf(found.input))).toBe(exit);
  });
});

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
