import { describe, expect, it } from 'vitest';
import type { Episode } from '../../../model/history.ts';
import { noDecisions } from '../../../model/decisions.ts';
import { noon } from '../../testing/caller.test-helper.ts';
import { fakeController, planWith, recordAt, statusWith } from '../../testing/controller.test-helper.ts';
import type { ControllerState } from '../../controller.ts';
import { changeBetween } from './view.ts';

const record = recordAt('Key/a', noon, { parts: {} });
const state = fakeController('keys', { status: statusWith(record) }).state();

describe('changeBetween', () => {
  it.each<[string, Partial<ControllerState>, readonly string[]]>([
    ['a plan', { plan: planWith([]) }, ['overview', 'attention', 'plans']],
    [
      'a decision',
      { decisions: { ...noDecisions, freeze: { id: 'f' } as never } },
      ['overview', 'attention', 'plans', 'timeline'],
    ],
    ['a lost lease', { leadership: { is: 'lost', since: 1 } }, ['overview', 'attention', 'timeline']],
    ['a full look', { fullAt: noon }, ['overview', 'attention', 'resources']],
    [
      'a new resource',
      { status: statusWith(record, recordAt('Key/b', noon)) },
      ['overview', 'attention', 'resources'],
    ],
  ])('names what shows %s', (_, more, topics) => {
    expect(changeBetween(state, { ...state, ...more })?.topics).toEqual(topics);
  });

  it('names the resources that show something else, and those that are gone', () => {
    const drifted = recordAt('Key/b', noon, { sync: 'Drifted' });
    const after = { ...state, status: statusWith(drifted) };
    expect(changeBetween(state, after)).toMatchObject({ changed: ['Key/b'], gone: ['Key/a'] });
  });

  it('names a resource whose drift began, and no other', () => {
    const episode = { id: 'e', address: 'Key/a', label: 'drifted' } as unknown as Episode;
    const after = { ...state, open: [episode] };
    expect(changeBetween(state, after)).toMatchObject({ changed: ['Key/a'], all: false });
    expect(changeBetween(after, { ...after, open: [{ ...episode, seenAt: noon }] })).toBeUndefined();
  });

  it('says that all may have changed when a full look is over', () => {
    expect(changeBetween(state, { ...state, fullAt: noon })).toMatchObject({ changed: [], all: true });
  });

  it('finds nothing when everything is equal', () => {
    expect(changeBetween(state, { ...state, status: statusWith({ ...record }) })).toBeUndefined();
    const planned = { ...state, plan: planWith([]) };
    expect(changeBetween(planned, { ...planned, plan: planWith([], { at: 5 }) })).toBeUndefined();
  });

  it('tells a look that found no difference from a change', () => {
    const after = { ...state, status: statusWith(recordAt('Key/a', noon + 1)) };
    expect(changeBetween(state, after)).toEqual({
      topics: ['resources'],
      changed: [],
      gone: [],
      all: true,
      isAgeOnly: true,
    });
  });
});
