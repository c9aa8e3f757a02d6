import { expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import type { Stack } from '../../../src/model/resource.ts';
import { decodeSavedPlan } from '../../../src/store/saved-plan/decode.ts';
import { encodeSavedPlan } from '../../../src/store/saved-plan/encode.ts';
import { withRest } from '../../support/saved.ts';
import { goldenPlans } from './cases/index.ts';

/** Makes the smallest Stack that such a plan can be of. */
function stackFor({ stack, uid, resources, steps }: Plan): Stack {
  const observes = steps.some(({ gate }) => gate.is === 'blocked' && gate.code === 'engine.observe-mode');
  const accounts = Map.groupBy(resources, ({ place }) => place.account);
  return {
    settings: {
      name: stack,
      uid,
      partition: 'aws',
      ...(observes ? { mode: 'observe' as const } : {}),
      accounts: [...accounts].map(([id, all]) => ({ id, regions: all.map(({ place }) => place.region) })),
      keyAdministrators: [],
      trustedAccounts: [],
      tags: {},
      caps: { count: 5, percent: 10 },
      release: [],
    },
    resources: new Map(),
    diagnostics: [],
  };
}

it.each(goldenPlans)('$name comes back from its file as it was', ({ plan }) => {
  const decoded = decodeSavedPlan(encodeSavedPlan(withRest(plan, stackFor(plan))), 'plan.json', '1.0.0');
  expect(decoded.is === 'ok' ? decoded.saved.plan : decoded.diagnostic.message).toEqual(plan);
});
