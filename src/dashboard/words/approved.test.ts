import { expect, test } from 'vitest';
import { approvalOf } from './approved.ts';

const ann = { id: 'person:ann', name: 'Ann' };
const at = '2026-11-30T10:00:00Z';
const nothing = { brakes: [], pauses: [], silences: [], rejections: [] };

function approval(step: `${string}/${string}#${string}`, when = at) {
  return {
    id: step,
    by: ann,
    at: when,
    until: at,
    address: 'Key/a' as const,
    step,
    classes: ['repair' as const],
  };
}

function sources(...approvals: readonly ReturnType<typeof approval>[]) {
  return [{ source: 'main', inEffect: { ...nothing, approvals } }] as unknown as Parameters<
    typeof approvalOf
  >[1];
}

const approve = { is: 'approve', needs: 'approver', allowed: true, text: 'x', command: 'x' } as const;
const finding = {
  source: 'main',
  actions: [{ ...approve, steps: ['Key/a#enabled' as const, 'Key/a#policy' as const] }],
};

test('shows a finding as approved when all its steps are, by the last who approved', () => {
  const later = approval('Key/a#policy', '2026-11-30T10:05:00Z');
  expect(approvalOf(finding, sources(later, approval('Key/a#enabled')))).toEqual(later);
});

test.each([
  ['some of its steps are not approved', finding, sources(approval('Key/a#enabled'))],
  ['it has no step to approve', { source: 'main', actions: [] }, sources(approval('Key/a#enabled'))],
  [
    'another source has the approval',
    { ...finding, source: 'eu' },
    sources(approval('Key/a#enabled'), approval('Key/a#policy')),
  ],
])('does not show it as approved when %s', (_, given, all) => {
  expect(approvalOf(given, all)).toBeUndefined();
});
