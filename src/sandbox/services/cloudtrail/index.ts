import type { Operations } from '../../operation.ts';
import { describeOperations } from './describe.ts';
import { insightOperations } from './insights.ts';
import { loggingOperations } from './logging.ts';
import { selectorOperations } from './selectors.ts';
import { tagOperations } from './tags.ts';
import { trailOperations } from './trails.ts';

/** LookupEvents is not among them: no event history is kept, so it is answered NotImplemented. */
export const cloudtrailOperations: Operations = {
  ...trailOperations,
  ...describeOperations,
  ...loggingOperations,
  ...selectorOperations,
  ...insightOperations,
  ...tagOperations,
};
