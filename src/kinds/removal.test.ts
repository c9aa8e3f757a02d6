import { describe, expect, it } from 'vitest';
import { kinds } from './index.ts';

describe('how a thing of a kind goes', () => {
  it.each(kinds.map((kind) => [kind.kind, kind] as const))(
    '%s: by a tombstone, or by a command that people are told, never both',
    (_, { removal, byHand }) => {
      expect(removal === undefined).toBe(byHand !== undefined);
    },
  );
});
