import { optionsFor } from '../../model/approval.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Applied } from './applied.ts';

/** The words that commands must repeat to act on the estate of this run, each with a space before it. */
export interface NextOptions {
  /** For any command: the paths of manifests, and where AWS and state are. */
  readonly estate?: string | undefined;
  /** For the same apply again: a saved plan stands for the paths. */
  readonly again?: string | undefined;
  /** Sets a command apart from the words around it. */
  readonly quote?: ((command: string) => string) | undefined;
}

/** Tells what a person can do about what an apply left undone, one sentence each; nothing if all is done. */
export function nextSteps(applied: Applied, options: NextOptions = {}): readonly string[] {
  const { estate = '', again = estate, quote = (command: string) => command } = options;
  const { failures, waiting, gated, stale, notStarted, unread, stack } = applied;
  const gates = [...gated.map(({ gate }) => gate), ...(stack === undefined ? [] : [stack])];
  const classes = [...new Set(gates.flatMap((gate) => (gate.is === 'approval' ? gate.classes : [])))].sort(
    byCodeUnit,
  );
  const later = waiting.map(({ until }) => until).sort(byCodeUnit);
  const apply = `reconcile apply${again}`;
  return [
    ...(failures.length === 0
      ? []
      : [`fix the cause, then run ${quote(apply)} again; it re-reads AWS and does only what is left`]),
    ...(stale.length === 0
      ? []
      : [`review what changed in AWS with ${quote(`reconcile plan${estate}`)}, then apply again`]),
    ...(later.length === 0
      ? []
      : [
          `run ${quote(apply)} again after ${later.at(-1) ?? ''}; it re-reads AWS and repeats no call that AWS accepted`,
        ]),
    ...(classes.length === 0
      ? []
      : [`${quote(`${apply} ${optionsFor(classes)}`)} also applies the steps that wait for approval`]),
    ...(notStarted.length === 0 || failures.length > 0
      ? []
      : [`run ${quote(apply)} again to run the steps that were not started`]),
    ...(unread.length === 0
      ? []
      : ['allow the read role the missing reads; until then the state of these resources is unknown']),
  ];
}
