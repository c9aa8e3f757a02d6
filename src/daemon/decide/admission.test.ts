import { describe, expect, it } from 'vitest';
import type { Decisions } from '../../model/decisions.ts';
import { hour } from '../../model/instant.ts';
import type { Commit, Lineage } from '../../model/revision.ts';
import { admissionOf, contributorsOf, type Signatures } from './admission.ts';
import { ada, decisionsOf, noon } from './decided.test-helper.ts';

const person = { name: 'Ada', email: 'Ada@example.com' };
const commit: Commit = {
  id: 'c2',
  parents: ['c1'],
  subject: 'x',
  author: person,
  committer: person,
  at: noon,
};
const signed: Commit = { ...commit, signer: 'SHA256:abc' };
const taken = {
  revision: 'c1',
  commit: 'c1',
  at: noon,
  by: ada,
  under: { version: '1', settings: '', guardrails: '' },
};
const pin = { id: 'p', by: ada, at: noon, why: 'INC-7', until: noon + hour, commit: 'c0' };
const descends: Lineage = { is: 'descends', commits: [commit] };

describe('a revision', () => {
  it.each<{
    why: string;
    decisions?: Partial<Decisions>;
    lineage?: Lineage;
    signatures?: Signatures;
    is: string;
  }>([
    { why: 'descends from the accepted one', is: 'in-force' },
    {
      why: 'is the first, and nothing is written by it',
      decisions: {},
      lineage: { is: 'same' },
      is: 'in-force',
    },
    {
      why: 'was accepted by a person',
      decisions: { taken: { ...taken, revision: 'c2' } },
      lineage: { is: 'rewound' },
      is: 'in-force',
    },
    { why: 'rewrites history', lineage: { is: 'rewound' }, is: 'waits rewind' },
    { why: 'has a history that cannot be read', lineage: { is: 'unknown', why: 'x' }, is: 'waits rewind' },
    {
      why: 'is signed by somebody listed',
      lineage: { is: 'descends', commits: [signed] },
      signatures: 'required',
      is: 'in-force',
    },
    { why: 'is not signed', signatures: 'required', is: 'waits unsigned' },
    {
      why: 'has an unsigned commit below',
      lineage: { is: 'descends', commits: [signed, commit] },
      signatures: 'required',
      is: 'waits unsigned',
    },
    { why: 'keeps no history', lineage: { is: 'untracked' }, is: 'in-force' },
    {
      why: 'keeps no history, and needs signatures',
      lineage: { is: 'untracked' },
      signatures: 'required',
      is: 'waits unsigned',
    },
    { why: 'comes while the Stack is pinned', decisions: { taken, pin }, is: 'instead pinned' },
    { why: 'is the one that is pinned', decisions: { taken, pin: { ...pin, commit: 'c2' } }, is: 'in-force' },
    { why: 'comes after the pin ended', decisions: { taken, pin: { ...pin, until: noon } }, is: 'in-force' },
  ])('$why: $is', ({ decisions = { taken }, lineage = descends, signatures = 'not-required', is }) => {
    const found = admissionOf(
      { id: 'c2', commit },
      { decisions: decisionsOf(decisions), lineage, signatures, now: noon },
    );
    expect('reason' in found ? `${found.is} ${found.reason}` : found.is).toBe(is);
  });
});

it('names author, committer and signer of commits once, whatever the case of an address', () => {
  expect(contributorsOf([commit, signed])).toEqual(['ada@example.com', 'sha256:abc']);
});
