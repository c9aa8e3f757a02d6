import { describe, expect, it } from 'vitest';
import { minute } from '../model/instant.ts';
import { kinds } from './index.ts';

describe('how long an old value may still be read', () => {
  // KMS Developer Guide: troubleshooting-tags-aliases, grants. Tags of other services are taken for as slow (a guess).
  it('is five minutes for tags, aliases and grants, and a minute for all else', () => {
    const slow = kinds.flatMap(({ kind, facets }) =>
      facets.flatMap(({ name, settlesIn }) =>
        settlesIn === undefined ? [] : [[`${kind} ${name}`, settlesIn]],
      ),
    );
    expect(Object.fromEntries(slow)).toEqual({
      'Alias target': 5 * minute,
      'Bucket tags': 5 * minute,
      'Grant grants': 5 * minute,
      'Key tags': 5 * minute,
      'ReplicaKey tags': 5 * minute,
      'Trail tags': 5 * minute,
    });
  });
});
