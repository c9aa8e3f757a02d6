import { expect, it } from 'vitest';
import type { ApprovalClass } from '../../model/approval.ts';
import { stackApprovals } from './accepts.ts';

const bounds = { acceptsStack: false };

it.each<{
  why: string;
  approved: readonly ApprovalClass[] | 'shown';
  guardrails?: Parameters<typeof stackApprovals>[1];
  gives: readonly ApprovalClass[];
}>([
  { why: 'a typed yes approves both', approved: 'shown', gives: ['loosen', 'shrink'] },
  { why: 'a class approves itself', approved: ['shrink', 'widen'], gives: ['shrink'] },
  { why: 'nothing approves nothing', approved: [], gives: [] },
  {
    why: 'guardrails that list no loosen let nobody accept a Stack',
    approved: 'shown',
    guardrails: { ...bounds, classes: ['shrink'] },
    gives: ['shrink'],
  },
  {
    why: 'guardrails may accept a Stack that lies within them',
    approved: [],
    guardrails: { acceptsStack: true },
    gives: ['loosen'],
  },
])('$why', ({ approved, guardrails, gives }) => {
  const given = approved === 'shown' ? approved : new Set(approved);
  expect([...stackApprovals(given, guardrails)]).toEqual(gives);
});
