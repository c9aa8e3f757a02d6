import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo } from './cut.ts';
import { diagnosticDetail } from './diagnostics.ts';
import { code, collapsedLines, fenced, html, titled } from './escape.ts';

const text = fc.string({ unit: fc.constantFrom('a', '`', '<', '@', '\n', ' ') });

describe('text of others in a comment', () => {
  it('keeps text inside its inline code', () => {
    fc.assert(
      fc.property(text, (value) => {
        const fence = /^`+/u.exec(code(value))?.[0] ?? '';
        const inner = code(value).slice(fence.length, -fence.length);
        for (const [run] of value.matchAll(/`+/gu)) expect(fence.length).toBeGreaterThan(run.length);
        expect(inner.includes('\n')).toBe(false);
      }),
    );
  });

  it('keeps text inside a fenced block', () => {
    fc.assert(
      fc.property(fc.array(text), (values) => {
        const lines = values.map((value) => value.replaceAll('\n', ' '));
        const [open = '', ...rest] = fenced('', lines);
        expect(rest.findIndex((line) => line.trim().startsWith(open))).toBe(rest.length - 1);
      }),
    );
  });

  it('opens no element', () => {
    expect(html('<b>&\u001b')).toBe('&lt;b&gt;&amp;\\u001b');
  });
});

const empty = { text: '', short: '' };

describe('the cut', () => {
  const details = fc.array(
    fc.nat({ max: 60 }).map((length) => ({ text: 'd'.repeat(length + 1), short: 's' })),
  );

  it('stays below the limit, and reports whenever something is missing', () => {
    fc.assert(
      fc.property(details, fc.integer({ min: 200, max: 400 }), (all, limit) => {
        const result = cutTo(['head'], all, { limit, whole: 'reconcile plan' });
        const whole = all.every((one) => result.includes(one.text));
        expect(result.length).toBeLessThanOrEqual(limit);
        if (!whole) expect(result).toContain('Cut here');
      }),
    );
  });

  it('shows one that is too long in short, so that it does not hide the rest', () => {
    const result = cutTo(
      ['head'],
      [
        { text: 'x'.repeat(500), short: 'x is long' },
        { text: 'y', short: 'y' },
      ],
      { limit: 300, whole: 'reconcile plan' },
    );

    expect(result.split('\n\n')).toEqual([
      'head',
      'x is long',
      'y',
      expect.stringContaining('Cut here: some details'),
    ]);
  });

  it('shows the beginning of a block that is too long, whatever is in it, and closes it', () => {
    const line = fc.string({ unit: fc.constantFrom('`', 'a', '<', ' '), maxLength: 120 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 40, maxLength: 80 }), (lines) => {
        const detail = collapsedLines('Key/a', 'diff', lines);
        const result = cutTo(['head'], [detail], { limit: 1500, whole: 'reconcile plan' });
        expect(result.length).toBeLessThanOrEqual(1500);
        if (result.includes('<details>')) expect(result).toContain('</details>');
        if (detail.text.length > 1500) expect(result).toContain('Cut here');
      }),
    );
  });

  /** Tells what a text leaves open, as GitHub reads it: a block, or so many `<details>`. */
  function leftOpen(markdown: string): string {
    let fence: string | undefined;
    let open = 0;
    for (const line of markdown.split('\n')) {
      const run = /^ *(`{3,})[a-z]*$/u.exec(line)?.[1];
      if (fence !== undefined) {
        if (run !== undefined && run.length >= fence.length) fence = undefined;
      } else if (run !== undefined) fence = run;
      else if (line === '<details>') open += 1;
      else if (line === '</details>') open -= 1;
    }
    return `${fence ?? ''}${open === 0 ? '' : `${String(open)} details`}`;
  }

  it('never passes the limit and leaves nothing open, whatever comes first', () => {
    const line = fc.string({ unit: fc.constantFrom('`', 'a', '<', ' '), maxLength: 90 });
    const lines = fc.array(fc.oneof(line, fc.constantFrom('```', '<details>', '</details>', '````diff')), {
      maxLength: 40,
    });
    const span = { file: 'a.yaml', line: 1, column: 1, endLine: 9, endColumn: 1 };
    const detail = fc.oneof(
      lines.map((some) => collapsedLines('Key/a', 'diff', some)),
      lines.map(
        (some) =>
          titled(
            'Waiting',
            some.map((one) => `- ${code(one)}`),
          )[0] ?? empty,
      ),
      lines.map((some) =>
        diagnosticDetail(
          { severity: 'error', code: 'policy.effect', message: some.join(' '), span },
          (_, number) => some[number],
        ),
      ),
    );
    const head = lines.map((some) => ['### Plan', some.map(code).join('\n')]);
    fc.assert(
      fc.property(
        head,
        fc.array(detail, { maxLength: 6 }),
        fc.integer({ min: 300, max: 2000 }),
        (top, all, limit) => {
          const result = cutTo(top, all, { limit, whole: 'reconcile plan' });
          expect(result.length).toBeLessThanOrEqual(limit);
          expect(leftOpen(result)).toBe('');
        },
      ),
    );
  });

  it('shows the first lines of a list that is too long, and counts the others', () => {
    const rows = Array.from({ length: 40 }, (_, index) => `- row ${String(index)}`);
    const result = cutTo(['head'], titled('Waiting', rows), { limit: 300, whole: 'reconcile plan' });

    expect(result).toMatch(
      /\*\*Waiting\*\*\n\n- row 0\n[^]*\n\n… and \d+ more lines, too long for a comment\n/u,
    );
  });

  it('counts backticks of any number', () => {
    expect(code('` '.repeat(200_000)).startsWith('``')).toBe(true);
  });
});
