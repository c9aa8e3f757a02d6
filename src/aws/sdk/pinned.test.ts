import { createHook } from 'node:async_hooks';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { wireHandler } from '../../sandbox/wire/handler.ts';
import { createWire } from '../../sandbox/wire/wire.ts';
import type { TransportRequest } from '../transport.ts';
import { loadService } from './services.ts';
import { createSdkTransport } from './transport.ts';

const at = { account: '111122223333', region: 'eu-central-1' };

/** Settings of a user that would show if the SDK took them. */
const poison = `[default]
endpoint_url = http://127.0.0.1:1
use_fips_endpoint = true
use_dualstack_endpoint = true
sdk_ua_app_id = poison
`;

const requests: readonly Pick<TransportRequest, 'op' | 'input'>[] = [
  { op: 'kms:ListKeys', input: {} },
  { op: 's3:ListBuckets', input: {} },
  { op: 's3:PutBucketPolicy', input: { Bucket: 'bucket', Policy: '{}' } },
  { op: 'tagging:GetResources', input: {} },
  { op: 'cloudtrail:DescribeTrails', input: {} },
  { op: 'iam:GetRole', input: { RoleName: 'r' } },
  { op: 'sts:GetCallerIdentity', input: {} },
];

// In a file of its own: the SDK remembers for a whole process some of what it once looked up.
it('takes nothing from variables or files of the user, and touches no file while it sends', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'keywright-aws-')), 'config');
  await writeFile(file, poison);
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  vi.stubEnv('AWS_REGION', 'us-gov-west-1');
  const headers: Record<string, string>[] = [];
  const inner = wireHandler(await createWire({ handle: async () => ({ is: 'ok', output: {} }) }));
  const transport = createSdkTransport({
    accounts: [],
    stack: 'pinned',
    version: '1',
    clock: virtualClock(0),
    region: at.region,
    credentials: async () => ({ accessKeyId: at.account, secretAccessKey: 'x' }),
    handler: {
      handle(request, options) {
        headers.push((request as { headers: Record<string, string> }).headers);
        return inner.handle(request, options);
      },
    },
  });
  // Loading a client reads files, of course; a request must not, or virtual time would run on meanwhile.
  for (const service of ['kms', 's3', 'sts', 'tagging', 'cloudtrail', 'iam'] as const)
    await loadService(service);
  const touched: string[] = [];
  const hook = createHook({
    init(_, type) {
      if (type.startsWith('FSREQ')) touched.push(type);
    },
  }).enable();
  for (const { op, input } of requests) {
    const signal = new AbortController().signal;
    expect(await transport.send({ op, at, input, role: 'read', signal })).toMatchObject({ is: 'ok' });
  }
  hook.disable();
  vi.unstubAllEnvs();
  expect(touched).toEqual([]);
  expect(headers.map(({ host }) => host)).toEqual([
    'kms.eu-central-1.amazonaws.com',
    's3.eu-central-1.amazonaws.com',
    'bucket.s3.eu-central-1.amazonaws.com',
    'tagging.eu-central-1.amazonaws.com',
    'cloudtrail.eu-central-1.amazonaws.com',
    'iam.amazonaws.com',
    'sts.eu-central-1.amazonaws.com',
  ]);
  expect(headers.map((each) => each['user-agent']).join()).not.toContain('poison');
});
