import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeaseAnswer } from '../../model/journal.ts';

const contender = join(import.meta.dirname, 'contender.test-helper.ts');
const scratch = { root: '' };

beforeAll(async () => {
  scratch.root = await mkdtemp(join(tmpdir(), 'keywright-lease-'));
});
afterAll(() => rm(scratch.root, { recursive: true, force: true }));

async function start(): Promise<ChildProcess> {
  const child = fork(contender, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

async function acquireIn(
  child: ChildProcess,
  order: { readonly directory: string; readonly holder: string; readonly ttl: number; readonly now: number },
): Promise<LeaseAnswer> {
  const answered = once(child, 'message');
  child.send(order);
  const [answer] = (await answered) as [LeaseAnswer];
  return answer;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('two processes and one directory', { timeout: 30_000 }, () => {
  it('gives the lease to exactly one process, twenty times and again after it expired', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    try {
      for (let round = 0; round < 20; round += 1) {
        const directory = join(scratch.root, `fight-${String(round)}`);
        for (const now of [0, 1_000]) {
          const answers = await Promise.all([
            acquireIn(one, { directory, holder: 'one', ttl: 1_000, now }),
            acquireIn(two, { directory, holder: 'two', ttl: 1_000, now }),
          ]);
          expect(answers.map((answer) => answer.is).sort()).toEqual(['held', 'refused']);
          const terms = answers.map((answer) => (answer.is === 'held' ? answer.lease : answer.by).term);
          expect(terms).toEqual(now === 0 ? [1, 1] : [2, 2]);
        }
      }
    } finally {
      await Promise.all([end(one), end(two)]);
    }
  });

  it('keeps the lease of a killed holder until it has run out, then gives it to the next', async () => {
    const directory = join(scratch.root, 'killed');
    const [holder, next] = await Promise.all([start(), start()]);
    try {
      const first = await acquireIn(holder, { directory, holder: 'killed', ttl: 400, now: 0 });
      if (first.is === 'refused') throw new Error('free at first');
      await end(holder);
      const ask = (now: number): Promise<LeaseAnswer> =>
        acquireIn(next, { directory, holder: 'next', ttl: 400, now });
      for (const now of [1, first.lease.until - 1])
        expect(await ask(now)).toEqual({ is: 'refused', by: first.lease });
      expect(await ask(first.lease.until)).toMatchObject({
        is: 'held',
        lease: { term: first.lease.term + 1 },
      });
    } finally {
      await Promise.all([end(holder), end(next)]);
    }
  });
});
