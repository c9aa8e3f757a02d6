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
  load: 'manifests are read and checked',
  graph: 'what waits for what',
  plan: 'a look at an empty AWS and the plan that makes everything',
  render: 'this plan for people and as JSON, with its estimate',
  apply: 'everything is made',
  observe: 'everything is read',
  pass: 'a look in which nothing differs, and the plan without a step',
};

/** docs/performance.md. */
export function pageOf({ machine, paced, sizes, growth }: Measured): string {
  const costs = (phase: Phase, show: (cost: Cost) => string): readonly string[] =>
    sizes.map(({ costs: all }) => {
      const cost = all.find((one) => one.phase === phase);
      return cost === undefined ? '' : show(cost);
    });
  const exponent = (phase: Phase, of: 'calls' | 'cpu'): string =>
    growth.find((one) => one.phase === phase)?.[of].toFixed(2) ?? '';
  const heads = sizes.map(({ resources }) => `${String(resources)} resources`);
  return `# How fast Keywright is

\`npm run bench\` measures this and writes this page; \`--json\` prints the numbers. The tests hold what does not depend on the machine: how the counted work grows, and the time beside AWS's quotas (\`test/sim/growth.test.ts\`). No test holds a time of the processor.

## Time: AWS's quotas

Keywright uses half of AWS's request quotas. The bound is the time that the scarcest of them alone needs for the calls of a pass. Measured on the virtual clock of the embedded AWS, where an answer takes 20 ms; on a fifth of a core each call takes 13 ms of the one processor, which then is scarcer than the quotas: calls wait for a socket in the line, and not under their deadline.

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

A fifth each of the resources are keys, aliases, buckets, bucket encryptions and bucket policies. An exponent of 1 is growth in proportion to the estate, 2 is each with each.

Functions of Keywright that are called, in thousands:

${table(
  ['part', 'what it does', ...heads, 'exponent'],
  phases.map((phase) => [
    phase,
    about[phase],
    ...costs(phase, ({ calls }) => (calls / 1_000).toFixed(0)),
    exponent(phase, 'calls'),
  ]),
)}

Seconds of processor, the embedded AWS included (${machine}):

${table(
  ['part', ...heads, 'exponent'],
  phases.map((phase) => [phase, ...costs(phase, ({ cpu }) => cpu.toFixed(2)), exponent(phase, 'cpu')]),
)}

Memory at the end of each part, in MB, the embedded AWS included:

${table(
  ['part', ...heads],
  phases.map((phase) => [phase, ...costs(phase, ({ rss }) => rss.toFixed(0))]),
)}

${frugalPage}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
