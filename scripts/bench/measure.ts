import { execFileSync } from 'node:child_process';
import { counting, exponentOf, sumOf } from './counted.ts';
import { phases, runPhases, type Phase } from './phases.ts';

/** What one part of a run took at one size. */
export interface Cost {
  readonly phase: Phase;
  /** Functions of our own source that were called. */
  readonly calls: number;
  /** Seconds of processor, the embedded AWS included. */
  readonly cpu: number;
  /** MB in memory at its end. */
  readonly rss: number;
}

export interface Growth {
  readonly phase: Phase;
  readonly calls: number;
  readonly cpu: number;
}

/** Costs in this process. Counting slows a run down, so calls and times are of two runs. */
export async function costsHere(resources: number, what: 'calls' | 'cpu'): Promise<readonly Cost[]> {
  const costs: Cost[] = [];
  // The first run also does what is done once in a process.
  await runPhases(10, async (_phase, work) => {
    await work();
  });
  await runPhases(resources, async (phase, work) => {
    const before = process.cpuUsage();
    let calls = 0;
    if (what === 'calls') calls = sumOf(await counting(work));
    else await work();
    const { user, system } = process.cpuUsage(before);
    costs.push({ phase, calls, cpu: (user + system) / 1e6, rss: process.memoryUsage.rss() / 1e6 });
  });
  return costs;
}

/** Measures each size and measure in a process of its own: one must not pay for the garbage of another. */
export function costsOf(script: string, resources: number): readonly Cost[] {
  const [calls, cpu] = (['calls', 'cpu'] as const).map((what) => {
    const args = [script, what, String(resources)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as readonly Cost[];
  });
  return (cpu ?? []).map((one, index) => ({ ...one, calls: calls?.[index]?.calls ?? 0 }));
}

/** Exponents between two sizes: 1 is in proportion, 2 is each with each. */
export function growthOf(small: readonly Cost[], large: readonly Cost[], times: number): readonly Growth[] {
  return phases.flatMap((phase, index) => {
    const [one, other] = [small[index], large[index]];
    if (one === undefined || other === undefined) return [];
    return [
      {
        phase,
        calls: exponentOf(one.calls, other.calls, times),
        cpu: exponentOf(one.cpu, other.cpu, times),
      },
    ];
  });
}
