import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realCommands, type Command } from './commands.ts';

const directory = mkdtempSync(join(tmpdir(), 'keywright-commands-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function shell(script: string, more: Partial<Command> = {}): Command {
  return {
    program: '/bin/sh',
    args: ['-c', script],
    environment: { PATH: process.env['PATH'] ?? '' },
    mostBytes: 1024,
    timeout: 20_000,
    ...more,
  };
}

const { signal: never } = new AbortController();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe('running a program', () => {
  it('gives what it prints, how it ended and what it complained of', async () => {
    const end = await realCommands().run(shell('cat; echo no >&2; exit 3', { input: 'text' }), never);
    expect(end).toEqual({ is: 'ended', code: 3, output: new TextEncoder().encode('text'), errors: 'no\n' });
  });

  it('hands it the given environment and nothing else', async () => {
    const end = await realCommands().run(
      { ...shell(''), program: '/usr/bin/env', args: [], environment: { ONE: '1' } },
      never,
    );
    expect(end.is === 'ended' && new TextDecoder().decode(end.output)).toBe('ONE=1\n');
  });

  it('says that a program is missing', async () => {
    const end = await realCommands().run({ ...shell(''), program: '/no/such/program' }, never);
    expect(end).toMatchObject({ is: 'missing', why: expect.stringContaining('ENOENT') });
  });

  it('kills one that prints too much', async () => {
    const end = await realCommands().run(shell('while :; do echo lots; done'), never);
    expect(end).toMatchObject({ is: 'killed', why: 'too-much-output' });
  });

  it('kills one that takes too long, with what it started, also if it ignores SIGTERM', async () => {
    const pids = join(directory, 'pids');
    const script = `trap '' TERM; (trap '' TERM; sleep 60) & echo $$ $! >${pids}; wait; sleep 60`;
    const end = await realCommands().run(shell(script, { timeout: 300 }), never);
    expect(end).toMatchObject({ is: 'killed', why: 'timeout' });
    const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
    expect(started.length).toBe(2);
    // However busy the machine is: only the test's own limit ends the wait.
    while (started.some(isAlive)) await new Promise((resolve) => setImmediate(resolve));
  });

  it('kills a command at the stop signal, and starts none after that', async () => {
    const stop = new AbortController();
    const running = realCommands().run(shell('sleep 60'), stop.signal);
    setImmediate(() => {
      stop.abort();
    });
    expect(await running).toMatchObject({ is: 'killed', why: 'aborted' });
    expect(await realCommands().run(shell('exit 0'), stop.signal)).toMatchObject({ why: 'aborted' });
  });

  it('does not mind one that ends without reading its input', async () => {
    const end = await realCommands().run(shell('exit 0', { input: 'x'.repeat(1024 * 1024) }), never);
    expect(end).toMatchObject({ is: 'ended', code: 0 });
  });

  it('lets it write no larger file than allowed', async () => {
    const file = join(directory, 'large');
    const script = `head -c 100000 /dev/zero >${file}`;
    const end = await realCommands().run(shell(script, { mostFileBytes: 10_240 }), never);
    expect(end.is === 'ended' && end.code === 0).toBe(false);
    expect(statSync(file).size).toBe(10_240);
    expect(await realCommands().run(shell(script), never)).toMatchObject({ code: 0 });
  });
});
