import { describe, expect, it } from 'vitest';
import type { DriftLabel } from '../../model/change.ts';
import type { Observation } from '../../model/observation.ts';
import type { Health, Sync } from '../../model/plan.ts';
import type { Mode } from '../../model/resource.ts';
import type { Draft, Drafted } from './draft.ts';
import { kinds } from '../testing/kinds.test-helper.ts';
import { failure, present, subject } from '../testing/stack.test-helper.ts';
import { verdictOf } from './verdict.ts';

const nothing: Drafted = {
  drafts: [],
  deferred: [],
  ignored: [],
  unreadable: [],
  settling: false,
  notes: [],
};

function changing(label?: DriftLabel): Drafted {
  const change = { path: '/size', before: 1, after: 2, ...(label === undefined ? {} : { label }) } as const;
  const step: Draft = {
    name: 'shape',
    half: 'expand',
    action: 'update',
    changes: [change],
    calls: [],
    risks: [],
    desired: '',
    observed: '',
    afterFacets: [],
  };
  return { ...nothing, drafts: [step] };
}

/** Drift that lets somebody in, as it is closed again. */
const opened: Drafted = {
  ...nothing,
  drafts: changing('drifted').drafts.map((draft) => ({
    ...draft,
    half: 'contract',
    narrows: 'drift',
    overHold: 'hostile',
    removes: [{ who: '999988887777', what: 'kms:Decrypt' }],
  })),
};

const blocked: Drafted = {
  ...nothing,
  blocked: { code: 'engine.immutable', reason: 'immutable', why: 'it is stone', release: 'make another' },
};
const absent: Observation = { is: 'absent' };
const broken = present({ reads: { box: { locked: true } } });
const two: Observation = { is: 'ambiguous', reason: 'ambiguous', why: 'two of them', found: [], release: '' };

interface Row {
  readonly why: string;
  readonly seen: Observation;
  readonly drafted: Drafted;
  readonly mode?: Mode;
  readonly sync: Sync;
  readonly health: Health;
  readonly says?: string | RegExp;
}

