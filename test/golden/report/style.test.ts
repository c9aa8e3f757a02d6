import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { displayOf } from '../../../src/report/display/make.ts';
import { planText } from '../../../src/report/human/plan.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { goldenPlans } from './cases/index.ts';

describe('colours', () => {
  it.each(goldenPlans)('$name reads the same without them', ({ plan, options }) => {
    const look = { ...plainLook, style: colour };
    const coloured = planText(displayOf(plan), { ...options, look });

    expect(stripVTControlCharacters(coloured)).toBe(planText(displayOf(plan), options));
    expect(coloured).toContain('\u001b[');
  });
});

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
