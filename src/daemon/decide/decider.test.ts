import { describe, expect, it } from 'vitest';
import { noDecisions, type Decisions, type Taken } from '../../model/decisions.ts';
import { day, hour, minute } from '../../model/instant.ts';
import type { Outcome, PassResult } from '../../model/outcome.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import type { Look } from '../due.ts';
import { createDecider, type DeciderParts } from './decider.ts';
import { ada, disables, noon, planOf } from './decided.test-helper.ts';

const under: Taken['under'] = { version: '1', settings: 's', guardrails: 'g' };
/** A look at everything by the revision in force. */
const full = { look: 'full', revision: 'c1' } as const;
const accepted: Taken = { revision: 'c1', commit: 'c1', at: noon, by: ada, under };
const cadence = { fast: 10 * minute, full: hour };
const self = { id: 'daemon', name: 'this daemon' };

function bench(decisions: Partial<Decisions> = { taken: accepted }, over: Partial<DeciderParts> = {}) {
  const now = { is: noon };
  const clock = { now: () => now.is };
  const { journal } = createVolatileStore(clock);
  const decider = createDecider({
    store: journal,
    clock,
    settings: { under, maxMode: 'enforce', cadence },
    signatures: 'not-required',
    needsBaseline: true,
    self,
    unreachableSince: () => undefined,
    ...over,
  });
  const begun = journal.decide(() => ({ ...noDecisions, ...decisions }));
  return {
    decider,
    now,
    journal,
    stored: async () => (await begun, await journal.decisions()),
    async rules() {
      await begun;
      return (await decider.rules()).daemon;
    },
    async decides(plan = planOf()) {
      await begun;
      return (await decider.decide(plan, { signs: [] })).is;
    },
  };
}

function result(plan: Plan, over: Partial<PassResult> = {}): PassResult {
  return { plan, outcomes: new Map(), calls: { reads: 0, writes: 0 }, seen: 'complete', ...over };
}

function revision(id: string): Parameters<ReturnType<typeof createDecider>['took']>[0] {
  const person = { name: 'Ada', email: 'ada@example.com' };
  const commit = { id, parents: [], subject: '', author: person, committer: person, at: noon };
  return { is: 'stack', id, at: noon, commit, stack: undefined as never };
}

describe('whether anything may be written', () => {
  const lent = { id: 'y', by: ada, at: noon, why: 'INC-7', until: noon + hour, to: 'bob' };
  it.each<{ why: string; decisions?: Partial<Decisions>; over?: Partial<DeciderParts>; is: string }>([
    { why: 'a person accepted the baseline', is: 'apply' },
    { why: 'nobody accepted a baseline', decisions: {}, is: 'stop' },
    { why: 'nobody has to accept one', decisions: {}, over: { needsBaseline: false }, is: 'apply' },
    {
      why: 'the version is new',
      decisions: { taken: { ...accepted, under: { ...under, version: '0' } } },
      is: 'stop',
    },
    {
      why: 'the guardrails are new',
      decisions: { taken: { ...accepted, under: { ...under, guardrails: 'h' } } },
      is: 'stop',
    },
    { why: 'the lease is lent', decisions: { taken: accepted, yielded: lent }, is: 'stop' },
    {
      why: 'the lease was lent',
      decisions: { taken: accepted, yielded: { ...lent, until: noon } },
      is: 'apply',
    },
  ])('$is when $why', async ({ decisions, over, is }) => {
    expect(await bench(decisions, over).decides()).toBe(is);
  });

  it('stops at an order to stop', async () => {
    const on = bench();
    await on.journal.orderStop({ by: 'ada', why: '', at: noon });
    expect(await on.decides()).toBe('stop');
  });
});

