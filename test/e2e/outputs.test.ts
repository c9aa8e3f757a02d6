import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { officialProblems } from '../../src/report/sarif/official.test-helper.ts';
import { createDesk, type Desk } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

mkdirSync(join(import.meta.dirname, 'outputs'), { recursive: true });

/** A stack of one key and its alias: small enough that its whole output can be read. */
const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: {name: payments}
spec:
  uid: k7d2
  accounts: [{id: "111122223333", regions: [us-east-1]}]
  defaults: {account: "111122223333", region: us-east-1}
  mode: enforce
`;
const key = `apiVersion: keywright.dev/v1
kind: Key
metadata: {name: orders}
spec:
  description: Orders
  enabled: true
  rotation: {enabled: true}
  aliases: [alias/orders]
`;
const mistakes = key
  .replace('description', 'descriptoin')
  .replace('enabled: true', 'enabled: maybe @octocat');
const files = {
  'estate/stack.yaml': stack,
  'estate/key.yaml': key,
  'bad/stack.yaml': stack,
  'bad/key.yaml': mistakes,
};

describe('the findings of validate', () => {
  it.each([
    { format: 'json', file: 'diagnostics.json' },
    { format: 'markdown', file: 'validate.md' },
    { format: 'sarif', file: 'validate.sarif' },
  ])('prints as $format', async ({ format, file }) => {
    const ended = await createDesk({ files }).run('validate', 'bad', '-o', format);

    expect(ended.err).toBe('');
    expect(ended.exit).toBe(1);
    expectGolden(`outputs/${file}`, ended.out);
  });

  it('is nothing in the markdown of manifests that are valid', async () => {
    const ended = await createDesk({ files }).run('validate', 'estate', '-o', 'markdown');

    expect(ended.out).toBe('### Keywright manifests of `payments` are valid\n\n**2 resources.**\n');
    expect(ended.exit).toBe(0);
  });

  it('is the result of a plan that cannot be made, so that a comment is not empty', async () => {
    const ended = await createDesk({ files }).run('plan', 'bad', '--sandbox', '-o', 'markdown');

    expect(ended.out).toContain('### Keywright cannot use these manifests');
    expect(ended.exit).toBe(1);
  });
});

/** Makes the plan of a dangerous change: another account gets access, and a disabled key is enabled again. */
async function dangerous(): Promise<Desk> {
  const desk = createDesk({ files });
  const made = await desk.run('apply', 'estate', '--sandbox=world', '--yes');
  const KeyId = /Key\/orders: created \[id=([^\]]+)\]/u.exec(made.err)?.[1];
  await desk.raw('world', { service: 'kms', operation: 'DisableKey', input: { KeyId } });
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Partner',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Action: 'kms:Decrypt',
        Resource: '*',
      },
    ],
  };
  await desk.disk.files.write('estate/key.yaml', `${key}  policy: ${JSON.stringify(policy)}\n`);
  await desk.disk.files.write('estate/lost.yaml', lost);
  return desk;
}

const lost = `apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: {name: lost}
spec: {bucket: no-such-bucket, algorithm: aws:kms, key: {ref: Key/orders}}
`;

const grant = `apiVersion: keywright.dev/v1
kind: Grant
metadata: {name: app}
spec:
  key: {ref: Key/orders}
  granteePrincipal: arn:aws:iam::111122223333:role/app
  operations: [Decrypt]
`;

describe('steps of a plan to review', () => {
  it('prints as SARIF, each at the line of its manifest', async () => {
    const desk = await dangerous();
    const ended = await desk.run('plan', 'estate', '--sandbox=world', '-o', 'sarif');

    expect(ended).toMatchObject({ exit: 2, err: '' });
    expect(officialProblems(ended.out)).toEqual([]);
    expectGolden('outputs/plan.sarif', ended.out);
  });

  it('reports a resource without a manifest at the Stack, as an error', async () => {
    const desk = createDesk({ files: { ...files, 'estate/grant.yaml': grant } });
    await desk.run('apply', 'estate', '--sandbox=world', '--yes');
    await desk.disk.files.remove('estate/grant.yaml');
    const { out } = await desk.run('plan', 'estate', '--sandbox=world', '-o', 'sarif');

    const place = { artifactLocation: { uri: 'estate/stack.yaml' }, region: { startLine: 1 } };
    expect(JSON.parse(out)).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'review.cut-off',
              level: 'error',
              locations: [{ physicalLocation: place, logicalLocations: [{ name: 'Grant/app' }] }],
            },
          ],
        },
      ],
    });
  });

  it('prints as SARIF, too, why a plan cannot be made', async () => {
    const ended = await createDesk({ files }).run('plan', 'bad', '--sandbox', '-o', 'sarif');

    expect(ended).toMatchObject({ exit: 1, err: '' });
    expect(officialProblems(ended.out)).toEqual([]);
    expect(ended.out).toContain('"ruleId": "manifest.unknown-field"');
  });

  it('refuses a part of it, which would close the alerts of the rest', async () => {
    const ended = await createDesk({ files }).run(
      'plan',
      'estate',
      '--sandbox',
      '-o',
      'sarif',
      '--kind',
      'Key',
    );

    expect(ended).toMatchObject({ exit: 1 });
    expect(ended.out).toContain('-o sarif always has all resources');
  });
});

describe('real output of each format', () => {
  it('prints a plan and its apply as JSON', async () => {
    const desk = createDesk({ files });
    const planned = await desk.run('plan', 'estate', '--sandbox=world', '-o', 'json');
    const applied = await desk.run('apply', 'estate', '--sandbox=world', '-o', 'json', '--yes');

    expect([planned.exit, applied.exit]).toEqual([2, 0]);
    expectGolden('outputs/plan.json', planned.out);
    expectGolden('outputs/apply-result.json', applied.out);
  });

  it('prints the status as JSON', async () => {
    const desk = createDesk({ files });
    await desk.run('apply', 'estate', '--sandbox=world', '--yes');
    const { out, exit } = await desk.run('status', 'estate', '--sandbox=world', '-o', 'json');

    expect(exit).toBe(0);
    expectGolden('outputs/status.json', out);
  });
});

describe('status', () => {
  it('shows what drifted, writes nothing, and ends with 2', async () => {
    const desk = createDesk({ files });
    await desk.run('apply', 'estate', '--sandbox=world', '--yes');
    const { out } = await desk.run('status', 'estate', 'Key/orders', '--sandbox=world', '-o', 'json');
    const { resources } = JSON.parse(out) as { resources: { ids: { keyId: string } }[] };
    const KeyId = resources[0]?.ids.keyId ?? '';
    await desk.raw('world', { service: 'kms', operation: 'DisableKey', input: { KeyId } });
    const before = new Map(desk.disk.contents());
    const ended = await desk.run('status', 'estate', '--sandbox=world');

    expect(new Map(desk.disk.contents())).toEqual(before);
    expect(ended.exit).toBe(2);
    expect(ended.out).toContain('payments, 2 resources: 1 in sync, 1 drifted; 1 degraded.');
    expect(ended.out).toContain('- Key/orders drifted in enabled and is degraded');
  });

  it('knows the resources by name', async () => {
    const ended = await createDesk({ files }).run('status', 'estate', 'Key/oders', '--sandbox');

    expect(ended.err).toContain('no manifest declares Key/oders: did you mean "Key/orders"?');
    expect(ended.exit).toBe(1);
  });
});
