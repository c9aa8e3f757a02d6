import type { AnyKind } from '../../src/model/kind/kind.ts';
import type { ApprovalClass } from '../../src/model/approval.ts';
import { account, createEstate, endings, region, stackYaml, type Estate } from './estate.ts';
import { handOn, roleArn } from './hand.ts';
import type { Documents, GateRow } from './kind-laws.ts';
import { bucketPolicy } from './trail-world.ts';

const settled = 60 * 60_000;

export const stranger = '999988887777';

export function foreignKey(at = stranger): string {
  return `arn:aws:kms:${region}:${at}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

export function yamlOf(documents: Documents): string {
  const texts = Object.entries(documents).map(([address, spec]) => {
    const [kind = '', name = ''] = address.split('/');
    return `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind, metadata: { name }, spec })}\n`;
  });
  return `${stackYaml}${texts.join('')}`;
}

/** Builds a key policy that leaves administration to the root and lets these roles decrypt. */
export function policyFor(roles: readonly string[], more: readonly object[] = []): object {
  const use = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      ...(roles.length === 0
        ? []
        : [
            {
              Sid: 'Use',
              Effect: 'Allow',
              Principal: { AWS: roles.map(roleArn) },
              Action: use,
              Resource: '*',
            },
          ]),
      ...more,
    ],
  };
}

/** Keys that differ in who reads under them. */
export const keysOfReaders: Documents = {
  'Key/data': { policy: policyFor(['app']) },
  'Key/twin': { policy: policyFor(['app']) },
  'Key/fewer': { policy: policyFor([]) },
  'Key/more': { policy: policyFor(['app', 'web']) },
  'Key/bare': {},
};

export interface GateWorld {
  readonly estate: Estate;
  /** The classes that a change of one resource waits for. */
  needs(address: string, row: GateRow): Promise<readonly ApprovalClass[]>;
}

/** Returns the roles and buckets that the documents of gates expect. */
export async function gateGround(): Promise<Estate> {
  const estate = createEstate({ principals: ['app', 'web', 'admin'].map(roleArn) });
  const hand = handOn(estate);
  for (const Bucket of ['logs-of-audit', 'more-logs', 'the-data']) {
    hand.s3('CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
    if (Bucket !== 'the-data')
      hand.s3('PutBucketPolicy', { Bucket, Policy: JSON.stringify(bucketPolicy({ bucket: Bucket })) });
  }
  await estate.advance(settled);
  return estate;
}

/** Makes the world with the documents applied and visible everywhere; what rows change is only planned. */
export async function gateWorld(documents: Documents): Promise<GateWorld> {
  const estate = await gateGround();
  const made = endings(await estate.apply(yamlOf(documents), { approve: ['widen', 'disable', 'delete'] }));
  const left = Object.entries(made).filter(([, ending]) => ending !== 'done');
  if (left.length > 0) throw new Error(`the world is not made: ${JSON.stringify(left)}`);
  await estate.advance(settled);
  return {
    estate,
    async needs(address, { spec, with: others = {} }) {
      const changed = { ...documents[address], ...spec };
      const { plan } = await estate.plan(yamlOf({ ...documents, ...others, [address]: changed }));
      const mine = plan.steps.filter((step) => step.address === address);
      if (mine.length === 0) throw new Error(`${address} does not change`);
      return [...new Set(mine.flatMap(({ risks }) => risks.map((risk) => risk.class)))].toSorted();
    },
  };
}

/** Lists the gates that a kind declares and that no row shows. */
export function gatesWithoutRow({ facets }: AnyKind, rows: readonly GateRow[]): readonly string[] {
  const shown = new Set(rows.flatMap(({ gate, needs }) => needs.map((one) => `${gate ?? ''} ${one}`)));
  return facets
    .flatMap(({ gates = [] }) => gates)
    .map(({ path, on, class: of }) => `${path} ${on} ${of}`)
    .filter((gate) => !shown.has(gate));
}
