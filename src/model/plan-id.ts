import { digestOf } from './digest.ts';
import type { Plan } from './plan.ts';
import type { Tree } from './tree.ts';

/**
 * Derives the name of a plan from what it does. Two looks that plan the same have one name. So whoever approves a
 * plan by its name approves what was shown, or nothing. Gates are left out: a decision changes them, and must not
 * rename the plan.
 */
export function planIdOf({ uid, commit, steps, stackChange }: Plan): string {
  const done = steps.map(({ id, desired, observed, calls }) => ({
    id,
    desired,
    observed,
    calls: calls.map(({ op, at, input }) => ({ op, at: { ...at }, input })),
  }));
  const loosened = stackChange?.loosened.map(({ path, address, after }) => ({
    path,
    address: address ?? '',
    after: after ?? null,
  }));
  const named: Tree = {
    uid,
    commit: commit ?? '',
    steps: done,
    loosened: loosened ?? [],
    dropped: stackChange?.dropped ?? [],
  };
  return digestOf(named).slice(0, length);
}

/** Short enough to type, long enough that no two plans of a Stack share it. */
const length = 12;
