import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import { noDecisions, type Counted, type Decisions } from '../../model/decisions.ts';
import { hour, minute } from '../../model/instant.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { stepOf } from '../../model/plan.test-helper.ts';
import type { Settings } from '../../model/resource.ts';
import { home, noon, resource, stackOf } from '../testing/stack.test-helper.ts';
import { limited } from './limits.ts';
import type { Rules } from './rules.ts';

function addressOf(index: number): Address {
  return `Box/b${index}`;
}

function takes(index: number, more: Partial<Step> = {}): Step {
  return stepOf(addressOf(index), 'shape', { half: 'contract', place: home, ...more });
}

function countedAs(index: number, age: number): Counted {
  return { address: addressOf(index), account: home.account, kind: 'Box', at: noon - age };
}

interface Given {
  readonly steps: readonly Step[];
  readonly total?: number;
  readonly decisions?: Partial<Decisions>;
  readonly settings?: Partial<Settings>;
  readonly bounds?: { readonly count?: number; readonly percent?: number };
}

function held({ steps, total = 20, decisions, settings, bounds }: Given): Plan {
  const rules: Rules = {
    now: noon,
    decisions: { ...noDecisions, ...decisions },
    daemon: {
      maxMode: 'enforce',
      isOpen: () => true,
      isNew: false,
      sourceAge: 0,
      fastInterval: 10 * minute,
      needsBaseline: false,
    },
  };
  const stack = stackOf(
    Array.from({ length: total }, (_, index) => resource(addressOf(index))),
    settings,
  );
  const guardrails = bounds && { file: 'bounds.yaml', acceptsStack: false, caps: bounds };
  return limited(
    { steps, diagnostics: [] as Plan['diagnostics'] } as Plan,
    guardrails === undefined ? { stack, rules } : { stack, rules, guardrails },
  );
}

function released(given: Given): readonly Address[] {
  return held(given)
    .steps.filter(({ gate }) => gate.is === 'released')
    .map(({ address }) => address);
}

function many(count: number, more: Partial<Step> = {}): readonly Step[] {
  return Array.from({ length: count }, (_, index) => takes(index, more));
}

describe('the caps of a daemon', () => {
  const wide: Partial<Settings> = { caps: { count: 5, percent: 10, hourly: { count: 100, percent: 100 } } };
  it.each<{ why: string; given: Given; lets: number }>([
    { why: 'one of a small account', given: { steps: many(3) }, lets: 1 },
    { why: '1 % of a larger one', given: { steps: many(10), total: 300 }, lets: 3 },
    { why: '5 of a very large one', given: { steps: many(10), total: 2_000 }, lets: 5 },
    { why: 'what the Stack says', given: { steps: many(10), settings: wide }, lets: 10 },
    {
      why: 'no more than the guardrails say',
      given: { steps: many(10), settings: wide, bounds: { count: 2 } },
      lets: 2,
    },
    { why: 'none where the operator says none', given: { steps: many(2), bounds: { count: 0 } }, lets: 0 },
    {
      why: 'none after one within the hour',
      given: { steps: [takes(1)], decisions: { losses: [countedAs(9, 59 * minute)] } },
      lets: 0,
    },
    {
      why: 'the same resource again',
      given: { steps: [takes(9)], decisions: { losses: [countedAs(9, minute)] } },
      lets: 1,
    },
    {
      why: 'one after an hour',
      given: { steps: [takes(1)], decisions: { losses: [countedAs(9, hour)] } },
      lets: 1,
    },
    {
      why: 'one in each account',
      given: { steps: [takes(0), takes(1, { place: { ...home, account: '444455556666' } })] },
      lets: 2,
    },
    { why: 'everything that gives', given: { steps: many(9, { half: 'expand' }) }, lets: 9 },
    { why: 'everything that narrows drift', given: { steps: many(9, { repair: 'protective' }) }, lets: 9 },
  ])('lets $why through', ({ given, lets }) => {
    expect(released(given)).toHaveLength(lets);
  });

  it('counts nothing that waits anyway', () => {
    const waits = takes(0, {
      gate: { is: 'approval', classes: ['delete'], reason: 'waits-for-approval', why: '' },
    });
    expect(released({ steps: [waits, takes(1)] })).toEqual(['Box/b1']);
  });

  it('lets at most the cap through in an hour, in any number of passes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 19 }), { maxLength: 30 }), (order) => {
        const losses = order.reduce<readonly Counted[]>((before, index) => {
          const now = released({ steps: [takes(index)], decisions: { losses: before } });
          return now.length === 0 ? before : [...before, countedAs(index, 0)];
        }, []);
        expect(new Set(losses.map(({ address }) => address)).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the brake', () => {
  const gives: Partial<Step> = { half: 'expand' };
  const writes = (count: number, age = minute): readonly Counted[] =>
    Array.from({ length: count }, (_, index) => countedAs(index, age));

  it.each<{ why: string; given: Given; lets: number }>([
    { why: 'lets 20 of a kind through', given: { steps: many(20, gives) }, lets: 20 },
    { why: 'lets only three of 21 through', given: { steps: many(21, gives), total: 30 }, lets: 3 },
    {
      why: 'counts what narrows drift, too',
      given: { steps: many(21, { repair: 'protective' }), total: 30 },
      lets: 3,
    },
    {
      why: 'counts what was written within 10 minutes',
      given: { steps: [takes(25, gives)], decisions: { writes: writes(20) } },
      lets: 0,
    },
    {
      why: 'forgets what is older',
      given: { steps: [takes(25, gives)], decisions: { writes: writes(20, 10 * minute) } },
      lets: 1,
    },
    {
      why: 'counts a resource once',
      given: { steps: [takes(1, gives)], decisions: { writes: writes(20) } },
      lets: 1,
    },
    {
      why: 'stays until a person lets go',
      given: { steps: [takes(1, gives)], decisions: { brakes: [{ kind: 'Box', at: 0, confirmed: 3 }] } },
      lets: 0,
    },
    {
      why: 'stops no other kind',
      given: { steps: [takes(1, gives)], decisions: { brakes: [{ kind: 'Key', at: 0, confirmed: 3 }] } },
      lets: 1,
    },
  ])('$why', ({ given, lets }) => {
    expect(released(given)).toHaveLength(lets);
  });

  it.each([
    { kind: 'Box', until: noon + 1, lets: 21 },
    { kind: undefined, until: noon + 1, lets: 21 },
    { kind: 'Key', until: noon + 1, lets: 3 },
    { kind: 'Box', until: noon, lets: 3 },
  ])('was released for $kind until $until: $lets', ({ kind, until, lets }) => {
    const person = { id: 'l', by: { id: 'uid:1000', name: 'ada' }, at: 0, why: 'seen', until };
    const letGo = [{ ...person, ...(kind === undefined ? {} : { kind }) }];
    expect(released({ steps: many(21, gives), total: 30, decisions: { letGo } })).toHaveLength(lets);
  });

  it('says why, by its reason', () => {
    const [, , , fourth] = held({ steps: many(21, gives), total: 30 }).steps;
    expect(fourth?.gate).toMatchObject({ is: 'blocked', reason: 'braked' });
  });
});
