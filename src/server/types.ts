import type { z } from 'zod';
import type { attentionBodySchema } from '../report/formats/api/attention.ts';
import type { liveSchemas } from '../report/formats/api/live.ts';
import type { mapBodySchema } from '../report/formats/api/map.ts';
import type { overviewBodySchema } from '../report/formats/api/overview.ts';
import type { problemSchema } from '../report/formats/api/problem.ts';
import type { resourceBodySchema } from '../report/formats/api/resource.ts';
import type { rowsBodySchema } from '../report/formats/api/rows.ts';
import type { sessionBodySchema } from '../report/formats/api/session.ts';
import type { timelineBodySchema } from '../report/formats/api/timeline.ts';
import type { decisionBodySchema } from '../report/formats/decision.ts';
import type { planBodySchema } from '../report/formats/plan.ts';
import type { plansBodySchema } from '../report/formats/plans.ts';
import type { Immutable } from '../model/plan-schema/immutable.ts';

/** All that the page knows about the server: the answers of the API as they are in JSON. */

export type Overview = Immutable<z.input<typeof overviewBodySchema>>;
export type Attention = Immutable<z.input<typeof attentionBodySchema>>;
export type Finding = Attention['items'][number];
export type Rows = Immutable<z.input<typeof rowsBodySchema>>;
export type Row = Rows['items'][number];
export type ResourcePage = Immutable<z.input<typeof resourceBodySchema>>;
export type Timeline = Immutable<z.input<typeof timelineBodySchema>>;
export type MapDrawing = Immutable<z.input<typeof mapBodySchema>>;
export type Session = Immutable<z.input<typeof sessionBodySchema>>;
export type PlanList = Immutable<z.input<typeof plansBodySchema>>;
export type PlanPage = Immutable<z.input<typeof planBodySchema>>;
export type Decision = Immutable<z.input<typeof decisionBodySchema>>;
/** A proxy before the daemon may refuse too, and names no request. */
export type Problem = Omit<Refused, 'requestId'> & Partial<Pick<Refused, 'requestId'>>;
type Refused = Immutable<z.input<typeof problemSchema>>;
export type Live = {
  readonly [Name in keyof typeof liveSchemas]: Immutable<z.input<(typeof liveSchemas)[Name]>>;
};
