import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnosticsJson } from './diagnostics.ts';
import { diagnosticsJsonSchema } from '../formats/diagnostics.ts';
import { jsonText } from './text.ts';
import { formatVersion } from '../formats/version.ts';

const problem: Diagnostic = {
  severity: 'error',
  code: 'policy.effect',
  message: 'Effect is "allow"',
  address: 'Key/a',
  path: '/spec/policy/Statement/0/Effect',
  span: { file: 'keys.yaml', line: 7, column: 11, endLine: 7, endColumn: 16 },
};

describe('diagnostics as JSON', () => {
  it.each([
    { why: 'nothing is wrong', diagnostics: [], valid: true },
    {
      why: 'a warning leaves the manifests valid',
      diagnostics: [{ ...problem, severity: 'warning' as const }],
      valid: true,
    },
    {
      why: 'an error does not',
      diagnostics: [problem, { severity: 'info', code: problem.code, message: 'm' } as const],
      valid: false,
    },
  ])('$why', ({ diagnostics, valid }) => {
    const parsed: unknown = JSON.parse(diagnosticsJson(diagnostics));

    expect(diagnosticsJsonSchema.parse(parsed)).toEqual(parsed);
    expect(parsed).toMatchObject({ formatVersion, valid });
  });

  it('gives every diagnostic a hint', () => {
    expect(JSON.parse(diagnosticsJson([problem]))).toMatchObject({
      diagnostics: [{ hint: 'write Allow or Deny, exactly like this' }],
    });
  });
});

describe('the order of keys', () => {
  it('is ours where we name them, and sorted where AWS or a manifest does', () => {
    expect(jsonText({ z: 1, a: 2, input: { z: { y: 1, b: 2 }, a: 1 } })).toBe(
      jsonText({ z: 1, a: 2, input: { a: 1, z: { b: 2, y: 1 } } }),
    );
    expect(Object.keys(JSON.parse(jsonText({ z: 1, a: 2 })) as object)).toEqual(['z', 'a']);
  });

  it('keeps a key that JavaScript reads in its own way', () => {
    expect(jsonText(JSON.parse('{"ids":{"__proto__":"x"}}'))).toContain('"__proto__": "x"');
  });
});
