import { expect, it } from 'vitest';
import { settings } from '../../daemon/config/settings.ts';
import { daemonFlags } from './daemon-flags.ts';

it('takes every setting of a daemon that has a flag, and no other flag', () => {
  expect(daemonFlags.map(([flag]) => flag)).toEqual(settings.flatMap(({ flag }) => flag ?? []));
});
