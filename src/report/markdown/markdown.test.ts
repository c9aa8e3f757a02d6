import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTo } from './cut.ts';
import { code, collapsedLines, fenced, html } from './escape.ts';

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

  it('counts backticks of any number', () => {
    expect(code('` '.repeat(200_000)).startsWith('``')).toBe(true);
  });
});
