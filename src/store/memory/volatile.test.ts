import { describe, expect, it } from 'vitest';
import { journalConformance, memoryConformance } from '../conformance.test-helper.ts';
import { createVolatileStore } from './volatile.ts';

const clock = { now: () => 1_000 };

describe('the volatile store', () => {
  journalConformance(() => {
    const { journal } = createVolatileStore(clock);
    return { boot: () => journal, crash: () => undefined };
  });

  memoryConformance(() => {
    const { memory } = createVolatileStore(clock);
    return { boot: () => memory, crash: () => undefined };
  });

  it('shares nothing with another', async () => {
    const [one, other] = [createVolatileStore(clock), createVolatileStore(clock)];
    await one.journal.remember('Key/a', { keyId: '1' });
    expect(await other.journal.known()).toEqual(new Map());
    expect(await one.check()).toEqual([]);
  });
});
