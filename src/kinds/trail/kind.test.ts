import { describe, expect, it } from 'vitest';
import { gateWorld, yamlOf } from '../../../test/support/gate-world.ts';
import { handOn } from '../../../test/support/hand.ts';
import { minute } from '../../model/instant.ts';
import { describeKind } from '../describe-kind.test-helper.ts';
import { trail } from './index.ts';
import { keys } from './gates.test-helper.ts';
import { laws } from './laws.test-helper.ts';

describe('Trail', () => describeKind(trail, laws));

describe('a new Trail', () => {
  it('needs nothing for what it never logged', async () => {
    const { estate } = await gateWorld(keys);
    const spec = { bucket: 'logs-of-audit', logging: true, eventSelectors: [{ readWriteType: 'WriteOnly' }] };
    const { plan } = await estate.plan(yamlOf({ ...keys, 'Trail/audit': spec }));
    expect(plan.steps.flatMap(({ risks }) => risks)).toEqual([]);
  });
});

describe('a Trail whose selectors were changed outside Git', () => {
  // The rules of approval measure by what is live: by them, nothing is lost that is already gone.
  it('says which events were not logged when they left some out', async () => {
    const spec = { bucket: 'logs-of-audit', logging: true, eventSelectors: [{ readWriteType: 'All' }] };
    const documents = { ...keys, 'Trail/audit': spec };
    const { estate } = await gateWorld(documents);
    handOn(estate).cloudtrail('PutEventSelectors', {
      TrailName: 'audit',
      EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }],
    });
    await estate.advance(60 * minute);
    const { plan } = await estate.plan(yamlOf(documents));
    expect(plan.steps.flatMap((step) => step.undoes ?? [])).toEqual([
      'events are no longer logged: write management events',
    ]);
  });
});
