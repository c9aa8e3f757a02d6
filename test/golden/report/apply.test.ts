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

  it('says once why many steps wait or were not started', () => {
    const [waiting] = goldenApplies.filter(({ name }) => name === 'apply-waiting');
    if (waiting === undefined) throw new Error('there is no such apply');
    const { plan } = waiting.result;
    const [step] = plan.steps;
    if (step === undefined) throw new Error('it has no steps');
    const steps = Array.from({ length: 30 }, (_, index): typeof step => ({
      ...step,
      id: `Key/k${String(index)}#policy`,
      address: `Key/k${String(index)}`,
      gate:
        index % 2 === 0
          ? { is: 'released' }
          : { is: 'approval', classes: ['widen'], reason: 'waits-for-approval', why: 'it gives access' },
    }));
    const result = { ...waiting.result, plan: { ...plan, steps }, outcomes: new Map() };
    const text = applyText(result).replaceAll(/\s+/gu, ' ');

    expect(text).toContain('and 5 more need widen: it gives access');
    expect(text).toContain('and 5 more: the run ended before it');
    expect(applyMarkdown(result)).toContain('and 5 more` wait for approval (widen): `it gives access`');
  });

  it.each(goldenApplies)('$name tells each message once', ({ result }) => {
    const text = applyText(result).replaceAll(/\s+/gu, ' ');
    for (const outcome of result.outcomes.values()) {
      if (outcome.is === 'failed') expect(text.split(outcome.failure.message)).toHaveLength(2);
    }
  });
});
