import { describe, expect, it } from 'vitest';
import type { ProgressEvent, StepRef } from '../model/progress.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import type { StopSignal } from '../runtime/signals.ts';
import { startProgress, type ProgressRequest } from './progress.ts';

const step: StepRef = { id: 'Key/a#create', address: 'Key/a', action: 'create', name: 'create', ids: {} };

interface Scene {
  readonly variables?: Readonly<Record<string, string>>;
  readonly format?: ProgressRequest['options']['output'];
  readonly terminals?: { readonly stdout: boolean; readonly stderr: boolean };
}

function setUp({ variables = {}, format = 'human', terminals = { stdout: true, stderr: true } }: Scene) {
  const clock = virtualClock(0);
  const said: string[] = [];
  const frames: (readonly string[])[] = [];
  const handlers = new Set<(signal: StopSignal) => void>();
  const exits: number[] = [];
  const progress = startProgress({
    options: { output: format, calls: 'names', color: false },
    now: () => clock.now(),
    endsOnSignal: true,
    io: {
      clock,
      terminal: {
        out: () => undefined,
        err: (text) => void said.push(text),
        ask: () => Promise.resolve(undefined),
        size: () => ({ columns: 80, rows: 24 }),
        area: (lines) => void frames.push(lines.map(({ text }) => text)),
        onResize: () => () => undefined,
      },
      environment: {
        variables: { TERM: 'xterm', ...variables },
        cwd: '/',
        home: '/',
        host: 'h',
        pid: 1,
        user: { uid: 1000, name: 'ada' },
        platform: 'linux',
        node: '24',
        stdin: { isTerminal: true },
        stdout: { isTerminal: terminals.stdout, columns: 80 },
        stderr: { isTerminal: terminals.stderr },
      },
      signals: {
        onStop(handler) {
          handlers.add(handler);
          return () => void handlers.delete(handler);
        },
      },
      processes: { isAlive: () => true, exit: (code) => void exits.push(code) },
    },
  });
  return { clock, progress, said, frames, handlers, exits };
}

const begin: readonly ProgressEvent[] = [
  { is: 'applying', at: 0, steps: 2 },
  { is: 'step-started', at: 0, step },
];
const ended: ProgressEvent = { is: 'step-ended', at: 0, step, outcome: { is: 'done', calls: 1, took: 100 } };

describe('the area', () => {
  it.each<Scene & { readonly why: string; readonly way: string }>([
    { why: 'a terminal', way: 'area' },
    { why: 'CI', variables: { CI: 'true' }, way: 'lines' },
    { why: 'CI that says no', variables: { CI: 'false' }, way: 'area' },
    { why: 'a dumb terminal', variables: { TERM: 'dumb' }, way: 'lines' },
    { why: 'an unknown terminal', variables: { TERM: '' }, way: 'lines' },
    { why: 'a pipe', terminals: { stdout: false, stderr: false }, way: 'lines' },
    { why: 'a result in a file', terminals: { stdout: false, stderr: true }, way: 'area' },
    { why: 'JSON on the same terminal', format: 'json', way: 'none' },
    { why: 'JSON in a file', format: 'json', terminals: { stdout: false, stderr: true }, way: 'area' },
    { why: 'JSON in a pipe in CI', format: 'json', terminals: { stdout: false, stderr: false }, way: 'none' },
  ])('shows progress $way with $why', async ({ way, ...scene }) => {
    const { clock, progress, said, frames } = setUp(scene);
    begin.forEach(progress.event);
    await clock.sleep(1_000);
    progress.end();
    expect(frames.some((frame) => frame.length > 0)).toBe(way === 'area');
    expect(said).toEqual(way === 'lines' ? ['Key/a: creating…\n'] : []);
  });

  it('is drawn ten times a second at most, however much happens, and is gone at the end', async () => {
    const { clock, progress, frames, said } = setUp({});
    begin.forEach(progress.event);
    for (let index = 0; index < 1_000; index += 1) {
      progress.event({
        is: 'queued',
        at: index,
        quota: 'q',
        place: { account: 'a', region: 'r' },
        waiting: index,
        rate: 1,
      });
      await clock.sleep(1);
    }
    expect(frames.length).toBeLessThanOrEqual(16);
    expect(frames.length).toBeGreaterThan(5);
    progress.event(ended);
    expect(said).toEqual(['Key/a: created (0.1s)\n']);
    progress.event({ is: 'applied', at: 0 });
    expect(frames.at(-1)).toEqual([]);
    progress.end();
    progress.event(ended);
    expect(said).toHaveLength(1);
  });

  it('goes away with Ctrl-C where nobody else answers to it', () => {
    const { progress, frames, handlers, exits } = setUp({});
    begin.forEach(progress.event);
    for (const handler of handlers) handler('SIGINT');
    expect(frames.at(-1)).toEqual([]);
    expect(exits).toEqual([130]);
    progress.end();
    expect(handlers.size).toBe(0);
  });
});

describe('lines', () => {
  it('breaks a silence every 30 seconds, and only a silence', async () => {
    const { clock, progress, said } = setUp({ variables: { CI: '1' } });
    begin.forEach(progress.event);
    await clock.sleep(95_000);
    expect(said).toHaveLength(4);
    expect(said[1]).toBe('… 0/2 steps · 30.0s; Key/a creating for 30.0s\n');
    progress.event(ended);
    await clock.sleep(20_000);
    expect(said).toHaveLength(5);
    progress.end();
  });
});
