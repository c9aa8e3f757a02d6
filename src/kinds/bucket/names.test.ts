import { describe, expect, it } from 'vitest';
import { stackOf, stackYaml } from '../../../test/support/estate.ts';
import { nameProblem } from './names.ts';

describe('the name of a bucket', () => {
  it.each([
    'data-s3alias',
    'data--ol-s3',
    'data.mrap',
    'data--x-s3',
    'data--table-s3',
    'data-111122223333-eu-central-1-an',
    'xn--data',
    'sthree-data',
    'amzn-s3-demo-data',
  ])('is refused when S3 reserves it: %s', (name) => {
    expect(nameProblem(name)).toMatch(/^a bucket name must not (?:start|end) with /u);
  });

  it.each(['data', 's3alias', 'plan', 'mrap', 'data-s3', 'data-xn--a', 'my-sthree-data', 'an'])(
    'is taken when a reserved part is elsewhere in it: %s',
    (name) => {
      expect(nameProblem(name)).toBeUndefined();
    },
  );

  it('is taken in spite of a reserved part when the bucket exists already', () => {
    const stack = stackOf(
      `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: data, adopt: true }
spec: { name: data-111122223333-eu-central-1-an }
`,
      0,
    );
    expect([...stack.resources.keys()]).toContain('Bucket/data');
  });
});
