import { describe, expect, it } from 'vitest';
import { misspelt } from './misspelt.ts';

const keys = ['aws:SourceVpcArn', 'aws:SourceVpce', 'aws:SecureTransport', 'aws:username', 's3:x-amz-acl'];

describe('a misspelt name', () => {
  it.each([
    ['aws:SecureTransprt', 'aws:SecureTransport'],
    ['aws:usrname', 'aws:username'],
    ['aws:SourceVpcArm', 'aws:SourceVpcArn'],
    ['s3:x-amx-acl', 's3:x-amz-acl'],
  ])('%s means %s', (name, meant) => {
    expect(misspelt(name, keys)).toBe(meant);
  });

  // AWS adds keys: one of its usual words, put together anew, is taken for newer than our tables.
  it.each(['aws:SourceVpceArn', 's3:x-amz-arn'])('%s may be newer than the tables', (name) => {
    expect(misspelt(name, keys)).toBeUndefined();
  });

  it('finds nothing when three letters are wrong', () => {
    expect(misspelt('aws:SecurTransprt', keys)).toBe('aws:SecureTransport');
    expect(misspelt('aws:ScurTranprt', keys)).toBeUndefined();
  });
});
