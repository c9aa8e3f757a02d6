import type { Change } from '../../model/change.ts';
import { isWithin, segmentsOf, type Path } from '../../model/path.ts';
import type { ResourcePlan, Step } from '../../model/plan.ts';
import { byCodeUnit, sameTree } from '../../model/tree.ts';
import type { Line } from './display.ts';

export function lineOf(change: Change): Line {
  return {
    symbol: change.before === undefined ? '+' : change.after === undefined ? '-' : '~',
    path: change.path,
    ...(change.before === undefined ? {} : { before: change.before }),
    ...(change.after === undefined ? {} : { after: change.after }),
    ...(change.label === undefined ? {} : { label: change.label }),
    ...(change.note === undefined ? {} : { note: change.note }),
  };
}

/** Puts `[2]` before `[10]`, and orders everything else by code unit. */
export function byPath(a: { readonly path: Path }, b: { readonly path: Path }): number {
  const left = segmentsOf(a.path);
  const right = segmentsOf(b.path);
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (one === other) continue;
    const numbers = /^\d+$/u.test(one) && /^\d+$/u.test(other);
    return numbers ? Number(one) - Number(other) : byCodeUnit(one, other);
  }
  return left.length - right.length;
}

/** Lists what is to change, once per path: the two halves of one write become the whole difference. */
export function pendingChanges(resource: ResourcePlan, steps: readonly Step[]): readonly Change[] {
  const listed = resource.changes.length > 0 ? resource.changes : steps.flatMap((step) => step.changes);
  const quiet = [...resource.deferred, ...resource.ignored];
  const pending = listed.filter(({ path }) => !quiet.some((one) => isWithin(path, one.path)));
  const whole = new Map<Path, Change>();
  for (const change of pending) {
    const first = whole.get(change.path);
    whole.set(change.path, first === undefined ? change : { ...first, after: change.after });
  }
  return [...whole.values()].filter(({ before, after }) => !sameTree(before, after)).sort(byPath);
}

/** Tells drift as it happened: from what Keywright last wrote to what AWS holds now. */
export function driftLines(resource: ResourcePlan): readonly Line[] {
  return resource.changes
    .filter((change) => change.label === 'drifted' || change.label === 'both')
    .map((change) => {
      // With `both`, Git moved as well, so the value before the drift is not in the change.
      const was = change.label === 'both' ? undefined : change.after;
      const line = lineOf({ ...change, before: was, after: change.before });
      return change.label === 'both' ? { ...line, symbol: '~' as const } : line;
    })
    .sort(byPath);
}
