import { describe, expect, it } from 'vitest';
import { minute, second } from '../../model/instant.ts';
import type { ProgressEvent } from '../../model/progress.ts';
import { passBench } from '../testing/pass.test-helper.ts';
import { resource } from '../testing/stack.test-helper.ts';

const conflict = {
  fails: { code: 'aws.conflict', class: 'conflict', name: 'ConflictException', propagatesWithin: 120_000 },
} as const;

describe('an apply that throws', () => {
  it.each(['step-ended', 'step-started', 'call-sent'] as const)(
    'sends nothing after its lease is given back when a listener throws at %s',
    async (at) => {
      const bench = passBench();
      bench.aws.put('k1', {}, { mark: 'Box/a' });
      bench.aws.put('k2', {}, { mark: 'Box/b' });
      bench.aws.script('SetRules', conflict, conflict, conflict, conflict);
      let thrown = false;
      const throwing = ({ is }: ProgressEvent): void => {
        if (is !== at || thrown) return;
        thrown = true;
        throw new Error('EPIPE');
      };
      bench.on.ports = { progress: throwing };
      const all = [resource('Box/a', { size: 2 }), resource('Box/b', { rules: ['x'] })];
      await bench.apply(all).catch(() => undefined);
      expect(thrown).toBe(true);
      const sent = bench.aws.writes().length;
      expect(await bench.store.journal.holder(bench.clock.now())).toBeUndefined();
      await bench.clock.sleep(minute);
      expect(bench.aws.writes()).toHaveLength(sent);
    },
  );

  it('lets the step that waits end within a second', async () => {
    const bench = passBench();
    bench.aws.put('k1', {}, { mark: 'Box/a' });
    bench.aws.put('k2', {}, { mark: 'Box/b' });
    bench.aws.always('SetRules', () => conflict);
    let thrownAt = 0;
    bench.on.ports = {
      progress: ({ is, at }) => {
        if (is !== 'step-ended' || thrownAt > 0) return;
        thrownAt = at;
        throw new Error('EPIPE');
      },
    };
    const all = [resource('Box/a', { size: 2 }), resource('Box/b', { rules: ['x'] })];
    await expect(bench.apply(all)).rejects.toThrow('EPIPE');
    expect(bench.clock.now() - thrownAt).toBeLessThanOrEqual(second);
  });

  it('lets the step that stands aside end within a second', async () => {
    const bench = passBench();
    bench.aws.put('k1', {}, { mark: 'Box/a' });
    const bornAt = bench.clock.now();
    let thrownAt = 0;
    bench.on.ports = {
      journal: { ...bench.store.journal, bornAt: () => Promise.resolve(bornAt) },
      progress: ({ is, at }) => {
        if (is !== 'step-ended' || thrownAt > 0) return;
        thrownAt = at;
        throw new Error('EPIPE');
      },
    };
    const all = [resource('Box/a', { size: 2 }), resource('Box/young', { size: 1 })];
    await expect(bench.apply(all)).rejects.toThrow('EPIPE');
    expect(bench.clock.now() - thrownAt).toBeLessThanOrEqual(second);
  });
});

it('continues when one renewal of its lease fails', async () => {
  const bench = passBench();
  bench.aws.put('k1', {}, { mark: 'Box/a' });
  const { journal } = bench.store;
  let failed = false;
  bench.on.ports = {
    journal: {
      ...journal,
      renew(lease, ttl, now) {
        if (failed) return journal.renew(lease, ttl, now);
        failed = true;
        return Promise.reject(new Error('S3 503'));
      },
    },
  };
  bench.on.meanwhile = () => bench.clock.sleep(5 * minute);
  const result = await bench.apply([resource('Box/a', { size: 2 })]);
  expect(result.outcomes.get('Box/a#shape')?.is).toBe('done');
});
