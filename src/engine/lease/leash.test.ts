import { expect, it } from 'vitest';
import type { Call } from '../../model/call.ts';
import { createLeash } from './leash.ts';
import { home } from '../testing/stack.test-helper.ts';

const write: Call = { op: 'kms:PutKeyPolicy', at: home, input: {} };
const ofTheJournal: Call = { op: 's3:PutObject', at: home, input: {} };

it.each([
  { when: 'before a lease is held', tied: undefined, refused: true },
  { when: 'while it lasts', tied: [true], refused: false },
  { when: 'after it ran out', tied: [false], refused: true },
  { when: 'after it was given back', tied: [true, 'untied'], refused: true },
] as const)('refuses a write $when: $refused; the journal always writes', ({ tied, refused }) => {
  const leash = createLeash();
  if (tied !== undefined) leash.tie(() => tied[0]);
  if (tied?.[1] === 'untied') leash.untie();
  expect(leash.refuse(write) !== undefined).toBe(refused);
  expect(leash.refuse(ofTheJournal)).toBeUndefined();
});
