import { expect, it } from 'vitest';
import { hour } from '../../../model/instant.ts';
import { createKeys } from './keys.ts';

it('asks for keys again when the clock is set back, since nobody knows how old those are that it has', async () => {
  let now = 10 * hour;
  let kid = 'one';
  const keys = createKeys({
    now: () => now,
    failed: () => undefined,
    fetch: () => Promise.resolve({ keys: [{ kty: 'RSA', kid }] }),
  });
  await keys.current();
  now -= hour;
  kid = 'two';
  expect(await keys.current()).toEqual({ keys: [{ kty: 'RSA', kid: 'two' }] });
});
