import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import type { GoodRevision } from '../model/revision.ts';
import type { Wanted } from './controller.ts';
import type { Due, Trigger } from './due.ts';
import type { ControllerParts, Tenure } from './parts.ts';
import type { Pulse } from './pulse.ts';
import type { WorkQueue } from './queue.ts';
import type { StateBox } from './state.ts';
import type { Turns } from './turns.ts';
import type { Wedges } from './wedges.ts';

/** What the loops of one controller share. */
export interface Desk {
  readonly parts: ControllerParts;
  readonly state: StateBox;
  readonly wedges: Wedges;
  readonly queue: WorkQueue;
  /** Wakes the loop of batches, and that of looks at everything. */
  readonly batches: Pulse;
  readonly sweeps: Pulse;
  /** Wakes whoever judges the health. */
  readonly checkups: Pulse;
  /** Wakes the question whether the newest good revision may come into force, which is asked one at a time. */
  readonly admissions: Pulse;
  readonly admitting: Turns;
  /** The newest good revision of the source, and the trouble that came after it. */
  readonly latest: { revision?: GoodRevision; trouble?: Wanted | undefined };
  /** One pass that may write at a time. */
  readonly turns: Turns;
  /** Why everything is to be looked at soon; empty: with the next sweep. */
  readonly whole: Set<Trigger>;
  /** Opens what works on a Stack, or gives what is open already where its settings are the same. */
  tenureFor(stack: Stack): Promise<Tenure | { readonly refused: readonly Diagnostic[] }>;
  tenure(): Tenure | undefined;
  /** Makes everything due now. */
  wantWhole(why: Trigger): void;
  /** The next look of the schedule at a resource; undefined where only a look at everything reads something of it. */
  next(address: Address): Due | undefined;
  close(): Promise<void>;
}

/** Addresses that a Stack declares. */
export function addressesOf(stack: Stack): readonly Address[] {
  return [...stack.resources.keys()];
}
