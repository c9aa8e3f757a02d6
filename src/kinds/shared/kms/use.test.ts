import { expect, it } from 'vitest';
import { withoutUse } from './use.ts';

it.each([
  { actions: ['kms:Decrypt'], says: 'kms:Decrypt' },
  { actions: ['Decrypt', 'GenerateDataKey'], says: 'kms:Decrypt' },
  { actions: ['kms:*'], says: 'kms:Decrypt' },
  { actions: ['kms:De*'], says: 'kms:Decrypt' },
  { actions: ['kms:GenerateDataKey*'], says: 'kms:GenerateDataKey' },
  { actions: ['GenerateDataKey'], says: 'kms:GenerateDataKey' },
  { actions: ['kms:DescribeKey', 'kms:GenerateMac'], says: undefined },
  { actions: ['s3:GetObject', 's3:*', '*'], says: undefined },
])('names $says as needed when $actions go', ({ actions, says }) => {
  const text = withoutUse(actions);
  if (says === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(`without ${says},`);
});
