import { z } from 'zod';
import { operation, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { requireAccess } from './access.ts';
import { findTrail, putTrail, trailToChange } from './find.ts';
import type { TrailRecord } from './records.ts';
import { managementEvents } from './selection.ts';

const selectorInput = z.object({
  InsightType: z.string().optional(),
  EventCategories: z.array(z.string()).optional(),
});

function invalid(text: string): never {
  refuse('InvalidInsightSelectorsException', text);
}

/** Replaces all; an empty list turns Insights off (CloudTrail API Reference, PutInsightSelectors). */
const putInsightSelectors = operation(
  'writes',
  z.object({ TrailName: z.string('Member must not be null'), InsightSelectors: z.array(selectorInput) }),
  (context, input) => {
    const trail = trailToChange(context, input.TrailName);
    requireAccess(context, trail.arn);
    const logged = managementEvents(trail);
    const insights = input.InsightSelectors.map(({ InsightType: type = '', EventCategories }) => {
      if (!['ApiCallRateInsight', 'ApiErrorRateInsight'].includes(type))
        invalid(`Insight type ${type} is not valid.`);
      const odd = EventCategories?.find((category) => !['Management', 'Data'].includes(category));
      if (odd !== undefined) invalid(`Event category ${odd} is not valid.`);
      // Call rates are those of writes; error rates are of both (API Reference, InsightSelector).
      if (type === 'ApiCallRateInsight' && !logged.writes) {
        invalid('ApiCallRateInsight needs a trail that logs write management events.');
      }
      if (type === 'ApiErrorRateInsight' && !logged.writes && !logged.reads) {
        invalid('ApiErrorRateInsight needs a trail that logs management events.');
      }
      return { InsightType: type, ...(EventCategories === undefined ? {} : { EventCategories }) };
    });
    const types = insights.map(({ InsightType }) => InsightType);
    if (new Set(types).size < types.length) invalid('An insight type is given twice.');
    const changed = { ...trail, insights };
    putTrail(context, changed);
    return shownInsights(changed);
  },
);

const getInsightSelectors = operation(
  'reads',
  z.object({ TrailName: z.string('Member must not be null') }),
  (context, input) => {
    const { trail } = findTrail(context, input.TrailName);
    requireAccess(context, trail.arn);
    if (trail.insights.length === 0) {
      refuse('InsightNotEnabledException', `Trail ${trail.arn} does not have Insights enabled.`);
    }
    return shownInsights(trail);
  },
);

function shownInsights(trail: TrailRecord) {
  return { TrailARN: trail.arn, InsightSelectors: trail.insights };
}

export const insightOperations: Operations = {
  PutInsightSelectors: putInsightSelectors,
  GetInsightSelectors: getInsightSelectors,
};
