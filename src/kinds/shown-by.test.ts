import { describe, expect, it } from 'vitest';
import { operationOf } from '../aws/operations.ts';
import { kinds } from './index.ts';

describe('what shows that a fresh one is there', () => {
  // Anybody between AWS and us can give a status. Only an answer with a body says what it is about.
  it.each(kinds.flatMap((kind) => (kind.create === undefined ? [] : [[kind.kind, kind] as const])))(
    '%s: has a body',
    (_, { create, existence, reads }) => {
      const names: readonly string[] = create?.shownBy ?? [existence];
      const asked = names.map((name) => new Map(Object.entries(reads)).get(name)?.asks ?? []);
      const hasBody = (ops: (typeof asked)[number]): boolean =>
        ops.every((op) => Object.keys(operationOf(op).always).length > 0);
      expect(asked.filter(hasBody)).not.toEqual([]);
    },
  );
});
