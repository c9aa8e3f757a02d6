import { expect, it } from 'vitest';
import { kinds } from '../../kinds/index.ts';
import type { TreeMap } from '../../model/tree.ts';
import { droppedPaths, managedPaths, withDropped } from './managed.ts';

it.each<{
  why: string;
  kind: string;
  before: TreeMap;
  after: TreeMap;
  found: readonly string[];
}>([
  {
    why: 'a document',
    kind: 'Key',
    before: { policy: { Version: '2012-10-17', Statement: [] } },
    after: {},
    found: ['/policy'],
  },
  {
    why: 'one setting of several',
    kind: 'Trail',
    before: { bucket: 'b', logFileValidation: true, multiRegion: true },
    after: { bucket: 'b', multiRegion: true },
    found: ['/logFileValidation'],
  },
  {
    why: 'no selectors that others take the place of',
    kind: 'Trail',
    before: { eventSelectors: [] },
    after: { advancedEventSelectors: [] },
    found: [],
  },
  {
    why: 'selectors that nothing takes the place of',
    kind: 'Trail',
    before: { eventSelectors: [] },
    after: {},
    found: ['/eventSelectors'],
  },
  {
    why: 'no key that another algorithm does not take',
    kind: 'BucketEncryption',
    before: { algorithm: 'aws:kms', key: 'k', blockedEncryptionTypes: ['SSE-C'] },
    after: { algorithm: 'AES256', blockedEncryptionTypes: ['SSE-C'] },
    found: [],
  },
  {
    why: 'nothing below a value that speaks for it',
    kind: 'Key',
    before: { rotation: { enabled: true, periodInDays: 90 } },
    after: { rotation: null },
    found: [],
  },
  {
    why: 'no text that opens nothing',
    kind: 'Key',
    before: { description: 'x' },
    after: {},
    found: [],
  },
])('finds $why', ({ kind: name, before, after, found }) => {
  const kind = kinds.find((one) => one.kind === name);
  const dropped = droppedPaths(managedPaths({ spec: before }, kind), { spec: after }, kind);
  expect(dropped.map(({ path }) => path)).toEqual(found);
  const whole = withDropped(after, dropped);
  expect(droppedPaths(managedPaths({ spec: before }, kind), { spec: whole }, kind)).toEqual([]);
});