describe('sync and health', () => {
  it.each<Row>([
    { why: 'as wanted', seen: present(), drafted: nothing, sync: 'InSync', health: 'Healthy' },
    {
      why: 'Git moved',
      seen: present(),
      drafted: changing('changed-in-git'),
      sync: 'PendingChange',
      health: 'Healthy',
    },
    { why: 'AWS moved', seen: present(), drafted: changing('drifted'), sync: 'Drifted', health: 'Healthy' },
    { why: 'both moved', seen: present(), drafted: changing('both'), sync: 'Drifted', health: 'Healthy' },
    {
      why: 'nobody knows who moved',
      seen: present(),
      drafted: changing('differs'),
      sync: 'Drifted',
      health: 'Healthy',
    },
    {
      why: 'a default that counts as nothing',
      seen: present({ blank: true }),
      drafted: changing(),
      sync: 'PendingChange',
      health: 'Healthy',
    },
    {
      why: 'AWS went back to a default that counts as nothing',
      seen: present({ blank: true }),
      drafted: changing('drifted'),
      sync: 'Drifted',
      health: 'Healthy',
    },
    {
      why: 'not there yet',
      seen: absent,
      drafted: changing(),
      sync: 'PendingChange',
      health: 'Progressing',
      says: 'does not exist yet',
    },
    {
      why: 'an old value after our write',
      seen: present(),
      drafted: { ...nothing, settling: true },
      sync: 'Settling',
      health: 'Healthy',
    },
    {
      why: 'a change beside what settles',
      seen: present(),
      drafted: { ...changing('drifted'), settling: true },
      sync: 'Drifted',
      health: 'Healthy',
    },
    {
      why: 'not allowed to look',
      seen: { is: 'unknown', failure: failure() },
      drafted: nothing,
      sync: 'Unknown',
      health: 'Degraded',
      says: 'AccessDeniedException: no',
    },
    {
      why: 'a failure without words',
      seen: { is: 'unknown', failure: failure({ message: '' }) },
      drafted: nothing,
      sync: 'Unknown',
      health: 'Degraded',
      says: 'AccessDeniedException',
    },
    {
      why: 'one facet cannot be read: never in sync',
      seen: present(),
      drafted: { ...nothing, unreadable: [{ facet: 'rules', failure: failure() }] },
      sync: 'Unknown',
      health: 'Healthy',
      says: /^rules cannot be read: kms:GetBox answered AccessDenied/u,
    },
    {
      why: 'two with one mark',
      seen: two,
      drafted: {
        ...nothing,
        blocked: { code: 'engine.ambiguous', reason: 'ambiguous', why: 'two of them', release: '' },
      },
      sync: 'Unknown',
      health: 'Blocked',
      says: 'two of them',
    },
    {
      why: 'what AWS cannot change in place',
      seen: present(),
      drafted: blocked,
      sync: 'PendingChange',
      health: 'Blocked',
      says: 'it is stone',
    },
    {
      why: 'held by a tag',
      seen: present({ hold: { value: 'INC-7' } }),
      drafted: changing('drifted'),
      sync: 'Drifted',
      health: 'Paused',
      says: 'the tag keywright:hold is set: INC-7 (lasts 24 h from the first apply that finds it)',
    },
    {
      why: 'held, and nothing to do',
      seen: present({ hold: { value: 'INC-7' } }),
      drafted: nothing,
      sync: 'InSync',
      health: 'Paused',
      says: /INC-7/u,
    },
    {
      why: 'somebody was let in',
      seen: present(),
      drafted: opened,
      sync: 'Drifted',
      health: 'Degraded',
      says: 'access was opened outside Git: account 999988887777 can kms:Decrypt',
    },
    {
      why: 'somebody was let in, and nobody knows what exactly they may do',
      seen: present(),
      drafted: { ...opened, drafts: opened.drafts.map(({ removes: _, ...draft }) => draft) },
      sync: 'Drifted',
      health: 'Degraded',
      says: 'access was opened outside Git',
    },
    {
      why: 'open access matters more than the hold over it',
      seen: present({ hold: { value: 'INC-7' } }),
      drafted: opened,
      sync: 'Drifted',
      health: 'Degraded',
      says: 'access was opened outside Git: account 999988887777 can kms:Decrypt',
    },
    {
      why: 'open access matters more than the mode',
      seen: present(),
      drafted: opened,
      mode: 'observe',
      sync: 'Drifted',
      health: 'Degraded',
      says: /opened outside Git/u,
    },
    {
      why: 'blocked matters more than held',
      seen: present({ hold: { value: 'INC-7' } }),
      drafted: blocked,
      sync: 'PendingChange',
      health: 'Blocked',
      says: 'it is stone',
    },
    {
      why: 'only watched',
      seen: present(),
      drafted: changing('drifted'),
      mode: 'observe',
      sync: 'Drifted',
      health: 'Paused',
      says: 'mode observe',
    },
    {
      why: 'only watched, and as wanted',
      seen: present(),
      drafted: nothing,
      mode: 'observe',
      sync: 'InSync',
      health: 'Healthy',
    },
    {
      why: "the kind's own judgement",
      seen: broken,
      drafted: nothing,
      sync: 'InSync',
      health: 'Degraded',
      says: 'it is broken',
    },
    {
      why: 'broken matters more than held',
      seen: { ...broken, hold: { value: 'INC-7' } },
      drafted: nothing,
      sync: 'InSync',
      health: 'Degraded',
      says: 'it is broken',
    },
    {
      why: 'broken matters more than only watched',
      seen: broken,
      drafted: changing('drifted'),
      mode: 'observe',
      sync: 'Drifted',
      health: 'Degraded',
      says: 'it is broken',
    },
  ])('$why: $sync, $health', ({ seen, drafted, mode, sync, health, says }) => {
    const kind = kinds.get('Box');
    if (kind === undefined) throw new Error('no such kind');
    const verdict = verdictOf(kind, subject('Box/a'), seen, drafted, mode ?? 'enforce');
    expect({ sync: verdict.sync, health: verdict.health }).toEqual({ sync, health });
    if (says === undefined) expect(verdict.why).toBeUndefined();
    else expect(verdict.why).toMatch(says);
  });

  it('reports a tombstone as done when its resource is gone', () => {
    const kind = kinds.get('Box');
    if (kind === undefined) throw new Error('no such kind');
    const at = subject('Box/a', {}, { metadata: { state: 'absent', keyId: 'box-1' } });
    expect(verdictOf(kind, at, absent, nothing, 'enforce')).toMatchObject({
      sync: 'InSync',
      health: 'Healthy',
    });
  });
});
