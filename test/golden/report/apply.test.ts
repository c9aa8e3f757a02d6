import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { applyText } from '../../../src/report/human/apply.ts';
import { applyJson } from '../../../src/report/json/apply.ts';
import { applyJsonSchema } from '../../../src/report/formats/apply.ts';
import { applyMarkdown } from '../../../src/report/markdown/apply.ts';
import { goldenApplies } from './cases/applies.ts';
import { expectGolden } from './golden.ts';

describe('results of an apply', () => {
  it.each(goldenApplies)('$name: $reason', ({ name, result }) => {
    expectGolden(`${name}.txt`, applyText(result));
  });

  it.each(goldenApplies)('$name as a comment: $reason', ({ name, result }) => {
    expectGolden(`${name}.md`, applyMarkdown(result));
  });

  it.each(goldenApplies)('$name keeps to its JSON schema, nothing more and nothing less', ({ result }) => {
    const parsed: unknown = JSON.parse(applyJson(result));
    expect(z.encode(applyJsonSchema, applyJsonSchema.parse(parsed))).toEqual(parsed);
  });

  it('keeps one as JSON', () => {
    const [failed] = goldenApplies.filter(({ name }) => name === 'apply-failed');
    expectGolden('apply-failed.json', failed === undefined ? '' : applyJson(failed.result));
  });

  it.each(goldenApplies)('$name tells each message once', ({ result }) => {
    const text = applyText(result).replaceAll(/\s+/gu, ' ');
    for (const outcome of result.outcomes.values()) {
      if (outcome.is === 'failed') expect(text.split(outcome.failure.message)).toHaveLength(2);
    }
  });
});
