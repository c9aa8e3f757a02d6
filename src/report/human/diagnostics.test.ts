import { describe, expect, it } from 'vitest';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import { plainLook } from '../text/style.ts';
import { diagnosticLines } from './diagnostics.ts';

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
      '  hint: write Allow or Deny, with this case',
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
    {
      why: 'a span of several lines ends with its first',
      line: 'a: |',
      span: at(1, 4, 2, 3),
      caret: '    |    ^',
    },
    { why: 'an empty span still has one caret', line: 'a:', span: at(1, 3, 3), caret: '    |   ^' },
  ])('$why', ({ line, span, caret }) => {
    expect(shown(problem(span), line)[2]).toBe(caret);
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

  it('counts all of them, each by its severity', () => {
    const lines = diagnosticLines(
      [problem(at(1, 1, 2)), problem(at(2, 1, 2)), problem(at(3, 1, 2), { severity: 'warning' })],
      () => undefined,
      plainLook,
    );

    expect(lines.at(-1)).toBe('2 errors, 1 warning.');
  });
});
