import { expect, it } from 'vitest';
import { day, minute } from '../model/instant.ts';
import { sortBeats } from './peers.ts';

it('counts who was heard of in the last five minutes, and forgets who was silent for a day', () => {
  const beats = [
    { process: 'lives', at: day - 5 * minute + 1 },
    { process: 'silent', at: day - 5 * minute },
    { process: 'gone', at: 0 },
    { process: 'ahead', at: day + minute },
  ];
  expect(sortBeats(beats, day)).toEqual({ living: ['lives', 'ahead'], gone: ['gone'] });
});
