import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { plainLook } from '../text/style.ts';
import { widthOf } from '../text/width.ts';
import { diagnosticLines, diagnosticsAbove } from './diagnostics.ts';

function at(line: number, column: number, endColumn: number, endLine = line): Span {
  return { file: 'keys.yaml', line, column, endLine, endColumn };
}

function problem(span: Span, more: Partial<Diagnostic> = {}): Diagnostic {
  return { severity: 'error', code: 'policy.effect', message: 'Effect is "allow"', span, ...more };
}

function shown(diagnostic: Diagnostic, line: string | undefined, width = 100): readonly string[] {
  return diagnosticLines([diagnostic], () => line, { ...plainLook, width });
}

describe('diagnostics', () => {
  it('gives place, severity, message and code, the line with carets, and what to do', () => {
    expect(shown(problem(at(7, 11, 16)), '  Effect: allow')).toEqual([
      'keys.yaml:7:11: error: Effect is "allow" (policy.effect)',
      '  7 |   Effect: allow',
      '    |           ^^^^^',
      '  hint: write Allow or Deny, exactly like this',
      '',
      '1 error.',
    ]);
  });

  it('prefers the exact hint to the general one', () => {
    expect(shown(problem(at(1, 1, 2), { hint: 'write Allow' }), undefined)).toContain('  hint: write Allow');
  });

  it.each([
    { why: 'wide characters take two columns', line: '鍵: x', span: at(1, 4, 5), caret: '    |     ^' },
    {
      why: 'an escape shown for a control character moves the caret',
      line: 'a\u0007: x',
      span: at(1, 5, 6),
      caret: `    | ${' '.repeat(9)}^`,
    },
    { why: 'an empty span still has one caret', line: 'a:', span: at(1, 3, 3), caret: '    |   ^' },
  ])('$why', ({ line, span, caret }) => {
    expect(shown(problem(span), line)[2]).toBe(caret);
  });

  it('shows the lines of a span of several lines, and counts those of a long one', () => {
    const lines = ['a:', '  b: [1,', '    2,', '', '  ]', 'c: 1', 'd: 2', 'e: 3'];
    const text = (span: Span): readonly string[] =>
      diagnosticLines([problem(span)], (_, line) => lines[line - 1], plainLook).slice(1, -3);

    expect(text(at(2, 6, 4, 5))).toEqual([
      '  2 |   b: [1,',
      '    |      ^^^',
      '  3 |     2,',
      '    |     ^^',
      '  5 |   ]',
      '    |   ^',
    ]);
    expect(text(at(1, 1, 5, 8)).slice(-2)).toEqual(['    |     ^^', '  … | and 4 more lines']);
  });

  it('ends the span of a block with its last line, not at the start of the next', () => {
    const lines = ['a:', '  b: 1', 'c: 2'];
    const shownLines = diagnosticLines([problem(at(2, 3, 1, 3))], (_, line) => lines[line - 1], plainLook);

    expect(shownLines.slice(1, -3)).toEqual(['  2 |   b: 1', '    |   ^^^^']);
  });

  it('keeps any line within the width, and the carets under what is meant', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '鍵', '🔑', '\t', '\u202e', 'e\u0301'),
      maxLength: 300,
    });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 60, max: 200 }), (before, after, width) => {
        const line = `${before}bad${after}`;
        const span = at(1, before.length + 1, before.length + 4);
        const [, excerpt = '', carets = ''] = shown(problem(span), line, width);
        expect(widthOf(excerpt)).toBeLessThanOrEqual(width);
        expect(widthOf(excerpt.slice(0, excerpt.indexOf('bad')))).toBe(carets.indexOf('^'));
        expect(carets).toMatch(/ \^\^\^$/u);
      }),
    );
  });

  it('looks at a line as long as a file only where it must', () => {
    const [, line = '', caret = ''] = shown(
      problem(at(1, 1_000_001, 1_000_004)),
      `${'x'.repeat(1_000_000)}bad${'y'.repeat(1_000_000)}`,
    );

    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('bad');
    expect(line.length).toBeLessThanOrEqual(100);
  });

  it('shows a very long line from near the span', () => {
    const [, line = '', caret = ''] = shown(
      problem(at(1, 501, 504)),
      `${'x'.repeat(500)}bad${'y'.repeat(500)}`,
      60,
    );

    expect(line.length).toBeLessThanOrEqual(60);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('bad');
  });

  it('shows what a value belongs to when the line is too long', () => {
    const line = "        Condition: { StringEquals: { 'kms:ViaServic': s3.us-east-1.amazonaws.com } }";
    const column = line.indexOf('s3.') + 1;

    expect(shown(problem(at(29, column, column + 26)), line, 80).slice(1, 3)).toEqual([
      "  29 | …tion: { StringEquals: { 'kms:ViaServic': s3.us-east-1.amazonaws.com } }",
      '     |                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ]);
  });

  it('counts all of them, each by its severity', () => {
    const lines = diagnosticLines(
      [problem(at(1, 1, 2)), problem(at(2, 1, 2)), problem(at(3, 1, 2), { severity: 'warning' })],
      () => undefined,
      plainLook,
    );

    expect(lines.at(-1)).toBe('2 errors, 1 warning.');
  });
});

describe('above a plan', () => {
  const warning = { severity: 'warning' } as const;
  const codes = [
    'policy.s3-context',
    'policy.unknown-condition-key',
    'policy.every-key',
    'check.region',
    'check.trail-access',
    'check.trail-logging',
  ] as const;

  function above(...diagnostics: readonly Diagnostic[]): readonly string[] {
    return diagnosticsAbove(diagnostics, () => undefined, { ...plainLook, width: 80 });
  }

  it('shows a single warning as it is', () => {
    expect(above(problem(at(7, 1, 2), warning))).toContain('1 warning.');
  });

  it('groups warnings by code in at most five lines', () => {
    const all = codes.flatMap((code) =>
      [1, 2, 3].map((line) => problem(at(line, 1, 2), { ...warning, code, message: 'x'.repeat(200) })),
    );
    const lines = above(...all);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe('18 warnings; for details: reconcile validate');
    expect(lines[1]).toMatch(/^ {2}keys\.yaml:1: x+… \(policy\.s3-context, and 2 more\)$/u);
    expect(lines.at(-1)).toBe('  and 9 more');
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('shows an error whole beside them', () => {
    const lines = above(problem(at(1, 1, 2)), problem(at(2, 1, 2), warning), problem(at(3, 1, 2), warning));
    expect(lines).toContain('1 error.');
    expect(lines).toContain('2 warnings; for details: reconcile validate');
  });

  it('leaves out what a manifest accepts', () => {
    const accepted = { reason: 'agreed', until: '2027-02-01T00:00:00.000Z' };
    const one = problem(at(1, 1, 2), { severity: 'info', accepted });
    expect(above(one)).toEqual([]);
    expect(shown(one, undefined)).toContain('  accepted until 2027-01-31: agreed');
    expect(shown(one, undefined).at(-1)).toBe('1 accepted warning.');
  });
});
