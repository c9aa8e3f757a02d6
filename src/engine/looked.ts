import type { Address } from '../model/address.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Holds } from '../model/hold.ts';
import type { Ids } from '../model/ids.ts';
import type { LastApplied } from '../model/journal.ts';
import type { Plan, Scope } from '../model/plan.ts';
import type { Attributes, Stack } from '../model/resource.ts';
import type { StandsOn } from '../model/stands-on.ts';
import type { DaemonRules, Rules } from './decide/rules.ts';
import type { Baseline } from './authority/baseline.ts';
import type { Guarded } from './left/left.ts';
import type { Observed } from './observe/observed.ts';
import type { HangsOn } from './plan/hanging.ts';

export interface LookRequest {
  readonly stack: Stack;
  readonly scope: Scope;
  readonly commit?: string;
  /**
   * `fast`: of each resource only the facets that show an attack or an accident soonest (authority.md §6). What is not
   * read makes no step, and nothing is said to be in sync for it. Absent: everything.
   */
  readonly facets?: 'all' | 'fast';
  /** Bounds from outside of the repository, which no approval releases. */
  readonly guardrails?: Guardrails;
  /** The rules of a daemon; absent: a person at the command line decides. */
  readonly daemon?: DaemonRules;
  /** The rules at the moment of this look; absent: the journal is asked for what persons decided. */
  readonly rules?: Rules;
  /** What the Stack is judged by; absent: what the journal holds. All rounds of one apply are judged by the same. */
  readonly baseline?: Baseline;
  /** Since when each hold is known; absent: as the journal says. All rounds of one apply are judged by the same. */
  readonly holds?: Holds;
  /** What Keywright stands on; absent: AWS is asked. Read once a pass. */
  readonly standsOn?: StandsOn;
  /** What a sweep of this pass found by its mark. */
  readonly swept?: ReadonlyMap<Address, Ids>;
  /** Holds what is planned to what may run: that of a saved plan, or what an apply waits for. */
  bind?(plan: Plan): Plan;
}

/** What was seen, and the plan that follows from it. */
export interface Looked {
  /** The declared stack, and what an earlier one left that must be taken away. */
  readonly stack: Stack;
  readonly observed: Observed;
  readonly baseline: Baseline;
  /** The Stack as it is written; `stack` is how it counts until it is accepted. */
  readonly declared: Stack;
  /** What only the Stack allows that is not accepted yet. */
  readonly onlyLoosened: ReadonlyMap<Address, string>;
  /** What memory holds of the thing that each address stands for now. */
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly attributes: Attributes;
  readonly hangsOn: HangsOn;
  /** Both with what lost its manifest and is still guarded: `stack` and `observed` know only what is declared. */
  readonly guarded: Guarded;
  readonly holds: Holds;
  readonly standsOn: StandsOn;
  readonly guardrails?: Guardrails;
  readonly rules: Rules;
  readonly plan: Plan;
}
