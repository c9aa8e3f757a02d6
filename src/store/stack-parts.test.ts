import { expect, it } from 'vitest';
import { settingsSchema } from './stack-parts.ts';

it('drops a class that an earlier Keywright accepted and this one does not know', () => {
  const settings = {
    name: 'shop',
    uid: 'u1',
    partition: 'aws',
    accounts: [],
    keyAdministrators: [],
    trustedAccounts: [],
    tags: {},
    caps: { count: 5, percent: 10 },
    release: ['widen', 'replace', 'disable'],
  };
  expect(settingsSchema.parse(settings).release).toEqual(['widen', 'disable']);
});
