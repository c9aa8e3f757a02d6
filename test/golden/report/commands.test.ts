import { describe, expect, it } from 'vitest';
import { planFor, resultFor, statusFor } from '../../../src/cli/same-estate.ts';
import { displayOf } from '../../../src/report/display/make.ts';
import { statusOf } from '../../../src/report/display/status.ts';
import { applyText } from '../../../src/report/human/apply.ts';
import { planText } from '../../../src/report/human/plan.ts';
import { statusText } from '../../../src/report/human/status.ts';
import { applyJson } from '../../../src/report/json/apply.ts';
import { planJson } from '../../../src/report/json/plan.ts';
import { statusJson } from '../../../src/report/json/status.ts';
import { applyMarkdown } from '../../../src/report/markdown/apply.ts';
import { planMarkdown } from '../../../src/report/markdown/plan.ts';
import { statusMarkdown } from '../../../src/report/markdown/status.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { goldenApplies } from './cases/applies.ts';
import { goldenPlans } from './cases/index.ts';
import { goldenStatuses } from './cases/statuses.ts';

const estate = ' m --sandbox=world --state-dir kept';
const look = { ...plainLook, width: Infinity, estate };

/** Small enough that the last line names the command that shows the rest. */
const limits = [60_000, 800];

const texts = [
  ...goldenPlans.flatMap(({ name, plan }) => {
    const display = displayOf(planFor(plan, estate));
    return [
      { name, format: 'text', text: planText(display, { look }) },
      { name, format: 'JSON', text: planJson(display) },
      ...limits.map((limit) => ({
        name,
        format: `comment of ${String(limit)}`,
        text: planMarkdown(display, { estate, limit }),
      })),
    ];
  }),
  ...goldenApplies.flatMap(({ name, result }) => {
    const answer = resultFor(result, estate);
    return [
      { name, format: 'text', text: applyText(answer, look) },
      { name, format: 'JSON', text: applyJson(answer) },
      ...limits.map((limit) => ({
        name,
        format: `comment of ${String(limit)}`,
        text: applyMarkdown(answer, { estate, limit }),
      })),
    ];
  }),
  ...goldenStatuses.flatMap(({ name, input }) => {
    const status = statusFor(statusOf(input), estate);
    return [
      { name, format: 'text', text: statusText(status, { look }) },
      { name, format: 'JSON', text: statusJson(status) },
      ...limits.map((limit) => ({
        name,
        format: `comment of ${String(limit)}`,
        text: statusMarkdown(status, { estate, limit }),
      })),
    ];
  }),
];

/** Finds each command with all that follows it. */
function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/\breconcile\b(?! explain| show)/gu)].map(({ index }) => text.slice(index, index + 200));
}

const complete = new RegExp(
  `^reconcile (?:(?:plan|apply|status)|(?:forget|force-unlock) [^\\s]+)${RegExp.escape(estate)}(?![\\w/])`,
  'u',
);

// A command that names no estate would act on whatever the usual directory and the usual AWS hold.
describe('a command that a report prints', () => {
  it.each(texts)('repeats where the estate is: $name as $format', ({ text }) => {
    for (const command of commandsIn(text)) expect(command).toMatch(complete);
  });

  it.each(['plan', 'apply', 'status', 'forget'])('is met: reconcile %s', (name) => {
    expect(texts.some(({ text }) => text.includes(`reconcile ${name} `))).toBe(true);
  });
});
