import { expect, it } from 'vitest';
import { createLeash } from './leash.ts';

it.each([
  { when: 'before a lease is held', tied: undefined, refused: true },
  { when: 'while it lasts', tied: [true], refused: false },
  { when: 'after it ran out', tied: [false], refused: true },
  { when: 'after it was given back', tied: [true, 'untied'], refused: true },
] as const)('refuses a write $when: $refused', ({ tied, refused }) => {
  const leash = createLeash();
  if (tied !== undefined) leash.tie(() => tied[0]);
  if (tied?.[1] === 'untied') leash.untie();
  expect(leash.refuse() !== undefined).toBe(refused);
});
