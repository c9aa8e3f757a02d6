import type { KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { region } from '../../../test/support/estate.ts';
import { makeTrailGround, trailDocuments } from '../../../test/support/trail-world.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';
import { makeBucket } from '../../../test/support/renamings.ts';
import { auditBucket, bucketPolicy } from '../../../test/support/trail-world.ts';
import { west } from '../../../test/support/family-world.ts';
import type { Estate } from '../../../test/support/estate.ts';
import { driftRows } from './drift.test-helper.ts';
import { full, gateRows, keys } from './gates.test-helper.ts';

function auditLogs(estate: Estate): void {
  makeBucket(estate, auditBucket);
  for (const at of [region, west]) {
    const Policy = JSON.stringify(bucketPolicy({ at: '*' }));
    estate.raw('s3', 'PutBucketPolicy', { Bucket: auditBucket, Policy }, at === west ? region : at);
  }
}

function renamed(name: string, at: string): string {
  return documentYaml('Trail', `name: a, region: ${at}`, `name: ${name}, bucket: ${auditBucket}`);
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the name of a trail',
    address: 'Trail/a',
    before: [renamed('audit', region)],
    after: [renamed('audit-all', region)],
    world: auditLogs,
    step: 'Trail/a#create',
  },
  {
    changed: 'the Region of a trail',
    address: 'Trail/a',
    before: [renamed('audit', region)],
    after: [renamed('audit', west)],
    world: auditLogs,
    step: 'Trail/a#create',
  },
];

export const laws: KindLaws = {
  documents: trailDocuments,
  renamings,
  ground: makeTrailGround,
  drift: driftRows,
  gates: {
    documents: { ...keys, 'Trail/audit': full },
    address: 'Trail/audit',
    rows: gateRows,
    // No trail of an organization is made here: the embedded AWS is one account.
    without: ['/organization loses disable'],
  },
  elsewhere: { specs: 'test/sim/estate-property.test.ts' },
};
