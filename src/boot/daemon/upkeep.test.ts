import { expect, it } from 'vitest';
import { day, hour, type Instant } from '../../model/instant.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { virtualClock, type VirtualClock } from '../../runtime/virtual-clock.ts';
import { upkeep, type BackupTo } from './upkeep.ts';

interface Machine {
  readonly clock: VirtualClock;
  readonly names: () => Promise<readonly string[]>;
  readonly pruned: readonly Instant[];
  readonly failed: readonly string[];
  live(ms: number, fails?: boolean): Promise<void>;
}

/** Keeps a history up for a while, as a process does between its start and its end. */
function machineWith(backup?: BackupTo): Machine {
  const { files } = memoryDisk();
  const clock = virtualClock(Date.parse('2026-03-01T12:00:00Z'));
  const pruned: Instant[] = [];
  const failed: string[] = [];
  return {
    clock,
    pruned,
    failed,
    names: async () => ((await files.list('/copies')) ?? []).map(({ name }) => name),
    async live(ms, fails = false) {
      const end = new AbortController();
      const history = {
        prune: async (now: Instant) => void pruned.push(now),
        backup: (to: string) => (fails ? Promise.reject(new Error('disk full')) : files.write(to, 'copy')),
      };
      const during = (what: string): void => void failed.push(what);
      const ended = upkeep({ history, clock, files, backup, failed: during }, end.signal);
      await clock.sleep(ms);
      end.abort();
      await ended;
    },
  };
}

const backup = { directory: '/copies', keep: 3 };

it('removes expired history at the start, so that a daemon that restarts daily does it too', async () => {
  const machine = machineWith();
  await machine.live(hour);
  await machine.live(2 * day + hour);
  expect(machine.pruned).toHaveLength(4);
  expect(await machine.names()).toEqual([]);
});

it('keeps the newest copies, one for each day', async () => {
  const machine = machineWith(backup);
  await machine.live(4 * day + hour);
  expect(await machine.names()).toEqual([
    'history-2026-03-03.sqlite',
    'history-2026-03-04.sqlite',
    'history-2026-03-05.sqlite',
  ]);
});

it('leaves the copies of earlier days alone, however often a daemon starts on the same day', async () => {
  const machine = machineWith(backup);
  await machine.live(2 * day + hour);
  for (let start = 0; start < 5; start += 1) await machine.live(hour);
  expect(await machine.names()).toEqual([
    'history-2026-03-01.sqlite',
    'history-2026-03-02.sqlite',
    'history-2026-03-03.sqlite',
  ]);
});

it('continues after a copy failed, and tries again the next day', async () => {
  const machine = machineWith(backup);
  await machine.live(hour, true);
  expect(machine.failed).toEqual(['backing up the history']);
  expect(machine.pruned).toHaveLength(1);
  await machine.live(hour);
  expect(await machine.names()).toEqual(['history-2026-03-01.sqlite']);
});
