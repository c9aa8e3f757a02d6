import { describe, expect, it } from 'vitest';
import { forAll } from '../decide/approvals.ts';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { Outcome, PassResult } from '../../model/outcome.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import { idHole } from '../testing/kinds.test-helper.ts';
import { endings, passBench, type PassBench } from '../testing/pass.test-helper.ts';
import { noon, resource, unknownEffect } from '../testing/stack.test-helper.ts';

const refusal = { code: 'aws.not-found', class: 'propagating', name: 'NotYet' } as const;

/** Refuses because an earlier change is not visible yet, for so long at most. */
function notYet(propagatesWithin: Duration) {
  return { fails: { ...refusal, propagatesWithin } };
}

function count(on: PassBench, name: string): number {
  return on.aws.log.filter((one) => one.name === name).length;
}

function outcomeOf({ outcomes }: PassResult, id: string): Outcome {
  const outcome = outcomes.get(id);
  if (outcome === undefined) throw new Error(`no outcome of ${id}: ${[...outcomes.keys()].join(' ')}`);
  return outcome;
}

describe('a create that must not be repeated', () => {
  const box = resource('Box/a', { rules: ['root'] });

  it('is bracketed by an intent that names what was visible before', async () => {
    const on = passBench();
    on.aws.put('other');
    const opened: unknown[] = [];
    const { journal } = on.store;
    on.on.ports = {
      journal: { ...journal, open: async (intent) => (opened.push(intent), journal.open(intent)) },
    };
    on.aws.always('CreateBox', () => {
      expect(opened).toHaveLength(1);
      return undefined;
    });
    await on.apply([box]);
    expect(opened).toEqual([
      { id: 'intent-1', address: 'Box/a', place: box.place, at: noon, visible: ['other'] },
    ]);
    expect(await journal.openIntents()).toEqual([]);
    expect([...(await journal.known())]).toEqual([['Box/a', { keyId: 'made-1' }]]);
  });

  it('looks at everything before it makes anything', async () => {
    const on = passBench();
    await on.apply([box]);
    const names = on.aws.log.map(({ name }) => name);
    expect(names.indexOf('ListBoxes')).toBeGreaterThanOrEqual(0);
    expect(names.indexOf('ListBoxes')).toBeLessThan(names.indexOf('CreateBox'));
  });

  it('closes the intent after a certain refusal, and creates at once in the next run', async () => {
    const on = passBench();
    on.aws.script('CreateBox', { fails: { name: 'Refused' } });
    const first = await on.apply([box]);
    expect(outcomeOf(first, 'Box/a#create')).toMatchObject({ is: 'failed', failure: { name: 'Refused' } });
    expect(await on.store.journal.openIntents()).toEqual([]);
    expect(endings(await on.apply([box]))).toMatchObject({ 'Box/a#create': 'done' });
    expect(on.aws.boxes.size).toBe(1);
  });

  it('looks for the resource of a lost answer, and does not send the call again', async () => {
    const on = passBench();
    on.aws.script('CreateBox', { fails: unknownEffect, anyway: true });
    on.aws.lag = 30 * second;
    const result = await on.apply([box]);
    expect(outcomeOf(result, 'Box/a#create')).toMatchObject({ is: 'done' });
    expect(count(on, 'CreateBox')).toBe(1);
    expect(on.aws.boxes.size).toBe(1);
    expect([...(await on.store.journal.known())]).toEqual([['Box/a', { keyId: 'made-1' }]]);
  });

  it('waits until a call without effect is certain, and does not send it again in this run', async () => {
    const on = passBench();
    on.aws.script('CreateBox', { fails: unknownEffect });
    const result = await on.apply([box]);
    expect(outcomeOf(result, 'Box/a#create')).toMatchObject({
      is: 'failed',
      failure: { name: 'TimeoutError' },
    });
    expect(on.clock.now()).toBeGreaterThanOrEqual(noon + 2 * minute);
    expect(count(on, 'CreateBox')).toBe(1);
    expect(await on.store.journal.openIntents()).toEqual([]);
  });

  it('chooses none of two possible resources, and keeps the intent open', async () => {
    const on = passBench();
    on.aws.always('CreateBox', () => {
      on.aws.put('k1', {}, { mark: 'Box/a' });
      on.aws.put('k2', {}, { mark: 'Box/a' });
      return { fails: unknownEffect };
    });
    const result = await on.apply([box]);
    expect(outcomeOf(result, 'Box/a#create')).toMatchObject({
      is: 'failed',
      failure: { code: 'engine.ambiguous' },
    });
    expect(await on.store.journal.openIntents()).toHaveLength(1);
  });

  it('names a resource without visible tags, and keeps the intent open', async () => {
    const on = passBench();
    on.aws.always('CreateBox', () => {
      on.aws.put('closed');
      return { fails: unknownEffect };
    });
    on.aws.always('GetTags', () => ({ fails: {} }));
    const result = await on.apply([box]);
    expect(outcomeOf(result, 'Box/a#create')).toMatchObject({
      is: 'failed',
      failure: { code: 'engine.candidate', message: expect.stringMatching(/^closed appeared since/u) },
    });
    expect(await on.store.journal.openIntents()).toHaveLength(1);
  });

  it('waits with a young journal before the first create, and finds one of a forgotten run', async () => {
    const on = passBench();
    const fresh = createVolatileStore({ now: () => noon });
    on.on.ports = { journal: fresh.journal, memory: fresh.memory };
    on.aws.put('hidden', {}, { mark: 'Box/a', rules: ['root'] });
    const hidden = on.aws.boxes.get('hidden');
    if (hidden !== undefined) hidden.listedFrom = noon + minute;
    await on.apply([box]);
    expect(count(on, 'CreateBox')).toBe(0);
    expect([...(await fresh.journal.known())]).toEqual([['Box/a', { keyId: 'hidden' }]]);
  });

  it('is not sent again for propagation if its effect is unknown', async () => {
    const on = passBench();
    on.aws.script('CreateBox', { fails: { ...unknownEffect, propagatesWithin: minute }, anyway: true });
    await on.apply([box]);
    expect(count(on, 'CreateBox')).toBe(1);
  });

  it('is done only when AWS shows it twice in a row', async () => {
    const on = passBench();
    const hides = { fails: { code: 'aws.not-found', name: 'NotFoundException' } } as const;
    on.aws.script('GetBox', hides, undefined, hides);
    const result = await on.apply([box]);
    expect(outcomeOf(result, 'Box/a#create').is).toBe('done');
    expect(count(on, 'GetBox')).toBe(5);
  });

  it('is waiting, never failed, if AWS does not show it within the patience', async () => {
    const on = passBench();
    on.on.timing = { patience: minute };
    on.aws.always('GetBox', () => ({ fails: { code: 'aws.not-found', name: 'NotFoundException' } }));
    const result = await on.apply([resource('Box/a', { size: 4 })]);
    expect(outcomeOf(result, 'Box/a#create')).toMatchObject({
      is: 'waiting',
      why: expect.stringMatching(/does not show it yet/u),
    });
    expect(outcomeOf(result, 'Box/a#shape')).toMatchObject({ is: 'skipped', cause: 'Box/a#create' });
    expect(count(on, 'CreateBox')).toBe(1);
  });
});

