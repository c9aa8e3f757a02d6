import type { Guardrails } from '../model/guardrails.ts';
import type { Duration, Instant } from '../model/instant.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Plan } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';

/** What an estimate is made from: values only. */
export interface EstimateInput {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** Bounds from outside of the repository, by which a hold may stop more. */
  readonly guardrails?: Pick<Guardrails, 'hold'>;
  /** The engine's times, as far as an apply waits for them. */
  readonly timing: { readonly createSettle: Duration; readonly freshFor: Duration };
  /** When the journal was begun; a young one makes the first create wait (docs/adr/0005). */
  readonly journalBornAt: Instant;
}
