import type { Path } from '../../src/model/path.ts';
import type { ApprovalClass } from '../../src/model/approval.ts';
import type { Hand } from './hand.ts';

/** One change behind our back at one managed path. */
export interface DriftRow {
  /** The kind and the path of its schema that this row covers. */
  readonly covers: `${string} /${string}`;
  readonly why: string;
  drift(hand: Hand): void;
  /** Where the plan shows it. */
  readonly address: string;
  readonly path: Path;
  /** Classes that must be approved first; none: it is put right at once. */
  readonly waitsFor?: readonly ApprovalClass[];
  /** Why a plan right after the repair may not see all of it yet. */
  readonly young?: string;
  readonly bug?: { readonly label?: string; readonly ends?: string };
}