describe('a create that may be repeated', () => {
  const cell = resource('Cell/x', { target: 'z' });

  it('exists already, as wanted: done', async () => {
    const on = passBench();
    on.on.meanwhile = () => void on.aws.cells.set('Cell/x', { target: 'z', note: '' });
    expect(endings(await on.apply([cell]))).toEqual({ 'Cell/x#create': 'done' });
    expect(on.aws.writes()).toEqual(['CreateCell']);
  });

  it('exists already, and differs: looked at again, and left as it is', async () => {
    const on = passBench();
    let asked = 0;
    on.on.meanwhile = () => {
      asked += 1;
      on.aws.cells.set('Cell/x', { target: 'theirs', note: '' });
    };
    const result = await on.apply([cell]);
    expect(asked).toBe(2);
    expect(result.plan.resources[0]?.blocked?.code).toBe('engine.not-ours');
    expect(on.aws.writes()).toEqual(['CreateCell']);
    expect(on.aws.cells.get('Cell/x')?.target).toBe('theirs');
  });

  it('exists already, and is not shown: waiting', async () => {
    const on = passBench();
    on.on.timing = { patience: minute };
    on.aws.always('CreateCell', () => ({ fails: { code: 'aws.already-exists', class: 'conflict' } }));
    expect(endings(await on.apply([cell]))).toEqual({ 'Cell/x#create': 'waiting' });
  });

  it('trusts what AWS shows after a lost answer', async () => {
    const on = passBench();
    on.aws.script('CreateCell', { fails: unknownEffect, anyway: true });
    expect(endings(await on.apply([cell]))).toEqual({ 'Cell/x#create': 'done' });
    expect(count(on, 'CreateCell')).toBe(1);
  });
});

