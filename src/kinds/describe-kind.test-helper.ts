import { describe, expect, it } from 'vitest';
import type { KindLaws } from '../../test/support/kind-laws.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { declaration } from './shared/laws/declaration.test-helper.ts';
import { drift } from './shared/laws/drift.test-helper.ts';
import { faults } from './shared/laws/faults.test-helper.ts';
import { foreign } from './shared/laws/foreign.test-helper.ts';
import { gates } from './shared/laws/gates.test-helper.ts';

/** Holds a kind to the laws of docs/adding-a-kind.md. */
export function describeKind(kind: AnyKind, laws: KindLaws): void {
  describe('declares itself whole', () => declaration(kind));
  describe('shows drift, reverts or holds it, and then has nothing left', () => drift(kind, laws));
  const { gates: changes } = laws;
  if (changes !== undefined)
    describe('a change in Git', () => {
      gates(kind, laws, changes);
      faults(kind, changes);
      if (laws.elsewhere?.foreign === undefined) foreign(kind, changes);
    });
  it('proves every law, here or in another file', () => {
    const { elsewhere = {} } = laws;
    const files = import.meta.glob('../../test/**/*.test.ts');
    for (const law of ['gates', 'specs', 'renamings'] as const)
      expect(laws[law] ?? elsewhere[law], `fill in \`${law}\` of laws.test-helper.ts`).toBeDefined();
    for (const file of Object.values(elsewhere)) expect(Object.keys(files)).toContain(`../../${file}`);
  });
}