describe('after a change of version', () => {
  const before = { ...under, version: '0' };
  const old = { taken: { ...accepted, under: before } };
  const steps: readonly Step[] = [
    stepOf('Key/a', 'tags', { desired: 'd', observed: 'o' }),
    stepOf('Key/b', 'tags'),
  ];
  const on = () => bench({ ...old, verdicts: { under: before, outOfSync: ['Key/b'] } });

  it('observes until it looked at everything once', async () => {
    const here = on();
    expect((await here.rules())?.isNew).toBe(true);
    await here.decider.after(result(planOf(steps)), { ...full, look: 'fast' });
    await here.decider.after(result(planOf(steps), { seen: 'partial' }), full);
    expect((await here.rules())?.isNew).toBe(true);
    await here.decider.after(result(planOf(steps)), full);
    expect((await here.rules())?.isNew).toBe(false);
  });

  it('holds what it would write to what was in sync, and nothing else', async () => {
    const here = on();
    await here.stored();
    await here.decider.after(result(planOf(steps)), full);
    expect((await here.stored())?.upgrade?.steps).toEqual([
      { step: 'Key/a#tags', desired: 'd', observed: 'o' },
    ]);
  });
});

describe('resources that the leader found out of sync', () => {
  const drifted = stepOf('Key/a', 'tags', { desired: 'd', observed: 'o' });
  const plans = {
    drifted: planOf([drifted], { resources: [resourcePlanOf('Key/a', { sync: 'Drifted' })] }),
    unread: planOf([], { resources: [resourcePlanOf('Key/a', { sync: 'Unknown' })] }),
    well: planOf([], { resources: [resourcePlanOf('Key/a')] }),
    gone: planOf([]),
  };
  const outcome = (is: Outcome): Partial<PassResult> => ({ outcomes: new Map([[drifted.id, is]]) });
  const done = outcome({ is: 'done', calls: 1, took: 0 });
  const sent = outcome({
    is: 'waiting',
    reason: 'confirming',
    why: '',
    until: noon,
    sent: { calls: 1, at: noon },
  });

  it.each<{ look: Look; what: keyof typeof plans; over?: Partial<PassResult>; then: readonly string[] }>([
    { look: 'full', what: 'drifted', then: ['Key/a'] },
    { look: 'fast', what: 'drifted', then: ['Key/a'] },
    { look: 'full', what: 'drifted', over: done, then: [] },
    { look: 'full', what: 'drifted', over: sent, then: [] },
    { look: 'fast', what: 'well', then: ['Key/a'] },
    { look: 'full', what: 'well', then: [] },
    { look: 'full', what: 'unread', then: ['Key/a'] },
    { look: 'full', what: 'gone', then: [] },
    { look: 'full', what: 'gone', over: { seen: 'partial' }, then: ['Key/a'] },
  ])('is $then when a $look look finds $what after drift', async ({ look, what, over, then }) => {
    const on = bench();
    await on.stored();
    await on.decider.after(result(plans.drifted), full);
    await on.decider.after(result(plans[what], over), { ...full, look });
    expect((await on.stored())?.verdicts).toEqual({ under, outOfSync: then });
  });

  it('is not for a new version to say before its first full look', async () => {
    const on = bench({ taken: { ...accepted, under: { ...under, version: '0' } } });
    await on.stored();
    await on.decider.after(result(plans.drifted), { ...full, look: 'fast' });
    await on.decider.after(result(plans.drifted, { seen: 'partial' }), full);
    expect((await on.stored())?.verdicts).toBeUndefined();
  });

  it('holds a step over a second new version, until it is done', async () => {
    const on = bench({ taken: { ...accepted, under: { ...under, version: '0' } } });
    await on.stored();
    const after = async (version: string, over: Partial<PassResult> = {}): Promise<number | undefined> => {
      const settings = { under: { ...under, version }, maxMode: 'enforce', cadence } as const;
      await bench({}, { settings, store: on.journal }).decider.after(result(plans.drifted, over), full);
      return (await on.stored())?.upgrade?.steps.length;
    };
    expect([await after('1'), await after('1'), await after('2'), await after('2')]).toEqual([1, 1, 1, 1]);
    expect(await after('2', done)).toBeUndefined();
  });
});