describe('confirming', () => {
  function boxed(): PassBench {
    const on = passBench();
    on.aws.put('k1', { size: 1 }, { mark: 'Box/a' });
    return on;
  }
  const wanted = [resource('Box/a', { size: 4 })];
  const old = { gives: { size: 1, color: 'grey', open: true, material: 'wood' } };

  /** Scripts the reads after the write alone. */
  function afterWrite(on: PassBench, script: () => void): void {
    on.aws.always('SetShape', () => {
      script();
      return undefined;
    });
  }

  it.each([
    { why: 'at once', replies: [], reads: 2 },
    { why: 'after an old answer', replies: [old], reads: 3 },
    { why: 'an answer that goes backwards counts from the start', replies: [undefined, old], reads: 4 },
    { why: 'a failing read is no answer', replies: [undefined, { fails: {} }], reads: 4 },
  ])('needs two new answers in a row: $why', async ({ replies, reads }) => {
    const on = boxed();
    let before = 0;
    afterWrite(on, () => {
      before = count(on, 'GetBox');
      on.aws.script('GetBox', ...replies);
    });
    const result = await on.apply(wanted);
    expect(outcomeOf(result, 'Box/a#shape')).toMatchObject({ is: 'done', calls: 1 });
    expect(count(on, 'GetBox') - before).toBe(reads);
  });

  it('gives up at its bound as waiting, and never writes twice', async () => {
    const on = boxed();
    afterWrite(on, () => on.aws.always('GetBox', () => old));
    const result = await on.apply(wanted);
    const written = on.aws.log.find(({ name }) => name === 'SetShape')?.at ?? 0;
    expect(outcomeOf(result, 'Box/a#shape')).toEqual({
      is: 'waiting',
      until: written + minute,
      reason: 'confirming',
      why: 'AWS accepted shape of Box/a and does not show it yet',
      sent: { calls: 1, at: written },
    });
    expect(on.clock.now()).toBeLessThanOrEqual(written + minute);
    expect(on.clock.now()).toBeGreaterThan(written + 50 * second);
    expect(on.aws.writes()).toEqual(['SetShape']);
    expect(count(on, 'GetBox')).toBeLessThan(30);
  });

  it('says so while it waits for long', async () => {
    const on = boxed();
    afterWrite(on, () => on.aws.always('GetBox', () => old));
    await on.apply(wanted);
    const written = on.aws.log.find(({ name }) => name === 'SetShape')?.at ?? 0;
    const waits = on.progress.filter((event) => event.is === 'waiting');
    expect(waits.length).toBeGreaterThan(2);
    for (const { why, until, elapsed } of waits) {
      expect(why).toBe('for shape of Box/a to show');
      expect(until).toBe(written + minute);
      expect(elapsed).toBeGreaterThanOrEqual(5 * second);
    }
  });

  it('writes nothing again in the next run that has not settled', async () => {
    const on = boxed();
    afterWrite(on, () => on.aws.always('GetBox', () => old));
    await on.apply(wanted);
    const { plan } = await on.plan(wanted);
    expect(plan.steps).toEqual([]);
    expect(plan.resources[0]?.sync).toBe('Settling');
  });

  it('looks at a write of unknown effect, and does not repeat it', async () => {
    const on = boxed();
    on.aws.script('SetShape', { fails: unknownEffect, anyway: true });
    expect(endings(await on.apply(wanted))).toEqual({ 'Box/a#shape': 'done' });
    expect(on.aws.writes()).toEqual(['SetShape']);
  });
});

