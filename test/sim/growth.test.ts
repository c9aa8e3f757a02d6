import { beforeAll, describe, expect, it } from 'vitest';
import { counting, exponentOf, growing, sumOf, type Counted } from '../../scripts/bench/counted.ts';
import { phases, runPhases, type Phase } from '../../scripts/bench/phases.ts';
import { pacedPasses } from '../../scripts/bench/quota.ts';

const times = 4;

describe('the work of an estate four times as large', () => {
  let small: ReadonlyMap<Phase, Counted>;
  let large: ReadonlyMap<Phase, Counted>;

  async function countedAt(resources: number): Promise<ReadonlyMap<Phase, Counted>> {
    const counts = new Map<Phase, Counted>();
    await runPhases(resources, async (phase, work) => {
      counts.set(phase, await counting(work));
    });
    return counts;
  }

  beforeAll(async () => {
    // The first run also does what is done once in a process.
    await countedAt(10);
    // A smaller estate hardly waits for a quota: its queues are empty, and n log n would look like more.
    small = await countedAt(400);
    large = await countedAt(400 * times);
  });

  it.each(phases)('is about four times as much: %s', (phase) => {
    const [before, after] = [small.get(phase) ?? new Map<string, number>(), large.get(phase) ?? new Map()];
    expect(exponentOf(sumOf(before), sumOf(after), times)).toBeLessThan(1.15);
    // A part that grows faster is small here, and most of the work of a large estate.
    expect(growing(before, after, times, 1.5).filter(({ calls }) => calls > 5_000)).toEqual([]);
  });
});

it('takes the time of the scarcest quota for a pass, and none is throttled or late', async () => {
  for (const paced of await pacedPasses(2_000, 300)) {
    expect(paced).toMatchObject({ throttled: 0, late: 0 });
    // On a fifth of a core the processor is scarcer.
    if (!paced.what.includes('core')) expect(paced.ratio, paced.what).toBeLessThan(1.05);
  }
});