describe('the accepted revision', () => {
  it('moves on with each revision that is let in, and remembers who wrote the commits', async () => {
    const on = bench();
    await on.stored();
    await on.decider.took(revision('c2'), ['ada@example.com']);
    expect((await on.stored())?.taken).toMatchObject({
      revision: 'c2',
      by: self,
      contributors: ['ada@example.com'],
    });
  });

  it('is never the daemon’s to accept first', async () => {
    const on = bench({});
    await on.stored();
    await on.decider.took(revision('c1'), []);
    expect((await on.stored())?.taken).toBeUndefined();
  });

  it('has no contributors once nothing from Git is left to do', async () => {
    const on = bench({ taken: { ...accepted, contributors: ['ada@example.com'] } });
    await on.stored();
    const approval = { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: '' } as const;
    const paused = { is: 'blocked', code: 'engine.paused', reason: 'paused', why: '', release: '' } as const;
    for (const gate of [approval, paused]) {
      await on.decider.after(result(planOf([{ ...disables, gate }])), full);
      expect((await on.stored())?.taken?.contributors).toEqual(['ada@example.com']);
    }
    const [resource] = planOf().resources;
    if (resource === undefined) throw new Error('the plan has no resource');
    const blocked = { ...paused, code: 'engine.ambiguous', reason: 'ambiguous' } as const;
    const failure = { class: 'throttled', code: 'ThrottlingException', message: '' } as never;
    for (const plan of [
      planOf([], { resources: [{ ...resource, failure }] }),
      planOf([], { resources: [{ ...resource, blocked }] }),
      planOf([], {
        resources: [{ ...resource, deferred: [{ path: '/policy', reason: 'waits-for-another', why: '' }] }],
      }),
    ]) {
      await on.decider.after(result(plan), full);
      expect((await on.stored())?.taken?.contributors).toEqual(['ada@example.com']);
    }
    for (const revision of ['c0', undefined]) {
      await on.decider.after(result(planOf([])), { ...full, revision });
      expect((await on.stored())?.taken?.contributors).toEqual(['ada@example.com']);
    }
    await on.decider.after(result(planOf([])), full);
    expect((await on.stored())?.taken?.contributors).toEqual([]);
  });

  it('has the author of what a person let in, until it is settled', async () => {
    const on = bench();
    await on.stored();
    await on.decider.took(revision('c1'), []);
    expect((await on.stored())?.taken?.contributors).toEqual(['ada@example.com']);
    await on.decider.after(result(planOf([])), full);
    await on.decider.took(revision('c1'), []);
    expect((await on.stored())?.taken?.contributors).toEqual([]);
  });

  it('accepts what its Stack allows where a person accepted it as the first', async () => {
    const on = bench();
    await on.stored();
    const first = planOf([], {
      stackChange: {
        first: true,
        loosened: [],
        dropped: [],
        managed: 0,
        gate: { is: 'approval', classes: ['loosen'], reason: 'waits-for-approval', why: '' },
      },
    });
    const stackOf = async (): Promise<unknown> => {
      const decision = await on.decider.decide(first, { signs: [] });
      return decision.is === 'apply' && decision.approvals.stack;
    };
    expect(await stackOf()).toEqual(new Set());
    await on.decider.took(revision('c1'), []);
    expect(await stackOf()).toEqual(new Set(['loosen', 'shrink']));
  });
});

describe('the age of the source', () => {
  it('counts from the hour in which it was read last, over a restart without it', async () => {
    const before = bench();
    await before.stored();
    await before.decider.after(result(planOf([])), full);
    const kept = await before.stored();
    expect(kept?.sourceReadAt).toBe(noon);
    const after = bench(kept, { unreachableSince: () => noon + 23 * hour });
    after.now.is = noon + day;
    expect((await after.rules())?.sourceAge).toBe(day);
  });

  it('does not exist while the source answers, and is stored once an hour', async () => {
    const on = bench();
    await on.stored();
    await on.decider.after(result(planOf([])), full);
    on.now.is += minute;
    await on.decider.after(result(planOf([])), { ...full, look: 'fast' });
    expect(await on.rules()).toMatchObject({ sourceAge: 0 });
    expect((await on.stored())?.sourceReadAt).toBe(noon);
  });
});
