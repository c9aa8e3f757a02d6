import { describe, expect, it } from 'vitest';
import { gateWorld, yamlOf } from '../../../test/support/gate-world.ts';
import { describeKind } from '../describe-kind.test-helper.ts';
import { trail } from './index.ts';
import { keys, laws } from './laws.test-helper.ts';

describe('Trail', () => describeKind(trail, laws));

describe('a new Trail', () => {
  it('needs nothing for what it never logged', async () => {
    const { estate } = await gateWorld(keys);
    const spec = { bucket: 'logs-of-audit', logging: true, eventSelectors: [{ readWriteType: 'WriteOnly' }] };
    const { plan } = await estate.plan(yamlOf({ ...keys, 'Trail/audit': spec }));
    expect(plan.steps.flatMap(({ risks }) => risks)).toEqual([]);
  });
});
