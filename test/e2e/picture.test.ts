import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { terminalPicture } from '../support/terminal-picture.ts';
import { createDesk } from './desk.test-helper.ts';

const picture = join(import.meta.dirname, '../../docs/images/plan.svg');

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: shop }
spec:
  uid: 5d41402a
  accounts: [{ id: '111122223333', regions: [us-east-1] }]
  defaults: { account: '111122223333', region: us-east-1 }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: orders }
spec:
  description: Encrypts orders
  enabled: true
  rotation: { enabled: true }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: receipts }
spec:
  bucket: shop-receipts
  algorithm: aws:kms
  key: { ref: Key/orders }
  bucketKey: true
`;

const alias = `---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: orders }
spec: { name: alias/shop/orders, target: { ref: Key/orders } }
`;

it('shows in the picture of the README what a terminal shows', async () => {
  const desk = createDesk({ files: { 'manifests/shop.yaml': stack } });
  const made = await desk.run('apply', '--sandbox=aws', '--yes');
  const KeyId = /Key\/orders: created \[id=([^\]]+)\]/u.exec(made.err)?.[1];
  await desk.raw('aws', { service: 'kms', operation: 'DisableKey', input: { KeyId } });
  await desk.raw('aws', {
    service: 's3',
    operation: 'DeleteBucketEncryption',
    input: { Bucket: 'shop-receipts' },
  });
  await desk.disk.files.write('manifests/shop.yaml', stack + alias);
  const { exit, out } = await desk.runWith({ typed: [], variables: {} }, 'plan', '--sandbox=aws');
  expect(exit).toBe(2);
  const drawn = terminalPicture('reconcile plan', out);
  if (process.env['UPDATE_GOLDEN'] === '1' || !existsSync(picture)) writeFileSync(picture, drawn);
  expect(readFileSync(picture, 'utf8')).toBe(drawn);
});
