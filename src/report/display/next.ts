import { optionsFor } from '../../model/approval.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Applied } from './applied.ts';

/** What a person can do about what an apply left undone; nothing if all is done. One sentence each. */
export function nextSteps(applied: Applied, estate = ''): readonly string[] {
  const { failures, waiting, gated, stale, notStarted, unread, stack } = applied;
  const gates = [...gated.map(({ gate }) => gate), ...(stack === undefined ? [] : [stack])];
  const classes = [...new Set(gates.flatMap((gate) => (gate.is === 'approval' ? gate.classes : [])))].sort(
    byCodeUnit,
  );
  const later = waiting.map(({ until }) => until).sort(byCodeUnit);
  return [
    ...(failures.length === 0
      ? []
      : ['put the cause right and run reconcile again: it looks first, and does only what is left']),
    ...(stale.length === 0 ? [] : ['look with reconcile plan at what moved in AWS, then apply again']),
    ...(later.length === 0
      ? []
      : [
          `run reconcile again after ${later.at(-1) ?? ''}: it looks first, and sends nothing twice that AWS accepted`,
        ]),
    ...(classes.length === 0
      ? []
      : [`reconcile apply${estate} ${optionsFor(classes)} applies what waits for approval, too`]),
    ...(notStarted.length === 0 || failures.length > 0
      ? []
      : ['run reconcile again for what was not started']),
    ...(unread.length === 0
      ? []
      : ['let the read role see what could not be read: until then it is not known']),
  ];
}
