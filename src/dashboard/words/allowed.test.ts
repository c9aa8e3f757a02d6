import { expect, test } from 'vitest';
import { mayOffer } from './allowed.ts';

const approver = { role: 'approver', classes: ['widen'] } as const;

test.each([
  ['nobody', [], 'operator', [], false],
  ['an operator', [{ role: 'operator' }], 'operator', [], true],
  ['an operator who would approve', [{ role: 'operator' }], 'approver', [], false],
  ['an approver of the class', [approver], 'approver', ['widen'], true],
  ['an approver of another class', [approver], 'approver', ['widen', 'delete'], false],
  ['an approver without a class', [{ role: 'approver' }], 'approver', ['widen'], false],
  [
    'an approver by two bindings',
    [approver, { role: 'approver', classes: ['delete'] }],
    'approver',
    ['widen', 'delete'],
    true,
  ],
] as const)('offers %s what they may do', (_, bindings, role, classes, expected) => {
  expect(mayOffer(bindings, role, classes)).toBe(expected);
});