describe('propagation', () => {
  const before = [resource('Box/a', { rules: ['root'] })];
  const cellOnBox = resource('Cell/x', { target: idHole('Box/a') });

  it('is waited for while this pass wrote what is needed', async () => {
    const on = passBench();
    on.aws.script('CreateCell', notYet(minute), notYet(minute));
    const result = await on.apply([...before, cellOnBox]);
    expect(outcomeOf(result, 'Cell/x#create').is).toBe('done');
    expect(count(on, 'CreateCell')).toBe(3);
    const attempts = on.progress.filter((event) => event.is === 'call-sent' && event.op === 'kms:CreateCell');
    expect(attempts).toMatchObject([{ attempt: 1 }, { attempt: 2 }, { attempt: 3 }]);
    expect(on.progress.filter((event) => event.is === 'waiting')[0]).toMatchObject({
      why: 'NotYet: Box/a was just created or changed and has not propagated yet',
    });
  });

  it('accepts the first refusal as final without a reason', async () => {
    const on = passBench();
    on.aws.always('CreateCell', () => notYet(minute));
    const result = await on.apply([resource('Cell/y', { target: 'z' })]);
    expect(outcomeOf(result, 'Cell/y#create')).toMatchObject({ is: 'failed', failure: { name: 'NotYet' } });
    expect(count(on, 'CreateCell')).toBe(1);
  });

  it('accepts a refusal as final that cannot be propagation', async () => {
    const on = passBench();
    on.aws.script('CreateCell', { fails: { name: 'Refused' } });
    const result = await on.apply([...before, cellOnBox]);
    expect(outcomeOf(result, 'Cell/x#create')).toMatchObject({ is: 'failed', failure: { name: 'Refused' } });
    expect(count(on, 'CreateCell')).toBe(1);
  });

  it.each([
    {
      why: 'by how long it can be propagation',
      within: 20 * second,
      patience: 10 * minute,
      bound: 20 * second,
    },
    { why: 'by our patience', within: 10 * minute, patience: 20 * second, bound: 20 * second },
  ])('is bounded: $why', async ({ within, patience, bound }) => {
    const on = passBench();
    on.on.timing = { patience };
    on.aws.always('CreateCell', () => notYet(within));
    const result = await on.apply([...before, cellOnBox]);
    expect(outcomeOf(result, 'Cell/x#create')).toMatchObject({ is: 'failed', failure: { name: 'NotYet' } });
    const sent = on.aws.log.filter(({ name }) => name === 'CreateCell');
    expect((sent.at(-1)?.at ?? 0) - (sent[0]?.at ?? 0)).toBeLessThanOrEqual(bound);
    expect(sent.length).toBeGreaterThan(2);
  });

  it('retries up to five minutes after a write of an earlier run', async () => {
    for (const { age, sent } of [
      { age: 4 * minute, sent: 2 },
      { age: 6 * minute, sent: 1 },
    ]) {
      const on = passBench();
      await on.apply(before);
      await on.clock.sleep(age);
      on.aws.script('CreateCell', notYet(minute));
      await on.apply([...before, cellOnBox]);
      expect(count(on, 'CreateCell')).toBe(sent);
    }
  });
});

