import { describe, expect, it } from 'vitest';
import type { Decisions } from '../../model/decisions.ts';
import { hour } from '../../model/instant.ts';
import type { Settings, Stack } from '../../model/resource.ts';
import type { Commit, Lineage } from '../../model/revision.ts';
import {
  admissionOf,
  anybody,
  broughtBy,
  contributorsOf,
  pinAt,
  type AdmissionGiven,
  type Signatures,
} from './admission.ts';
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
const descends: Lineage = { is: 'descends', commits: [commit] };
const rewound: Lineage = { is: 'rewound', commits: [commit] };
const unknown: Lineage = { is: 'unknown', why: 'x', commits: 'untold' };
const regions = ['eu-central-1'];

function settingsWith(all: readonly string[]): Settings {
  const accounts = [{ id: '111122223333', regions: all }];
  return { name: 'shop', uid: 'u', partition: 'aws', accounts } as unknown as Settings;
}

describe('a revision', () => {
  it.each<{
    why: string;
    decisions?: Partial<Decisions>;
    regions?: readonly string[];
    asked?: AdmissionGiven['asked'];
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
      lineage: rewound,
      is: 'in-force',
    },
    { why: 'rewrites history', lineage: rewound, is: 'waits rewind' },
    { why: 'goes back to an ancestor', lineage: { is: 'precedes' }, is: 'waits rewind' },
    { why: 'has a history that cannot be read', lineage: unknown, is: 'waits rewind' },
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
    { why: 'leaves a Region', regions: [], is: 'waits relocated' },
    { why: 'leaves a Region and rewrites history', regions: [], lineage: rewound, is: 'waits rewind moves' },
    {
      why: 'is an ancestor that a person pinned',
      asked: 'by-pin',
      lineage: { is: 'precedes' },
      is: 'in-force',
    },
    {
      why: 'is an unsigned ancestor that a person pinned',
      asked: 'by-pin',
      lineage: { is: 'precedes' },
      signatures: 'required',
      is: 'waits unsigned',
    },
    { why: 'is of another history, and pinned', asked: 'by-pin', lineage: rewound, is: 'waits rewind' },
    { why: 'is not signed, and pinned', asked: 'by-pin', signatures: 'required', is: 'waits unsigned' },
    { why: 'leaves a Region, and is pinned', asked: 'by-pin', regions: [], is: 'waits relocated' },
  ])('$why: $is', ({ decisions = { taken }, lineage = descends, signatures = 'not-required', ...row }) => {
    const found = admissionOf(
      { id: 'c2', commit, stack: { settings: settingsWith(row.regions ?? regions) } as unknown as Stack },
      {
        taken: decisions.taken,
        lineage,
        signatures,
        before: settingsWith(regions),
        asked: row.asked ?? 'by-source',
      },
    );
    const all = found.is === 'waits' && found.reason !== 'relocated' && found.moves ? ' moves' : '';
    expect('reason' in found ? `${found.is} ${found.reason}${all}` : found.is).toBe(row.is);
  });
});

it('is pinned until the end of the pin', () => {
  const decisions = decisionsOf({
    pin: { id: 'p', by: ada, at: noon, why: 'INC-7', until: noon + hour, commit: 'c0' },
  });
  expect(pinAt(decisions, noon)?.commit).toBe('c0');
  expect(pinAt(decisions, noon + hour)).toBeUndefined();
});

describe('the contributors to a revision', () => {
  const other: Commit = { ...signed, id: 'c3', author: { name: 'Bob', email: 'bob@example.com' } };
  it.each<{ lineage: Lineage; who: readonly string[] }>([
    { lineage: { is: 'same' }, who: [] },
    { lineage: { is: 'precedes' }, who: ['ada@example.com'] },
    {
      lineage: { is: 'rewound', commits: [commit, other] },
      who: ['ada@example.com', 'bob@example.com', 'sha256:abc'],
    },
    {
      lineage: { is: 'unknown', why: 'x', commits: [other] },
      who: ['bob@example.com', 'ada@example.com', 'sha256:abc'],
    },
    { lineage: unknown, who: [anybody] },
  ])('is informed of each lineage: $lineage.is', ({ lineage, who }) => {
    expect(contributorsOf(broughtBy({ commit }, lineage))).toEqual(who);
  });
});

it('names author, committer and signer of commits once, whatever the case of an address', () => {
  expect(contributorsOf([commit, signed])).toEqual(['ada@example.com', 'sha256:abc']);
});
