import type { Address } from '../../model/address.ts';
import type { Holds } from '../../model/hold.ts';
import type { Instant } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Others } from '../../model/others.ts';
import type { Scope } from '../../model/plan.ts';
import type { StandsOn } from '../../model/stands-on.ts';
import type { Attributes, Stack } from '../../model/resource.ts';
import type { Watched } from '../left/watch.ts';
import type { Observed } from '../observe/observed.ts';
import type { Edges } from './edges.ts';
import type { HangsOn } from './hanging.ts';

export interface PlanInput {
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly scope: Scope;
  /** Addresses that may be written. */
  readonly writable: ReadonlySet<Address>;
  readonly observed: Observed;
  readonly attributes: Attributes;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly edges: Edges;
  readonly hangsOn: HangsOn;
  /** Since when each hold is known. */
  readonly holds: Holds;
  readonly standsOn: StandsOn;
  /** What lost its manifest and is still compared with what was applied last. */
  readonly watched?: readonly Watched[];
  readonly now: Instant;
  readonly commit?: string;
}

export interface Planning extends PlanInput {
  readonly others: Others;
}
