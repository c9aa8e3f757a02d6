import type { Change, Risk } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Subject } from '../model/kind.ts';
import type { Tree } from '../model/tree.ts';

/** Placeholder until wired to policy/widening and policy/lint. */
export function policyRisks(_changes: readonly Change[], _live: Tree | undefined, _want: Tree | undefined, _at: Subject<unknown>): readonly Risk[] {
  return [];
}

export function validateKeyPolicy(_at: Subject<unknown>): readonly Diagnostic[] {
  return [];
}
