import type { z } from 'zod';
import type { bound, estimate } from './plan-schema/estimate.ts';
import type { Immutable } from './plan-schema/immutable.ts';

/** What a plan costs in time, money and permissions. */
export type Estimate = Immutable<z.infer<typeof estimate>>;

/** How long an apply takes if everything in it is released at once. */
export type TimeEstimate = NonNullable<Estimate['time']>;

/** What most of the time of an apply goes into. */
export type Bound = Immutable<z.infer<typeof bound>>;

export type CostEstimate = Estimate['cost'];

/** What one address adds to the bill, in US dollars a month. */
export type CostItem = CostEstimate['items'][number];

/** What a full look at the estate costs when it is repeated by the default schedule. */
export type OwnReads = CostEstimate['ownReads'];

/** IAM actions that an apply needs in one account, in code-unit order. */
export type AccountActions = Estimate['permissions'][number];
