import { expect, it } from 'vitest';
import type { DaemonEvent } from './events.ts';
import { tellAll } from './tell-all.ts';

it('informs all other listeners of an event when one listener fails', () => {
  const told: DaemonEvent[] = [];
  const lost: unknown[] = [];
  const failure = new Error('a template without an end');
  const fails = (): never => {
    throw failure;
  };
  const event: DaemonEvent = { source: 'shop', at: 0, is: 'started' };
  tellAll([fails, (one) => told.push(one)], (error) => lost.push(error))(event);
  expect(told).toEqual([event]);
  expect(lost).toEqual([failure]);
});
