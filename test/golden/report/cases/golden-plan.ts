import type { Plan } from '../../../../src/model/plan.ts';
import type { PlanTextOptions } from '../../../../src/report/human/plan.ts';

/** A plan whose rendering is kept in a file, and why it is worth keeping. */
export interface GoldenPlan {
  readonly name: string;
  readonly reason: string;
  readonly plan: Plan;
  readonly options?: PlanTextOptions;
  readonly markdown?: { readonly limit: number };
  /** Which renderings are kept; text only, unless told. */
  readonly as?: readonly ('txt' | 'json' | 'md')[];
}
