import { describe, expect, it } from 'vitest';
import { goldenPlans } from '../../../test/golden/report/cases/index.ts';
import type { Display, Section } from './display.ts';
import { shownSections } from './blocked-together.ts';
import { displayOf } from './make.ts';
import { planText } from '../human/plan.ts';

const block = { code: 'engine.not-ours', reason: 'another-owner', release: 'take it over' } as const;

function estate(): Display {
  const [plan] = goldenPlans;
  if (plan === undefined) throw new Error('there is no plan');
  return displayOf(plan.plan);
}

function sectionOf(name: string, more: Partial<Section>): Section {
  return {
    address: `Key/${name}`,
    kind: 'Key',
    place: { account: '111122223333', region: 'us-east-1' },
    ids: {},
    symbol: '!',
    verb: 'blocked',
    standing: 'released',
    sync: 'PendingChange',
    health: 'Blocked',
    lines: [],
    unchanged: [],
    steps: [],
    unreadable: [],
    notes: [],
    ...more,
  };
}

const gated: Section['steps'][number] = {
  id: 'Key/a#create',
  name: 'create',
  half: 'expand',
  action: 'create',
  turn: 1,
  calls: [],
  gate: { is: 'blocked', ...block, why: 'waits for Key/x' },
  after: [],
  risks: [],
};

function many(count: number, of: (name: string) => Partial<Section>): readonly Section[] {
  return Array.from({ length: count }, (_, index) => sectionOf(`k${String(index)}`, of(`k${String(index)}`)));
}

describe('sections that are blocked by one cause', () => {
  it('prints as many lines as the cause when there are 20', () => {
    const sections = many(20, (name) => ({ blocked: { ...block, why: `Key/${name} is not ours` } }));
    const text = planText({ ...estate(), sections });

    expect(text.split('is not ours')).toHaveLength(2);
    expect(text).toContain('20 resources are blocked');
    expect(text).toContain('Key/k9 and 10 more');
  });

  it.each<{ why: string; of: (name: string) => Partial<Section>; shown: number }>([
    { why: 'stand together', of: () => ({ blocked: { ...block, why: 'one' } }), shown: 1 },
    {
      why: 'stand together when they would only be created',
      of: () => ({ verb: 'create', steps: [gated] }),
      shown: 1,
    },
    {
      why: 'stand apart when their causes differ',
      of: (name) => ({ blocked: { ...block, why: name } }),
      shown: 4,
    },
    {
      why: 'stand apart when they drifted',
      of: () => ({
        verb: 'update',
        steps: [gated],
        lines: [{ symbol: '~', path: '/description', before: 'a', after: 'b', label: 'drifted' }],
      }),
      shown: 4,
    },
    {
      why: 'stand apart when a step is dangerous',
      of: () => ({ verb: 'create', steps: [{ ...gated, risks: [{ class: 'widen', message: 'opens it' }] }] }),
      shown: 4,
    },
    {
      why: 'stand apart when a step of each runs',
      of: () => ({ verb: 'create', steps: [gated, { ...gated, gate: { is: 'released' } }] }),
      shown: 4,
    },
  ])('$why', ({ of, shown }) => {
    expect(shownSections(many(4, of))).toHaveLength(shown);
  });
});
