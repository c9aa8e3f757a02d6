import { describe, expect, it } from 'vitest';
import { day, hour } from '../../src/model/instant.ts';
import { account, createEstate, type Estate } from '../support/estate.ts';
import { keyOf } from '../support/estate-facts.ts';
import { primaryYaml, stackOfDocuments } from '../support/family.ts';

const stranger = '999988887777';
const yaml = stackOfDocuments(primaryYaml('enabled: true'));

async function madeWithoutPolicy(): Promise<Estate> {
  const estate = createEstate({ accounts: [account, stranger] });
  await estate.advance(hour);
  await estate.apply(yaml);
  await estate.advance(day);
  return estate;
}

function openTo(estate: Estate, other: string): void {
  const allow = (id: string, Action: string): object => ({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${id}:root` },
    Action,
    Resource: '*',
  });
  const Statement = [allow(account, 'kms:*'), { Sid: 'ByHand', ...allow(other, 'kms:Decrypt') }];
  estate.raw('kms', 'PutKeyPolicy', {
    KeyId: keyOf(estate, 'Key/data'),
    PolicyName: 'default',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
}

describe('a key whose manifest declares no policy', () => {
  it('has no notes with the policy that AWS gave it', async () => {
    const { plan } = await (await madeWithoutPolicy()).plan(yaml);
    expect(plan.resources.flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('reports a statement by hand for another account, and does not touch it', async () => {
    const estate = await madeWithoutPolicy();
    openTo(estate, stranger);
    await estate.advance(day);
    const { plan } = await estate.plan(yaml);
    const says = `account ${stranger}, which the Stack does not trust, can kms:Decrypt (statement ByHand of its key policy, which is not managed: declare spec.policy to manage it)`;
    expect(plan.resources[0]).toMatchObject({
      sync: 'InSync',
      foreign: [says],
      opened: [says],
      notes: [says],
    });
    expect(plan.steps).toEqual([]);
  });
});
