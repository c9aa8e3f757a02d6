import { expect, it } from 'vitest';
import { checkStack } from '../../src/checks/index.ts';
import type { Resource, Stack } from '../../src/model/resource.ts';
import { account, stackOf, stackYaml } from '../support/estate.ts';

function part(kind: string, name: string, spec: string): string {
  return `
---
apiVersion: keywright.dev/v1
kind: ${kind}
metadata: { name: ${name} }
spec: ${spec}
`;
}

/** Declares buckets with a policy, an encryption and a grant each. All of them log to the same bucket. */
function estateOf(buckets: number): Stack {
  const names = ['logs', ...Array.from({ length: buckets }, (_, n) => `data-${n}`)];
  const documents = names.map((name) => {
    const bucket = `{ ref: Bucket/${name} }`;
    const logging =
      name === 'logs' ? '' : part('BucketLogging', name, `{ bucket: ${bucket}, targetBucket: the-logs }`);
    const statement = `{ Sid: Tls, Effect: Deny, Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::the-${name}/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }`;
    return [
      part('Bucket', name, `{ name: the-${name} }`),
      part(
        'BucketPolicy',
        name,
        `{ bucket: ${bucket}, document: { Version: '2012-10-17', Statement: [${statement}] } }`,
      ),
      name === 'logs'
        ? ''
        : part('BucketEncryption', name, `{ bucket: ${bucket}, algorithm: aws:kms, key: { ref: Key/data } }`),
      part(
        'Grant',
        name,
        `{ key: { ref: Key/data }, granteePrincipal: 'arn:aws:iam::${account}:role/${name}', operations: [Decrypt] }`,
      ),
      logging,
    ].join('');
  });
  return stackOf([stackYaml, part('Key', 'data', '{ description: data }'), ...documents].join(''), 0);
}

/** Counts how often the checks look at a resource: a count, unlike a time, does not depend on the machine. */
function looksOf(stack: Stack): number {
  let looks = 0;
  const counted = (resource: Resource): Resource =>
    new Proxy(resource, {
      get(target, name: keyof Resource) {
        looks += 1;
        return target[name];
      },
    });
  const resources = new Map([...stack.resources].map(([address, one]) => [address, counted(one)]));
  checkStack({ ...stack, resources });
  return looks;
}

it('looks at all resources once for each check, not once for each resource', () => {
  const [small, large] = [20, 80].map((buckets) => {
    const stack = estateOf(buckets);
    return looksOf(stack) / stack.resources.size;
  }) as [number, number];
  expect(large).toBeLessThan(small * 1.5);
});
