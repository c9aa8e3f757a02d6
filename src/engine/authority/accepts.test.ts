import { expect, it } from 'vitest';
import type { ApprovalClass } from '../../model/approval.ts';
import { stackApprovals } from './accepts.ts';

const bounds = { file: 'bounds.yaml', acceptsStack: false };
const accepting = { ...bounds, acceptsStack: true, trustedAccounts: ['777788889999'] };

it.each<{
  why: string;
  approved: readonly ApprovalClass[] | 'shown';
  guardrails?: Parameters<typeof stackApprovals>[1];
  loosened?: Parameters<typeof stackApprovals>[2];
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
    why: 'guardrails accept a Stack whose loosened field has a bound in them',
    approved: [],
    guardrails: accepting,
    loosened: [{ path: '/spec/trustedAccounts' }],
    gives: ['loosen'],
  },
  {
    why: 'a field without a bound waits for a person',
    approved: [],
    guardrails: accepting,
    loosened: [{ path: '/spec/trustedAccounts' }, { path: '/spec/keyAdministrators' }],
    gives: [],
  },
  {
    why: 'guardrails accept a move of lease and journal to a place that they list',
    approved: [],
    guardrails: { ...accepting, coordination: [{ is: 'directory', path: '/srv/keywright' }] },
    loosened: [{ path: '/spec/coordination' }],
    gives: ['loosen'],
  },
  {
    why: 'a move of lease and journal waits for a person where guardrails list no place',
    approved: [],
    guardrails: accepting,
    loosened: [{ path: '/spec/coordination' }],
    gives: [],
  },
  {
    why: 'a uid has no bound',
    approved: [],
    guardrails: { ...accepting, accounts: [], roles: [], mode: 'observe', classes: [] },
    loosened: [{ path: '/spec/uid' }],
    gives: [],
  },
  {
    why: 'what a resource loosens for itself waits for a person',
    approved: [],
    guardrails: accepting,
    loosened: [{ path: '/metadata/adopt', address: 'Key/a' }],
    gives: [],
  },
])('$why', ({ approved, guardrails, loosened = [], gives }) => {
  const given = approved === 'shown' ? approved : new Set(approved);
  expect([...stackApprovals(given, guardrails, loosened)]).toEqual(gives);
});
