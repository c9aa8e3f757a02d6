import { expect, it } from 'vitest';
import { stateDirectory } from './location.ts';

it.each([
  { why: 'XDG_STATE_HOME', home: { XDG_STATE_HOME: '/s', HOME: '/h' }, at: '/s/keywright/estate-u1' },
  { why: 'its default', home: { HOME: '/h' }, at: '/h/.local/state/keywright/estate-u1' },
  {
    why: 'empty is unset',
    home: { XDG_STATE_HOME: '', HOME: '/h/' },
    at: '/h/.local/state/keywright/estate-u1',
  },
  {
    why: 'relative is unset',
    home: { XDG_STATE_HOME: 's', HOME: '/h' },
    at: '/h/.local/state/keywright/estate-u1',
  },
  { why: 'nothing to go by', home: {}, at: undefined },
])('keeps state in $at: $why', ({ home, at }) => {
  expect(stateDirectory('estate', 'u1', home)).toBe(at);
});

it('keeps a name inside the directory', () => {
  expect(stateDirectory('../../etc', 'x/y', { HOME: '/h' })).toBe(
    '/h/.local/state/keywright/..%2F..%2Fetc-x%2Fy',
  );
});
