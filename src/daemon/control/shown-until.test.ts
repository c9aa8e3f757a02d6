import { describe, expect, it } from 'vitest';
import { noDecisions, type Decisions } from '../../model/decisions.ts';
import { hour, minute } from '../../model/instant.ts';
import { recordsAt } from '../records-at.ts';
import { noon } from '../testing/caller.test-helper.ts';
import { fakeController, recordAt, statusWith } from '../testing/controller.test-helper.ts';
import type { ControllerState } from '../controller.ts';
import { staleIn } from '../notify/conditions.ts';
import { shownUntil } from './shown-until.ts';

function stateOf(state: Partial<ControllerState>): ControllerState {
  return fakeController('keys', { fullAt: noon, ...state }).state();
}

describe('the view of a state', () => {
  const until = noon + 50 * minute;
  const decided = { id: 'd1', by: { id: 'person:ann', name: 'ann' }, at: noon, why: 'exercise', until };
  const of = {} as Decisions['approvals'][number]['of'];
  it.each<{ of: string; decisions: Partial<Decisions> }>([
    { of: 'a pause', decisions: { pauses: [decided] } },
    { of: 'a silence', decisions: { silences: [decided] } },
    { of: 'an approval', decisions: { approvals: [{ ...decided, of }] } },
    { of: 'a release of the brake', decisions: { letGo: [decided] } },
    { of: 'a freeze', decisions: { freeze: decided } },
    { of: 'a pin', decisions: { pin: { ...decided, commit: 'c' } } },
    { of: 'a lent lease', decisions: { yielded: { ...decided, to: 'bob' } } },
  ])('lasts until the end of $of', ({ decisions }) => {
    expect(shownUntil(stateOf({ decisions: { ...noDecisions, ...decisions } }), noon)).toBe(until);
  });

  it('lasts until the daemon has read nothing for too long', () => {
    const state = stateOf({});
    const end = shownUntil(state, noon);
    expect([end - 1, end].map((at) => staleIn(state, at).length)).toEqual([0, 1]);
  });

  it.each(['fullAt', 'fastAt'] as const)('lasts until a resource was not read for too long: %s', (of) => {
    const { fullAt: _, fastAt: __, ...unread } = recordAt('Key/a', noon);
    const state = stateOf({ fullAt: noon + 100 * hour, status: statusWith({ ...unread, [of]: noon }) });
    const end = shownUntil(state, noon);
    expect([end - 1, end].map((at) => recordsAt(state, at)[0]?.sync)).toEqual(['InSync', 'Unknown']);
  });
});
