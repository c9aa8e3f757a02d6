import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forAll } from '../decide/approvals.ts';
import type { Address } from '../../model/address.ts';
import type { Outcome, PassResult } from '../../model/outcome.ts';
import type { Step } from '../../model/plan.ts';
import { second, minute } from '../../model/instant.ts';
import type { Resource } from '../../model/resource.ts';
import type { Tree, TreeMap } from '../../model/tree.ts';
import { textOf, type Sent } from '../testing/aws.test-helper.ts';
import { cell } from '../testing/cell.test-helper.ts';
import { idHole, kinds } from '../testing/kinds.test-helper.ts';
import { endings, passBench, type PassBench } from '../testing/pass.test-helper.ts';
import { resource } from '../testing/stack.test-helper.ts';
import { callsMatch } from '../facet/calls-match.ts';

function writesOf({ aws }: PassBench): readonly Sent[] {
  return aws.log.filter(({ name }) => !/^(?:Get|List|Index)/u.test(name));
}

/** Tells which resource a write is about. */
function aboutWhat({ call }: Sent): string {
  return textOf(call.input['Id'] ?? call.input['Name'] ?? call.op);
}

function outcomeOf({ outcomes }: PassResult, id: string): Outcome {
  const outcome = outcomes.get(id);
  if (outcome === undefined) throw new Error(`no outcome of ${id}: ${[...outcomes.keys()].join(' ')}`);
  return outcome;
}

describe('a first apply', () => {
  it('makes a box, then what its creating call could not set, then what rests on it', async () => {
    const on = passBench();
    const all = [
      resource('Box/a', { rules: ['root'], size: 4, open: false }),
      resource('Cell/x', { target: idHole('Box/a'), note: 'hello' }),
    ];
    const result = await on.apply(all);
    expect(on.aws.writes()).toEqual(['CreateBox', 'SetShape', 'CreateCell', 'SetNote', 'CloseBox']);
    expect(new Set(Object.values(endings(result)))).toEqual(new Set(['done']));
    expect(on.aws.boxes.get('made-1')).toMatchObject({ box: { size: 4, open: false }, rules: ['root'] });
    expect(on.aws.cells.get('Cell/x')).toEqual({ target: 'made-1', note: 'hello' });
    expect((await on.plan(all)).plan.steps).toEqual([]);
  });

  it('says what happens in order, each step begun before it ends', async () => {
    const on = passBench();
    await on.apply([resource('Box/a', { size: 4 })]);
    const told = on.progress.map((event) => ('step' in event ? `${event.is} ${event.step.name}` : event.is));
    expect(told).toEqual([
      'looking',
      'looking',
      'planned',
      'applying',
      'step-started create',
      'call-sent create',
      'step-ended create',
      'step-started shape',
      'call-sent shape',
      'step-ended shape',
      'applied',
    ]);
  });

  it('writes nothing to AWS or the journal when a plan is only shown', async () => {
    const on = passBench();
    await on.plan([resource('Box/a', { size: 4 })]);
    expect(on.aws.writes()).toEqual([]);
    expect((await on.store.journal.known()).size).toBe(0);
    expect((await on.store.memory.lastApplied()).size).toBe(0);
  });

  it('sends nothing if the answer is to stop', async () => {
    const on = passBench();
    on.on.decision = { is: 'stop' };
    expect((await on.apply([resource('Box/a', { size: 4 })])).outcomes.size).toBe(0);
    expect(on.aws.writes()).toEqual([]);
  });
});

