import type { ApprovalClass } from './approval.ts';
import type { Path } from './path.ts';

/** One row of the table of gates: a change of this path in this direction waits for approval of the class. */
export interface GateRow {
  readonly path: Path;
  readonly on: 'gains' | 'loses' | 'changes';
  readonly class: ApprovalClass;
  /** Which change it is, in words for docs and `explain`. */
  readonly when: string;
}

/** Paths that no gate looks at, and why that is safe. */
export interface UngatedRow {
  readonly paths: readonly Path[];
  readonly why: string;
}