describe('marks', () => {
  it('re-tags a resource that lost its tags, and remembers it', async () => {
    const on = passBench();
    on.aws.put('k1');
    await on.store.journal.remember('Box/a', { keyId: 'k1' });
    await on.store.memory.applied('Box/a', { keyId: 'k1' }, 'create', { tree: {}, before: {}, at: 0 });
    expect(endings(await on.apply([resource('Box/a')]))).toEqual({ 'Box/a#mark': 'done' });
    expect(on.aws.boxes.get('k1')?.tags).toEqual({
      'keywright:stack': 'shop/u1',
      'keywright:address': 'Box/a',
    });
  });

  it('keeps the tags of an adopted resource, and then treats it like any other', async () => {
    const on = passBench();
    on.aws.put('k1');
    const box = on.aws.boxes.get('k1');
    if (box !== undefined) box.tags = { theirs: 'x' };
    const taken = resource('Box/a', { size: 4 }, { metadata: { adopt: 'k1' } });
    expect(endings(await on.apply([taken]))).toEqual({ 'Box/a#adopt': 'done', 'Box/a#shape': 'done' });
    expect(on.aws.boxes.get('k1')?.tags).toMatchObject({ theirs: 'x', 'keywright:address': 'Box/a' });
    expect((await on.plan([taken])).plan.steps).toEqual([]);
  });

  it('waits with all that rests on it while nobody accepted that it is taken over', async () => {
    const on = passBench();
    on.aws.put('k1');
    on.on.ports = { firstStack: 'strictest' };
    on.on.decision = { is: 'apply', approvals: forAll(new Set()) };
    const taken = resource('Box/a', { size: 4 }, { metadata: { adopt: 'k1' } });
    // The second cell waits for one that is only skipped once the adoption is: that takes more than one look.
    const resting = resource('Cell/x', { target: idHole('Box/a') });
    const onThat = resource('Cell/y', { target: idHole('Cell/x') });
    expect(endings(await on.apply([taken, resting, onThat]))).toEqual({
      'Box/a#adopt': 'blocked',
      'Box/a#shape': 'blocked',
      'Cell/x#create': 'skipped',
      'Cell/y#create': 'skipped',
    });
  });

  it('removes the tags of a released resource, forgets it, and leaves it as it is', async () => {
    const on = passBench();
    await on.apply([resource('Box/a', { size: 4 })]);
    const released = resource('Box/a', { size: 9 }, { metadata: { state: 'released' } });
    expect(endings(await on.apply([released]))).toEqual({ 'Box/a#release': 'done' });
    expect(on.aws.boxes.get('made-1')).toMatchObject({ tags: {}, box: { size: 4 } });
    expect((await on.store.journal.known()).size).toBe(0);
    expect((await on.plan([released])).plan.steps).toEqual([]);
  });

  it('stops the first write when a hold was set after the plan', async () => {
    const on = passBench();
    on.aws.put('k1', { size: 1 }, { mark: 'Box/a' });
    on.on.meanwhile = () => {
      const box = on.aws.boxes.get('k1');
      if (box !== undefined) box.tags = { ...box.tags, 'keywright:hold': 'INC-7' };
    };
    const result = await on.apply([resource('Box/a', { size: 4 })]);
    expect(outcomeOf(result, 'Box/a#shape')).toMatchObject({ is: 'blocked', gate: { code: 'engine.held' } });
    expect(on.aws.writes()).toEqual([]);
  });
});

describe('how old a read may be', () => {
  it('reads again what was read too long ago, although the look as a whole has just ended', async () => {
    const on = passBench();
    on.aws.put('k1', {}, { mark: 'Box/a' });
    const cells = Array.from({ length: 10 }, (_, index) => `Cell/x${index}` as const);
    const targetOf = (index: number): string => (index === 0 ? 'k1' : `Cell/x${index - 1}`);
    for (const [index, cell] of cells.entries())
      on.aws.cells.set(cell, { target: targetOf(index), note: 'n' });
    const chain = cells.map((cell, index) =>
      resource(
        cell,
        { target: index === 0 ? idHole('Box/a') : { $unknown: `\${Cell/x${index - 1}.name}` }, note: 'n' },
        { metadata: { adopt: true } },
      ),
    );
    await on.apply([resource('Box/a', { size: 2 }), ...chain]);
    await on.clock.sleep(10 * minute);
    on.aws.latency = 9 * second;
    let changed = false;
    on.aws.always('GetCell', ({ input }) => {
      const box = on.aws.boxes.get('k1');
      if (box !== undefined && !changed && input['Name'] === 'Cell/x3') {
        changed = true;
        box.box = { ...box.box, size: 7 };
      }
      return undefined;
    });
    const result = await on.apply([resource('Box/a', { size: 3 }), ...chain]);
    expect(outcomeOf(result, 'Box/a#shape').is).toBe('stale');
  });
});
