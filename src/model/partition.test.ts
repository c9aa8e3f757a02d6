import { describe, expect, it } from 'vitest';
import { dnsSuffixOf, partitionOfRegion, servicePrincipal } from './partition.ts';

describe('the partition of a Region', () => {
  it.each([
    ['us-east-1', 'aws', 'amazonaws.com'],
    ['eu-central-1', 'aws', 'amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
    ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
    ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov'],
    ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk'],
    ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
  ])('finds that %s is in %s, with hosts that end in %s', (region, partition, suffix) => {
    expect([partitionOfRegion(region), dnsSuffixOf(region)]).toEqual([partition, suffix]);
    expect(servicePrincipal.test(`s3.${suffix}`)).toBe(true);
  });
});

it.each(['amazonaws.com', 's3.amazonaws.org', 's3.amazonaws.com.de', 'S3.amazonaws.com', '*.amazonaws.com'])(
  'refuses %s as the name of a service',
  (name) => {
    expect(servicePrincipal.test(name)).toBe(false);
  },
);
