import { expect, it } from 'vitest';
import type { StopSignal } from '../runtime/signals.ts';
import { watchStop, type Stop } from './stop.ts';

interface Desk {
  readonly stop: Stop;
  readonly exits: number[];
  send(signal: StopSignal): void;
}

function desk(): Desk {
  const exits: number[] = [];
  let handler: (signal: StopSignal) => void = () => undefined;
  const stop = watchStop(
    {
      signals: {
        onStop(told) {
          handler = told;
          return () => undefined;
        },
      },
      processes: { isAlive: () => true, exit: (code) => void exits.push(code) },
      terminal: {
        out: () => undefined,
        err: () => undefined,
        size: () => undefined,
        area: () => undefined,
        onResize: () => () => undefined,
        ask: () => Promise.resolve(undefined),
      },
    },
    true,
  );
  return {
    stop,
    exits,
    send: (signal) => {
      handler(signal);
    },
  };
}

it.each([
  { signals: ['SIGINT'], ends: 'when what is in flight has finished', exits: [] },
  { signals: ['SIGINT', 'SIGINT'], ends: 'at once', exits: [130] },
  { signals: ['SIGTERM', 'SIGINT'], ends: 'at once', exits: [130] },
  { signals: ['SIGHUP', 'SIGHUP'], ends: 'when what is in flight has finished', exits: [] },
  { signals: ['SIGHUP', 'SIGTERM'], ends: 'when what is in flight has finished', exits: [] },
  { signals: ['SIGINT', 'SIGHUP'], ends: 'when what is in flight has finished', exits: [] },
] as const)('stops $ends after $signals', ({ signals, exits }) => {
  const at = desk();
  for (const signal of signals) at.send(signal);
  expect(at.stop.asked()).toBe(true);
  expect(at.exits).toEqual(exits);
});

it('keeps the exit code when a signal comes after the work is done', () => {
  const at = desk();
  at.stop.end();
  at.send('SIGINT');
  expect(at.exits).toEqual([]);
});
