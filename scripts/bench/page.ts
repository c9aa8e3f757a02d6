import { apiPage } from './api/figures.ts';
import { frugalPage } from './frugal/figures.ts';
import type { Cost, Growth } from './measure.ts';
import { phases, type Phase } from './phases.ts';
import type { Paced } from './quota.ts';

export interface Measured {
  readonly machine: string;
  readonly paced: readonly Paced[];
  readonly sizes: readonly { readonly resources: number; readonly costs: readonly Cost[] }[];
  readonly growth: readonly Growth[];
}

const about: Readonly<Record<Phase, string>> = {
  load: 'reads and checks manifests',
  graph: 'orders resources by dependency',
  plan: 'observes an empty AWS and plans to create everything',
  render: 'prints this plan as text and JSON, with its estimate',
  apply: 'creates everything',
  observe: 'reads everything',
  pass: 'observes and plans with no difference',
};

/** Makes docs/performance.md. */
export function pageOf({ machine, paced, sizes, growth }: Measured): string {
  const costs = (phase: Phase, show: (cost: Cost) => string): readonly string[] =>
    sizes.map(({ costs: all }) => {
      const cost = all.find((one) => one.phase === phase);
      return cost === undefined ? '' : show(cost);
    });
  const exponent = (phase: Phase, of: 'calls' | 'cpu'): string =>
    growth.find((one) => one.phase === phase)?.[of].toFixed(2) ?? '';
  const heads = sizes.map(({ resources }) => `${String(resources)} resources`);
  return `# Performance

\`npm run bench\` measures the numbers and writes this page; \`--json\` prints them. Tests check only numbers that do not depend on the machine: the growth of the counted work, and the time compared with AWS's quotas (\`test/sim/growth.test.ts\`). No test checks processor time.

## Time: AWS's quotas

Keywright uses half of AWS's request quotas. The bound is the time that the scarcest quota alone needs for the calls of a pass. The measurement uses the virtual clock of the embedded AWS, where an answer takes 20 ms. On a fifth of a core, each call takes 13 ms of processor time, so the processor is scarcer than the quotas. Calls then wait in the queue for a socket, before their deadline begins.

${table(
  ['pass', 'calls', 'seconds', 'bound', 'ratio', 'throttled', 'timed out'],
  paced.map(({ what, calls, took, bound, ratio, throttled, late }) => [
    what,
    String(calls),
    took.toFixed(1),
    bound.toFixed(1),
    ratio.toFixed(2),
    String(throttled),
    String(late),
  ]),
)}

## Work

One fifth each of the resources are keys, aliases, buckets, bucket encryptions and bucket policies. An exponent of 1 means linear growth, 2 quadratic growth.

Function calls in Keywright, in thousands:

${table(
  ['part', 'what it does', ...heads, 'exponent'],
  phases.map((phase) => [
    phase,
    about[phase],
    ...costs(phase, ({ calls }) => (calls / 1_000).toFixed(0)),
    exponent(phase, 'calls'),
  ]),
)}

Processor seconds, including the embedded AWS (${machine}):

${table(
  ['part', ...heads, 'exponent'],
  phases.map((phase) => [phase, ...costs(phase, ({ cpu }) => cpu.toFixed(2)), exponent(phase, 'cpu')]),
)}

Memory at the end of each part, in MB, including the embedded AWS:

${table(
  ['part', ...heads],
  phases.map((phase) => [phase, ...costs(phase, ({ rss }) => rss.toFixed(0))]),
)}

${frugalPage}
${apiPage}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