describe('random estates', () => {
  const boxes: readonly Address[] = ['Box/a', 'Box/b', 'Box/c'];
  const spec = fc.record(
    {
      size: fc.integer({ min: 1, max: 4 }),
      color: fc.constantFrom('grey', 'red'),
      rules: fc.uniqueArray(fc.constantFrom('root', 'bob', 'eve'), { maxLength: 3 }),
      labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
    },
    { requiredKeys: [] },
  );
  const cell = fc.record({
    wants: fc.constantFrom(...boxes),
    note: fc.constantFrom('', 'new'),
    lock: fc.constantFrom('left', 'right'),
  });
  const estate = fc.record({
    boxes: fc.array(spec, { minLength: 3, maxLength: 3 }),
    cells: fc.array(cell, { maxLength: 4 }),
  });
  type Estate = typeof estate extends fc.Arbitrary<infer E> ? E : never;

  function resourcesOf({ boxes: some, cells }: Estate): readonly Resource[] {
    return [
      ...some.map((one, index) => resource(boxes[index] ?? 'Box/a', one as TreeMap)),
      ...cells.map(({ wants, note, lock }, index) =>
        resource(`Cell/x${index}`, { target: idHole(wants), note, lock }),
      ),
    ];
  }

  /** Fills in what AWS assigned in the calls of the plan. */
  function filled(step: Step, on: PassBench): readonly string[] {
    const made = [...on.aws.boxes].map(
      ([keyId, { tags }]) => [tags['keywright:address'] ?? '', keyId] as const,
    );
    const text = (tree: Tree | object): string =>
      made.reduce(
        (all, [address, keyId]) =>
          all.replaceAll(
            new RegExp(`\\{"\\$unknown":"\\$\\{${address}\\.\\w+\\}"\\}`, 'gu'),
            JSON.stringify(keyId),
          ),
        JSON.stringify(tree),
      );
    return step.calls.map((call) => text(call));
  }

  it('sends each planned call once, with at most one writer per lock', async () => {
    await fc.assert(
      fc.asyncProperty(estate, estate, async (first, then) => {
        const on = passBench();
        on.aws.latency = 40;
        for (const next of [first, then]) {
          on.aws.log.length = 0;
          const { plan, outcomes } = await on.apply(resourcesOf(next));
          expect([...outcomes.values()].map(({ is }) => is)).toEqual(plan.steps.map(() => 'done'));
          const sent = writesOf(on).map(({ call }) => JSON.stringify(call));
          // A new cell has an empty note: its step reads that, and sends nothing.
          const planned = plan.steps
            .flatMap((step) => filled(step, on))
            .filter((call) => sent.includes(call) || !call.includes('"Note":""'));
          expect(sent.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
            planned.toSorted((a, b) => (a < b ? -1 : 1)),
          );
          expectNoTwoOnOneLock(on, resourcesOf(next));
        }
        expect((await on.plan(resourcesOf(then))).plan.steps).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  function expectNoTwoOnOneLock(on: PassBench, resources: readonly Resource[]): void {
    const locks = new Map(resources.map((one) => [one.address as string, one.spec['lock']] as const));
    const writes = writesOf(on);
    for (const [index, one] of writes.entries()) {
      for (const other of writes.slice(index + 1)) {
        const [a, b] = [aboutWhat(one), aboutWhat(other)];
        const lock = locks.get(a);
        const share = (a === b && a !== 'kms:CreateBox') || (lock !== undefined && lock === locks.get(b));
        if (share) expect(one.until <= other.at || other.until <= one.at).toBe(true);
      }
    }
  }

  it('stops only the dependants of a failed step, and blames the cause', async () => {
    await fc.assert(
      fc.asyncProperty(
        estate,
        fc.constantFrom('CreateBox', 'SetShape', 'CreateCell', 'SetNote'),
        async (given, name) => {
          const on = passBench();
          on.aws.script(name, { fails: { name: 'Boom' } });
          const { plan, outcomes } = await on.apply(resourcesOf(given));
          for (const step of plan.steps) {
            const outcome = outcomes.get(step.id);
            const waits = step.after.some((id) => outcomes.get(id)?.is !== 'done');
            expect(outcome?.is === 'skipped').toBe(waits);
            if (outcome?.is === 'skipped') expect(outcomes.get(outcome.cause)?.is).toBe('failed');
          }
          const failed = [...outcomes.values()].filter(({ is }) => is === 'failed');
          expect(failed.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('concurrency', () => {
  /** Forty that rest on a thing of their own, made with them, and come first in the order of names. */
  const pairs = Array.from({ length: 40 }, (_, index) => [
    resource(`Box/b${index}`),
    resource(`Attic/a${index}`, { target: idHole(`Box/b${index}`) }),
  ]).flat();
  function settling(): PassBench {
    const on = passBench();
    on.on.kinds = new Map([...kinds, ['Attic', { ...cell, kind: 'Attic', restsOn: [''] }]]);
    on.aws.latency = second;
    return on;
  }

  it('runs independent steps together, up to sixteen', async () => {
    const on = passBench();
    on.aws.latency = second;
    const many = Array.from({ length: 40 }, (_, index) => resource(`Cell/c${index}`, { target: 'z' }));
    await on.apply(many);
    const writes = writesOf(on);
    const atOnce = writes.map(
      (one) => writes.filter((other) => other.at <= one.at && one.at < other.until).length,
    );
    expect(Math.max(...atOnce)).toBe(16);
    expect(writes).toHaveLength(40);
  });

  it('holds no place while it waits for propagation', async () => {
    const on = settling();
    const begun = on.clock.now();
    const result = await on.apply(pairs);
    expect(new Set(Object.values(endings(result)))).toEqual(new Set(['done']));
    const boxes = writesOf(on).filter(({ name }) => name === 'CreateBox');
    const cells = writesOf(on).filter(({ name }) => name === 'CreateCell');
    for (const { at } of cells) expect(at).toBeGreaterThanOrEqual((boxes[0]?.until ?? 0) + minute);
    // A minute for all of them, and not one for each sixteen.
    expect(on.clock.now() - begun).toBeLessThan(2 * minute);
    const atOnce = writesOf(on).map(
      (one) => writesOf(on).filter((other) => other.at <= one.at && one.at < other.until).length,
    );
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(16);
  });

  it('ends the wait for propagation without a write when asked to stop', async () => {
    const on = settling();
    const stop = new AbortController();
    on.on.ports = { signal: stop.signal };
    void on.clock.sleep(20 * second).then(() => {
      stop.abort();
    });
    const begun = on.clock.now();
    const result = await on.apply(pairs);
    expect(new Set(on.aws.writes())).toEqual(new Set(['CreateBox']));
    expect(new Set(Object.values(endings(result)))).toEqual(new Set(['done', 'not-started']));
    expect(on.clock.now() - begun).toBeLessThan(30 * second);
  });

  it('runs steps of one lock one after another, and others at once', async () => {
    const on = passBench();
    on.aws.latency = second;
    const result = await on.apply([
      ...['a', 'b', 'c'].map((name) => resource(`Cell/${name}`, { target: 'z', lock: 'shelf' })),
      resource('Cell/free', { target: 'z' }),
    ]);
    const begun = new Map(writesOf(on).map((one) => [aboutWhat(one), one.at] as const));
    expect(begun.get('Cell/free')).toBe(begun.get('Cell/a'));
    expect(begun.get('Cell/b')).toBeGreaterThan(begun.get('Cell/a') ?? 0);
    expect(begun.get('Cell/c')).toBeGreaterThan(begun.get('Cell/b') ?? 0);
    expect(Object.values(endings(result))).toEqual(['done', 'done', 'done', 'done']);
  });

  it('outcomes come in the order of the plan, not of arrival', async () => {
    const on = passBench();
    on.aws.always('CreateCell', ({ input }) => {
      on.aws.latency = input['Name'] === 'Cell/a' ? 9 * second : 0;
      return undefined;
    });
    const { plan, outcomes } = await on.apply([
      resource('Cell/a', { target: 'z' }),
      resource('Cell/b', { target: 'z' }),
    ]);
    expect([...outcomes.keys()]).toEqual(plan.steps.map(({ id }) => id));
  });
});

describe('steps that do not start', () => {
  const chain = [
    resource('Box/a', { size: 4 }),
    resource('Cell/x', { target: idHole('Box/a'), note: 'n' }),
    resource('Cell/y', { target: 'z' }),
  ];

  it('names the cause, past those that were skipped for it', async () => {
    const on = passBench();
    on.aws.script('CreateBox', { fails: { name: 'Boom' } });
    const result = await on.apply([...chain, resource('Cell/far', { target: 'z', waitsFor: ['Cell/x'] })]);
    expect(endings(result)).toEqual({
      'Box/a#create': 'failed',
      'Box/a#shape': 'skipped',
      'Cell/far#create': 'skipped',
      'Cell/x#create': 'skipped',
      'Cell/x#note': 'skipped',
      'Cell/y#create': 'done',
    });
    expect(outcomeOf(result, 'Cell/far#create')).toMatchObject({ cause: 'Box/a#create' });
    expect(outcomeOf(result, 'Cell/x#note')).toMatchObject({
      cause: 'Box/a#create',
      why: 'waits for Box/a#create',
    });
  });

  it('blocks a step with a closed gate and skips its dependants', async () => {
    const on = passBench();
    on.on.decision = { is: 'apply', approvals: forAll(new Set()) };
    const result = await on.apply([
      resource('Box/a', { rules: ['*'] }),
      resource('Cell/x', { target: idHole('Box/a') }),
    ]);
    expect(outcomeOf(result, 'Box/a#create')).toMatchObject({
      is: 'blocked',
      gate: { is: 'approval', classes: ['widen'] },
    });
    expect(outcomeOf(result, 'Cell/x#create')).toMatchObject({ is: 'skipped', cause: 'Box/a#create' });
    expect(on.aws.writes()).toEqual([]);
  });

  it('finishes calls in flight and starts nothing new when asked to stop', async () => {
    const on = passBench();
    const stop = new AbortController();
    on.on.ports = { signal: stop.signal };
    on.aws.always('CreateBox', () => {
      stop.abort();
      return undefined;
    });
    const result = await on.apply(chain.slice(0, 2));
    expect(endings(result)).toEqual({
      'Box/a#create': 'done',
      'Box/a#shape': 'not-started',
      'Cell/x#create': 'not-started',
      'Cell/x#note': 'not-started',
    });
    expect(on.aws.writes()).toEqual(['CreateBox']);
    expect(await on.store.journal.openIntents()).toEqual([]);
  });

  it('creates nothing when asked to stop while a young journal waits', async () => {
    const on = passBench();
    const stop = new AbortController();
    const begun = on.clock.now();
    on.on.ports = {
      signal: stop.signal,
      journal: { ...on.store.journal, bornAt: () => Promise.resolve(begun) },
    };
    void on.clock.sleep(20 * second).then(() => {
      stop.abort();
    });
    const result = await on.apply([resource('Box/a')]);
    expect(endings(result)).toEqual({ 'Box/a#create': 'not-started' });
    expect(on.aws.writes()).toEqual([]);
    expect(await on.store.journal.openIntents()).toEqual([]);
    expect(on.clock.now() - begun).toBeLessThan(30 * second);
  });

  it('sends nothing more once the lease is lost', async () => {
    const on = passBench();
    const { journal } = on.store;
    on.on.ports = {
      journal: {
        ...journal,
        renew: async () => ({ is: 'refused', by: { holder: 'bob@b:2', term: 9, until: 0 } }),
      },
    };
    on.aws.always('CreateBox', () => {
      on.aws.latency = 25 * second;
      return undefined;
    });
    const result = await on.apply(chain.slice(0, 2));
    expect(outcomeOf(result, 'Box/a#shape')).toEqual({
      is: 'not-started',
      reason: 'another-writer',
      why: 'this run lost the lease',
    });
    expect(on.aws.writes()).toEqual(['CreateBox']);
  });

  it('stops the next call when the lease ends within a step', async () => {
    const on = passBench();
    const { journal } = on.store;
    on.aws.put('k1', {}, { mark: 'Box/a', rules: [] });
    on.on.ports = {
      journal: {
        ...journal,
        renew: async () => ({ is: 'refused', by: { holder: 'bob@b:2', term: 9, until: 0 } }),
      },
    };
    on.on.timing = { freshFor: 0 };
    on.on.meanwhile = async () => {
      // The look before the write takes longer than the lease lasts.
      on.aws.latency = 21 * second;
    };
    const result = await on.apply([resource('Box/a', { size: 4 })]);
    expect(outcomeOf(result, 'Box/a#shape')).toMatchObject({
      is: 'failed',
      failure: { code: 'engine.lease-lost' },
    });
    expect(on.aws.writes()).toEqual([]);
  });

  it('stops one create, not every outcome, when the journal fails', async () => {
    const on = passBench();
    const { journal } = on.store;
    on.on.ports = {
      journal: { ...journal, open: async () => Promise.reject(new Error('the disk is full')) },
    };
    const result = await on.apply(chain);
    expect(outcomeOf(result, 'Cell/y#create').is).toBe('done');
  });
});

describe('a value that moved between the plan and the write', () => {
  async function moved(
    spec: TreeMap,
    meanwhile: (on: PassBench) => void,
  ): Promise<{ on: PassBench; result: PassResult }> {
    const on = passBench();
    on.aws.put('k1', { size: 3 }, { mark: 'Box/a', rules: ['root'] });
    on.on.timing = { freshFor: 10 * second };
    on.on.meanwhile = async () => {
      meanwhile(on);
      await on.clock.sleep(minute);
    };
    return { on, result: await on.apply([resource('Box/a', spec)]) };
  }

  it.each<{
    why: string;
    spec: TreeMap;
    meanwhile: (on: PassBench) => void;
    is: Outcome['is'];
    writes: number;
  }>([
    { why: 'nothing', spec: { size: 9 }, meanwhile: () => undefined, is: 'done', writes: 1 },
    {
      why: 'the leaf that shall be written',
      spec: { size: 9 },
      meanwhile: ({ aws }) => aws.put('k1', { size: 5 }, { mark: 'Box/a' }),
      is: 'stale',
      writes: 0,
    },
    {
      why: 'another leaf of the facet, which the call carries along',
      spec: { size: 9 },
      meanwhile: ({ aws }) => aws.put('k1', { size: 3, color: 'red' }, { mark: 'Box/a' }),
      is: 'stale',
      writes: 0,
    },
    {
      why: 'another facet',
      spec: { size: 9 },
      meanwhile: ({ aws }) => aws.put('k1', { size: 3 }, { mark: 'Box/a', rules: ['eve'] }),
      is: 'done',
      writes: 1,
    },
    {
      why: 'somebody did it already',
      spec: { size: 9 },
      meanwhile: ({ aws }) => aws.put('k1', { size: 9 }, { mark: 'Box/a' }),
      is: 'done',
      writes: 0,
    },
    {
      why: 'it is gone',
      spec: { size: 9 },
      meanwhile: ({ aws }) => void aws.boxes.delete('k1'),
      is: 'failed',
      writes: 0,
    },
  ])('$why: $is', async ({ spec, meanwhile, is, writes }) => {
    const { on, result } = await moved(spec, meanwhile);
    expect(outcomeOf(result, 'Box/a#shape').is).toBe(is);
    expect(on.aws.writes()).toHaveLength(writes);
  });

  it('treats a document in another order as unchanged', async () => {
    const { result } = await moved({ rules: ['root', 'bob'] }, ({ aws }) => {
      aws.put('k1', { size: 3 }, { mark: 'Box/a', rules: ['root', 'root'] });
    });
    expect(outcomeOf(result, 'Box/a#rules').is).toBe('done');
  });

  it('reports stale when a step planned as expand turns out to be contract', async () => {
    const { on, result } = await moved({ size: 9 }, ({ aws }) =>
      aws.put('k1', { size: 12 }, { mark: 'Box/a' }),
    );
    expect(on.aws.boxes.get('k1')?.box.size).toBe(12);
    expect(outcomeOf(result, 'Box/a#shape').is).toBe('stale');
  });

  it('reads nothing again right before the write when it was read a moment ago', async () => {
    const on = passBench();
    on.aws.put('k1', { size: 3 }, { mark: 'Box/a' });
    await on.apply([resource('Box/a', { size: 9 })]);
    const write = on.aws.log.findIndex(({ name }) => name === 'SetShape');
    expect(on.aws.log.slice(0, write).filter(({ name }) => name === 'GetBox').length).toBeLessThanOrEqual(2);
  });
});

describe('halves', () => {
  it('expects the result of the first half in the second', async () => {
    const on = passBench();
    on.aws.put('k1', { size: 3 }, { mark: 'Box/a', rules: ['root', 'old'] });
    const all = [
      resource('Box/a', { rules: ['root', 'new'], size: 2, color: 'red', labels: { team: 'a' } }),
      resource('Cell/x', { target: idHole('Box/a') }),
    ];
    const result = await on.apply(all);
    expect(new Set(Object.values(endings(result)))).toEqual(new Set(['done']));
    const rules = writesOf(on).filter(({ name }) => name === 'SetRules');
    expect(rules.map(({ call }) => call.input['Rules'])).toEqual([
      ['new', 'old', 'root'],
      ['root', 'new'],
    ]);
    expect((await on.plan(all)).plan.steps).toEqual([]);
  });

  it('takes nothing if its dependant failed', async () => {
    const on = passBench();
    on.aws.put('k1', {}, { mark: 'Box/a', rules: ['root', 'old'] });
    on.aws.script('CreateCell', { fails: {} });
    const result = await on.apply([
      resource('Box/a', { rules: ['root', 'new'], open: false }),
      resource('Cell/x', { target: idHole('Box/a') }),
    ]);
    expect(outcomeOf(result, 'Box/a#rules:contract')).toMatchObject({
      is: 'skipped',
      cause: 'Cell/x#create',
    });
    expect(outcomeOf(result, 'Box/a#open')).toMatchObject({ is: 'skipped', cause: 'Cell/x#create' });
    expect(on.aws.boxes.get('k1')).toMatchObject({ rules: ['new', 'old', 'root'], box: { open: true } });
  });

  it('keeps the first half of a record in memory when the second is written', async () => {
    const on = passBench();
    on.aws.put('k1', {}, { mark: 'Box/a' });
    await on.apply([resource('Box/a', { labels: { a: '1', b: '1' } })]);
    await on.apply([resource('Box/a', { labels: { a: '2', c: '3' } })]);
    const noted = (await on.store.memory.lastApplied()).get('Box/a')?.facets['tags']?.tree;
    expect(noted).toEqual({ a: '2', c: '3' });
  });

  it('keeps the neighbours of an ignored entry fresh', async () => {
    const on = passBench();
    on.aws.put('k1', {}, { mark: 'Box/a' });
    const ignore = [{ path: '/labels/team', reason: 'theirs' } as const];
    const result = await on.apply([
      resource('Box/a', { labels: { team: 'b', cost: '1' } }, { metadata: { ignore } }),
    ]);
    expect(endings(result)).toEqual({ 'Box/a#tags': 'done' });
  });
});

describe('planned and actual calls', () => {
  const at = { account: '1', region: 'r' };
  const call = (Input: Tree, op: 'kms:A' | 'kms:B' = 'kms:A') => [{ op, at, input: { Input } }];
  const hole = { $unknown: '${Box/a.id}' };

  it.each<{ why: string; planned: ReturnType<typeof call>; actual: ReturnType<typeof call>; match: boolean }>(
    [
      { why: 'equal', planned: call({ a: [1, 'x'] }), actual: call({ a: [1, 'x'] }), match: true },
      {
        why: 'keys in another order',
        planned: call({ a: 1, b: 2 }),
        actual: call({ b: 2, a: 1 }),
        match: true,
      },
      { why: 'another operation', planned: call(1), actual: call(1, 'kms:B'), match: false },
      { why: 'one more call', planned: call(1), actual: [...call(1), ...call(2)], match: false },
      { why: 'one call less', planned: [...call(1), ...call(2)], actual: call(1), match: false },
      { why: 'another value', planned: call({ a: 1 }), actual: call({ a: 2 }), match: false },
      { why: 'one key more', planned: call({ a: 1 }), actual: call({ a: 1, b: 1 }), match: false },
      { why: 'one key less', planned: call({ a: 1, b: 1 }), actual: call({ a: 1 }), match: false },
      {
        why: 'lists are ordered here: this is what is sent',
        planned: call([1, 2]),
        actual: call([2, 1]),
        match: false,
      },
      { why: 'a longer list', planned: call([1]), actual: call([1, 2]), match: false },
      { why: 'a hole that was filled', planned: call({ a: hole }), actual: call({ a: 'k1' }), match: true },
      { why: 'a hole in a list', planned: call([hole, 'x']), actual: call(['k1', 'x']), match: true },
      { why: 'a hole that is still open', planned: call(hole), actual: call(hole), match: false },
      {
        why: 'a hole filled with something else than text',
        planned: call(hole),
        actual: call(5),
        match: false,
      },
      { why: 'text where a hole would be', planned: call('k1'), actual: call(hole), match: false },
    ],
  )('$why: $match', ({ planned, actual, match }) => {
    expect(callsMatch(planned, actual)).toBe(match);
  });
});
