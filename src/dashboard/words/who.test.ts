import { expect, test } from 'vitest';
import { personIn, whoActs } from './who.ts';

const action = { is: 'approve', text: 'x', command: 'x', needs: 'approver', allowed: false } as const;

test('names the role that the caller lacks', () => {
  expect(whoActs([action, { ...action, needs: 'operator' }], new Set(['viewer']))).toBe(
    'an approver can act; an operator can act',
  );
});

test('names the classes that the approver needs', () => {
  expect(whoActs([{ ...action, classes: ['repair', 'widen'] }], new Set(['viewer']))).toBe(
    'an approver of repair and widen can act',
  );
  expect(whoActs([{ ...action, classes: ['repair'] }], new Set(['approver']))).toBe(
    'another approver of repair decides',
  );
});

test('asks for another approver when the caller is one, e.g. the author of the commit', () => {
  expect(whoActs([action], new Set(['approver']))).toBe('another approver decides');
});

test('says nothing when the caller may do everything', () => {
  expect(whoActs([{ ...action, allowed: true }], new Set())).toBeUndefined();
});

test('names persons, and no process', () => {
  expect(personIn({ is: 'decided', subject: 'Ann' })).toBe('Ann');
  expect(personIn({ is: 'wrote', subject: 'somebody@vm:16696/4103' })).toBeUndefined();
});

test('names nobody for drift, since the record does not say who caused it', () => {
  expect(personIn({ is: 'drift-opened', subject: 'Ann' })).toBeUndefined();
});
