import { describe, expect, it } from 'vitest';
import { freshKey, kmsKey } from './key.ts';

const date = '2026-12-01T10:00:00.000Z';

describe('when AWS deletes a key', () => {
  it.each([
    { state: 'PendingDeletion', deletionDate: date, at: Date.parse(date) },
    // A primary waits for its replicas: KMS gives it no date.
    { state: 'PendingReplicaDeletion', deletionDate: undefined, at: undefined },
    { state: 'Enabled', deletionDate: undefined, at: undefined },
    { state: 'Disabled', deletionDate: date, at: undefined },
  ])('$state, $deletionDate', ({ state, deletionDate, at }) => {
    expect(kmsKey('Key').deletesAt({ metadata: { ...freshKey(false), state, deletionDate } })).toBe(at);
  });
});
