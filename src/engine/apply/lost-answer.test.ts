import { describe, expect, it } from 'vitest';
import { minute } from '../../model/instant.ts';
import { endings, passBench, type PassBench } from '../testing/pass.test-helper.ts';
import { noon, resource, unknownEffect } from '../testing/stack.test-helper.ts';

const lost = { fails: unknownEffect };
const landed = { fails: unknownEffect, anyway: true };
const cell = resource('Cell/x', { target: 'k1' });

function boxed(mark?: 'Box/a'): PassBench {
  const bench = passBench();
  bench.aws.put('k1', { size: 1 }, mark === undefined ? {} : { mark });
  return bench;
}

/** Every write whose answer is lost: what it is of, and what it would have written. */
const writes = [
  {
    step: 'Box/a#shape',
    call: 'SetShape',
    wanted: [resource('Box/a', { size: 4 })],
    bench: () => boxed('Box/a'),
  },
  {
    step: 'Box/a#adopt',
    call: 'SetTags',
    wanted: [resource('Box/a', { size: 1 }, { metadata: { adopt: 'k1' } })],
    bench: () => boxed(),
  },
  {
    step: 'Box/a#release',
    call: 'SetTags',
    wanted: [resource('Box/a', {}, { metadata: { state: 'released' } })],
    bench: () => boxed('Box/a'),
  },
  { step: 'Cell/x#create', call: 'CreateCell', wanted: [cell], bench: passBench },
] as const;

describe.each(writes)('the answer to $call for $step is lost', ({ step, call, wanted, bench }) => {
  it('counts as done once AWS shows it', async () => {
    const on = bench();
    on.aws.script(call, landed);
    expect(endings(await on.apply(wanted))[step]).toBe('done');
    expect(on.aws.writes().filter((name) => name === call)).toHaveLength(1);
    expect((await on.plan(wanted)).plan.steps).toEqual([]);
  });

  it('waits while AWS does not show it, is planned again, and is sent again', async () => {
    const on = bench();
    on.aws.script(call, lost);
    const result = await on.apply(wanted);
    expect(result.outcomes.get(step)).toMatchObject({ is: 'waiting' });
    expect(result.outcomes.get(step)).not.toHaveProperty('sent');
    const { plan } = await on.plan(wanted);
    expect(plan.steps.map(({ id }) => id)).toContain(step);
    expect(plan.resources.map(({ sync }) => sync)).not.toContain('Settling');
    expect(endings(await on.apply(wanted))[step]).toBe('done');
    expect((await on.plan(wanted)).plan.steps).toEqual([]);
  });
});

it('keeps what was applied before as the last that is known to be applied', async () => {
  const on = boxed('Box/a');
  const before = [resource('Box/a', { size: 2 })];
  await on.apply(before);
  await on.clock.sleep(10 * minute);
  on.aws.script('SetShape', lost);
  const wanted = [resource('Box/a', { size: 4 })];
  await on.apply(wanted);
  const { plan } = await on.plan(wanted);
  expect(plan.resources[0]?.changes).toMatchObject([{ path: '/size', label: 'changed-in-git' }]);
});

it('notes what AWS shows after all, so that a later change is known as drift', async () => {
  const on = boxed('Box/a');
  await on.apply([resource('Box/a', { size: 2 })]);
  await on.clock.sleep(10 * minute);
  on.aws.script('SetShape', landed);
  const wanted = [resource('Box/a', { size: 4 })];
  let hides = true;
  on.aws.always('GetBox', () =>
    hides && on.aws.writes().length > 1 && on.clock.now() > noon
      ? { gives: { size: 2, color: 'grey', open: true, material: 'wood' } }
      : undefined,
  );
  expect(endings(await on.apply(wanted))).toEqual({ 'Box/a#shape': 'waiting' });
  hides = false;
  await on.apply(wanted);
  const box = on.aws.boxes.get('k1');
  if (box !== undefined) box.box = { ...box.box, size: 9 };
  const { plan } = await on.plan(wanted);
  expect(plan.resources[0]?.changes).toMatchObject([{ path: '/size', label: 'drifted' }]);
});

describe('a cell whose creation got no answer', () => {
  it('is ours without adoption where exactly it shows later', async () => {
    const on = passBench();
    on.aws.script('CreateCell', lost);
    await on.apply([cell]);
    on.aws.cells.set('Cell/x', { target: 'k1', note: '' });
    const { plan } = await on.plan([resource('Cell/x', { target: 'k1', note: 'n' })]);
    expect(plan.steps.map(({ id }) => id)).toEqual(['Cell/x#note']);
  });

  it("is somebody else's where another shows: it is not taken over", async () => {
    const on = passBench();
    on.aws.script('CreateCell', lost);
    await on.apply([cell]);
    on.aws.cells.set('Cell/x', { target: 'theirs', note: '' });
    const { plan } = await on.plan([cell]);
    expect(plan.resources[0]?.blocked?.code).toBe('engine.not-ours');
  });
});

describe('a box is made only while each of its names is free', () => {
  const wanted = [
    resource('Box/a', { size: 1 }),
    resource('Cell/x', { name: 'Cell/x', target: { $unknown: '${Box/a.id}' } }),
  ];

  function taken(mark?: 'Box/a'): PassBench {
    const on = boxed(mark);
    // The listing and the index do not show them yet.
    on.aws.always('ListCells', () => ({ gives: [] }));
    on.aws.always('Index', () => ({ gives: [] }));
    on.on.meanwhile = () => void on.aws.cells.set('Cell/x', { target: 'k1', note: '' });
    return on;
  }

  it('blocks where a listing missed that one points to a stranger', async () => {
    const on = taken();
    const result = await on.apply(wanted);
    expect(result.outcomes.get('Box/a#create')).toMatchObject({
      is: 'failed',
      failure: {
        code: 'engine.ambiguous',
        message: 'Cell/x already points to k1, which does not have our ownership tags',
      },
    });
    expect(on.aws.writes()).toEqual([]);
  });

  it('fails when the lost answer cannot be requested again', async () => {
    const on = passBench();
    on.on.meanwhile = () =>
      on.aws.always('GetCell', () => ({
        fails: { code: 'aws.throttled', class: 'throttled', name: 'Slow' },
      }));
    const result = await on.apply(wanted);
    expect(result.outcomes.get('Box/a#create')).toMatchObject({
      is: 'failed',
      failure: { code: 'aws.throttled' },
    });
    expect(on.aws.writes()).toEqual([]);
  });
});
