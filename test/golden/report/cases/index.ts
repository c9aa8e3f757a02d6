import type { GoldenPlan } from './golden-plan.ts';
import { estatePlans } from './estates.ts';
import { keyPlans } from './keys.ts';
import { morePlans } from './more.ts';

export const goldenPlans: readonly GoldenPlan[] = [...keyPlans, ...estatePlans, ...morePlans];
