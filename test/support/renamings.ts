import { account, region, type Estate } from './estate.ts';

export const west = 'eu-west-1';
const south = 'eu-south-1';
/** One account with three Regions. */
export const threeRegions = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: test }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - { id: '${account}', regions: [${region}, ${west}, ${south}] }
  defaults: { account: '${account}', region: ${region} }
`;

/** Makes a bucket that nobody declared. */
export function makeBucket(estate: Estate, Bucket: string): void {
  const CreateBucketConfiguration = { LocationConstraint: region };
  estate.raw('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration });
}

export function twoBuckets(estate: Estate): void {
  makeBucket(estate, 'one-logs');
  makeBucket(estate, 'two-logs');
}
