import { expect, it } from 'vitest';
import type { Binding } from '../../../model/binding.ts';
import type { StatusRecord } from '../../../model/history.ts';
import { callerOf, controlOf, noon } from '../../testing/caller.test-helper.ts';
import { fakeController, recordAt } from '../../testing/controller.test-helper.ts';
import type { ControllerState } from '../../controller.ts';
import { limited } from './limited.ts';

const keys: readonly Binding[] = [{ role: 'viewer', kinds: ['Key'] }];

/** Counts how often anybody goes through all records of a state. */
class CountedMap extends Map<StatusRecord['address'], StatusRecord> {
  walks = 0;

  override [Symbol.iterator](): ReturnType<Map<StatusRecord['address'], StatusRecord>['entries']> {
    this.walks += 1;
    return super[Symbol.iterator]();
  }
}

/** Lists the records of a state as its caller sees them. */
function shownIn(state: ControllerState): readonly StatusRecord[] {
  return [...state.status.values()];
}

it('cuts a state once when fifty viewers with the same bindings ask', async () => {
  const status = new CountedMap([
    ['Key/a', recordAt('Key/a', noon)],
    ['Trail/t', recordAt('Trail/t', noon)],
  ]);
  const control = controlOf([fakeController('keys', { status })]);
  for (let at = 0; at < 50; at += 1)
    await control.list({}, callerOf(`viewer-${String(at)}`, { bindings: [...keys] }));
  expect(status.walks).toBe(1);
});

it('cuts only the records that changed when the next look is over', () => {
  const of = (why: string): StatusRecord => recordAt('Key/a', noon, { why: `${why}: waits for Trail/t` });
  const other = recordAt('Key/b', noon, { why: 'waits for Trail/t' });
  const trail = recordAt('Trail/t', noon);
  const statusOf = (why: string): ControllerState['status'] =>
    new Map([of(why), other, trail].map((record) => [record.address, record]));
  const controller = fakeController('keys', { status: statusOf('first') });
  const seen = limited(controller, keys);
  if (seen === undefined) throw new Error('the caller sees the keys');
  const [, before] = shownIn(seen.state());
  controller.set({ status: statusOf('then') });
  const [first, second] = shownIn(seen.state());
  expect(first?.why).toBe('then: waits for another resource');
  expect(second).toBe(before);
  expect(second?.why).toBe('waits for another resource');
});

it('cuts everything again when another resource comes into sight', () => {
  const held = recordAt('Key/a', noon, { why: 'waits for Key/b' });
  const statusOf = (team: string): ControllerState['status'] =>
    new Map([held, recordAt('Key/b', noon, { labels: { team } })].map((record) => [record.address, record]));
  const bindings: readonly Binding[] = [
    { role: 'viewer', accounts: ['1'] },
    { role: 'viewer', labels: { team: 'x' } },
  ];
  const shown = { ...held, labels: { team: 'x' } };
  const controller = fakeController('keys', {
    status: new Map([...statusOf('y'), [shown.address, shown]]),
  });
  const seen = limited(controller, bindings);
  if (seen === undefined) throw new Error('the caller sees a key');
  expect(shownIn(seen.state()).map(({ why }) => why)).toEqual(['waits for another resource']);
  controller.set({ status: new Map([...statusOf('x'), [shown.address, shown]]) });
  expect(shownIn(seen.state()).map(({ why }) => why)).toEqual(['waits for Key/b', undefined]);
});
