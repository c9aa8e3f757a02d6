import { describe, expect, it } from 'vitest';
import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import type { Stack } from '../model/resource.ts';
import { loadStack } from './load.ts';

const base = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: test }
spec:
  uid: 0a1b2c3d
  accounts: [{ id: '111122223333', regions: [eu-central-1] }]
  defaults: { account: '111122223333', region: eu-central-1 }
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: data }
spec: { name: the-data }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: data }
spec:
  bucket: BUCKET
  document:
    Version: '2012-10-17'
    Statement:
      - Effect: Deny
        Principal: '*'
        Action: s3:*
        Resource: 'arn:aws:s3:::the-data/*'
        Condition: { Bool: { aws:SecureTransport: 'false' } }
`;

function load(bucket: string): { readonly stack?: Stack; readonly problems: readonly string[] } {
  const text = base.replace('BUCKET', bucket);
  const result = loadStack([{ path: 'a.yaml', text }], kinds, { now: 0, stack: stackKind });
  return result.is === 'ok'
    ? { stack: result.stack, problems: [] }
    : { problems: result.diagnostics.map(({ message }) => message) };
}

// The name of a declared bucket replaces the reference before the spec is checked again: what the reference
// settled, that the whole document is ours, must not be settled anew by the name.
describe('a default that depends on how a field is written', () => {
  it.each(['{ ref: Bucket/data }', '${Bucket/data.name}'])('holds after %s is filled', (bucket) => {
    const { stack, problems } = load(bucket);
    expect(problems).toEqual([]);
    expect(stack?.resources.get('BucketPolicy/data')?.spec).toMatchObject({
      bucket: 'the-data',
      ownership: 'document',
    });
  });

  it('is the one of a bucket by name when a name is written', () => {
    expect(load('the-data').problems).toEqual([expect.stringContaining('needs a Sid')]);
  });
});
