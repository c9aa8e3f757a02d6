import { describe, expect, it } from 'vitest';
import type { Transport, TransportAnswer } from '../../src/aws/transport.ts';
import { day, hour } from '../../src/model/instant.ts';
import { createEstate, type Estate } from '../support/estate.ts';
import { keyOf } from '../support/estate-facts.ts';
import { grantsOn, grantYaml, primaryYaml, roles, stackOfDocuments } from '../support/family.ts';

const key = primaryYaml('enabled: true');
const without = stackOfDocuments(key);

/** Answers every ListGrants so, as long as the run lasts. */
function failing(answer: TransportAnswer): (inner: Transport) => Transport {
  return (inner) => ({
    send: (request) => (request.op === 'kms:ListGrants' ? Promise.resolve(answer) : inner.send(request)),
  });
}

function error(name: string, status: number): TransportAnswer {
  return { is: 'error', name, message: 'no', status, sent: true };
}

async function granted(): Promise<Estate> {
  const estate = createEstate({ principals: roles });
  await estate.advance(hour);
  await estate.apply(stackOfDocuments(key, grantYaml()));
  await estate.advance(day);
  return estate;
}

describe('a grant whose manifest went while the grants of its key could not be listed', () => {
  it.each([
    { how: 'refused', answer: error('AccessDeniedException', 400) },
    { how: 'throttled', answer: error('ThrottlingException', 400) },
    { how: 'broken', answer: error('KMSInternalException', 500) },
    { how: 'empty', answer: { is: 'ok', output: {} } as const },
  ])('stays in the plan, unknown, and is revoked once it can be: $how', async ({ answer }) => {
    const estate = await granted();
    const { plan } = await estate.plan(without, { transport: failing(answer) });
    expect(plan.resources.find(({ address }) => address === 'Grant/app')).toMatchObject({ sync: 'Unknown' });
    await estate.apply(without, { transport: failing(answer) });
    await estate.advance(day);
    await estate.apply(without);
    await estate.advance(day);
    expect(grantsOn(estate, keyOf(estate, 'Key/data'))).toEqual([]);
    const later = await estate.plan(without);
    expect(later.plan.resources.map(({ address }) => address)).toEqual(['Key/data']);
  });

  it('stays in memory when it moved to another key in the same change', async () => {
    const estate = await granted();
    const other = primaryYaml('enabled: true').replace('name: data', 'name: other');
    const moved = grantYaml().replace('Key/data', 'Key/other');
    const both = stackOfDocuments(key, other, moved);
    await estate.apply(both, { transport: failing(error('AccessDeniedException', 400)) });
    await estate.advance(day);
    await estate.apply(both);
    await estate.advance(day);
    await estate.apply(both);
    await estate.advance(day);
    expect(grantsOn(estate, keyOf(estate, 'Key/data'))).toEqual([]);
    expect(grantsOn(estate, keyOf(estate, 'Key/other'))).toHaveLength(1);
  });
});
