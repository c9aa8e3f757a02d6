import { describe, expect, it } from 'vitest';
import { beyondGuardrails } from '../../src/checks/guardrails.ts';
import { checkStack } from '../../src/checks/index.ts';
import { account, stackOf, stackYaml } from '../support/estate.ts';

const s3Arn = 'kms:EncryptionContext:aws:s3:arn';

function key(
  options: { spec?: string; region?: string; context?: string; operator?: string; principal?: string } = {},
): string {
  const condition =
    options.context === undefined
      ? ''
      : `, Condition: { ${options.operator ?? 'StringLike'}: { '${s3Arn}': ${options.context} } }`;
  const principal = options.principal ?? `arn:aws:iam::${account}:role/app`;
  return `
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data${options.region === undefined ? '' : `, region: ${options.region}`} }
spec:
  ${options.spec ?? 'description: data'}
  policy:
    Version: '2012-10-17'
    Statement:
      - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }
      - { Sid: Use, Effect: Allow, Principal: { AWS: '${principal}' }, Action: [kms:Decrypt, kms:GenerateDataKey], Resource: '*'${condition} }
`;
}

function encryption(bucketKey: boolean): string {
  return `
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: data }
spec: { bucket: the-data, algorithm: aws:kms, key: { ref: Key/data }, bucketKey: ${bucketKey} }
`;
}

function found(...documents: readonly string[]): readonly string[] {
  const stack = stackOf([stackYaml, ...documents].join('\n'), 0);
  return checkStack(stack).map(
    ({ severity, code, address, path, message }) =>
      `${severity} ${code} ${address ?? ''}${path ?? ''}: ${message}`,
  );
}

const objects = `'arn:aws:s3:::the-data/*'`;
const whole = `'arn:aws:s3:::the-data'`;

function rolePolicy(name: string, objects: number, role = 'app'): string {
  const resources = Array.from(
    { length: objects },
    (_, n) => `arn:aws:s3:::the-data/${'x'.repeat(70)}${String(n)}`,
  );
  return `
---
apiVersion: keywright.dev/v1
kind: RolePolicy
metadata: { name: ${name} }
spec:
  role: ${role}
  name: ${name}
  document:
    Version: '2012-10-17'
    Statement: { Effect: Allow, Action: s3:GetObject, Resource: ${JSON.stringify(resources)} }
`;
}

// IAM counts all inline policies of a role: the second would be refused, after the first was written.
describe('the inline policies of one role', () => {
  it('refuses inline policies that are together larger than IAM accepts', () => {
    expect(found(rolePolicy('one', 60), rolePolicy('two', 60))).toEqual([
      expect.stringMatching(
        /^error check\.role-policies RolePolicy\/two\/document: RolePolicy\/one, RolePolicy\/two have 1\d{4} characters together; IAM accepts at most 10240/u,
      ),
    ]);
  });

  it('counts policy sizes per role', () => {
    expect(found(rolePolicy('one', 60), rolePolicy('two', 60, 'other'))).toEqual([]);
    expect(found(rolePolicy('one', 60), rolePolicy('two', 10))).toEqual([]);
  });
});

describe('bucket key against encryption context', () => {
  it.each([
    {
      why: 'on, and only objects are named: readers are locked out',
      bucketKey: true,
      context: objects,
      finds: ['error'],
    },
    {
      why: 'on, and only the bucket is named: what was written before stays behind',
      bucketKey: true,
      context: whole,
      finds: ['warning'],
    },
    {
      why: 'off, and only the bucket is named: readers are locked out',
      bucketKey: false,
      context: whole,
      finds: ['error'],
    },
    {
      why: 'off, and only objects are named: right until it is turned on',
      bucketKey: false,
      context: objects,
      finds: ['warning'],
    },
    { why: 'both forms hold either way', bucketKey: true, context: `[${objects}, ${whole}]`, finds: [] },
    { why: 'a wildcard over both', bucketKey: false, context: `'arn:aws:s3:::the-data*'`, finds: [] },
    {
      why: 'another bucket is none of its business',
      bucketKey: true,
      context: `'arn:aws:s3:::other/*'`,
      finds: [],
    },
    { why: 'no condition at all', bucketKey: true, context: undefined, finds: [] },
    {
      why: 'StringEquals takes a star literally: no object is admitted',
      bucketKey: true,
      context: objects,
      operator: 'StringEquals',
      finds: [],
    },
  ])('$why', ({ bucketKey, context, operator, finds }) => {
    const document = key({
      ...(context === undefined ? {} : { context }),
      ...(operator === undefined ? {} : { operator }),
    });
    const severities = found(document, encryption(bucketKey)).map((line) => line.split(' ')[0]);
    expect(severities).toEqual(finds);
  });
});

describe('between a key and what uses it', () => {
  it('refuses the encryption of a bucket with a key of another Region', () => {
    expect(found(key({ region: 'eu-west-1' }), encryption(false))).toEqual([
      `error check.place BucketEncryption/data/key: the key is in ${account}/eu-west-1, BucketEncryption/data in ${account}/eu-central-1`,
    ]);
  });

  it('detects a literal ARN of another Region too', () => {
    const literal = encryption(false).replace(
      '{ ref: Key/data }',
      `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    );
    expect(found(literal)[0]).toContain('check.place');
  });

  it('requires an alias and its key in one place', () => {
    const alias = `
---
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: data }
spec: { name: alias/data, target: { ref: Key/data } }
`;
    expect(found(key({ region: 'eu-west-1' }), alias)[0]).toContain('check.place Alias/data/target');
    expect(found(key(), alias)).toEqual([]);
  });

  it.each([
    { why: 'S3 uses symmetric keys only', spec: 'keySpec: RSA_2048\n  keyUsage: ENCRYPT_DECRYPT' },
    { why: 'a disabled key encrypts nothing', spec: 'enabled: false' },
  ])('$why', ({ spec }) => {
    expect(found(key({ spec }), encryption(false))[0]).toContain(
      'error check.key-for-s3 BucketEncryption/data/key',
    );
  });

  it.each([
    { why: 'CloudTrail takes symmetric keys only', spec: 'keySpec: RSA_2048\n  keyUsage: ENCRYPT_DECRYPT' },
    { why: 'CloudTrail delivers nothing under a disabled key', spec: 'enabled: false' },
  ])('$why', ({ spec }) => {
    const trail = `
---
apiVersion: keywright.dev/v1
kind: Trail
metadata: { name: audit }
spec: { bucket: the-logs, key: { ref: Key/data } }
`;
    expect(found(key({ spec }), trail)[0]).toContain('error check.key-for-trail Trail/audit/key');
  });

  it.each([
    { kind: 'BucketEncryption', spec: 'bucket: the-data, algorithm: aws:kms' },
    { kind: 'Trail', spec: 'bucket: the-logs, logging: true' },
  ])('warns when the key of a $kind belongs to an account that is not trusted', ({ kind, spec }) => {
    const arn = 'arn:aws:kms:eu-central-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const document = `
---
apiVersion: keywright.dev/v1
kind: ${kind}
metadata: { name: data }
spec: { ${spec}, key: '${arn}' }
`;
    expect(found(document)).toEqual([
      `warning check.trusted-accounts ${kind}/data/key: ${kind}/data uses a key of account 999988887777, which the Stack neither owns nor trusts`,
    ]);
  });

  it('reports a principal of an unknown account once', () => {
    expect(found(key({ principal: 'arn:aws:iam::999988887777:role/app' }))).toEqual([
      'warning check.trusted-accounts Key/data/policy/Statement/1/Principal/AWS: Key/data gives access to account 999988887777, which the Stack neither owns nor trusts',
    ]);
  });
});

describe('a trail against the policies of its bucket and key', () => {
  const trailArn = `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit`;
  const delivery = `
---
apiVersion: keywright.dev/v1
kind: Trail
metadata: { name: audit }
spec: { bucket: the-logs, key: { ref: Key/data } }
`;

  function bucketPolicy(put: string): string {
    return `
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: logs }
spec:
  bucket: the-logs
  ownership: document
  document:
    Version: '2012-10-17'
    Statement:
      - { Sid: Acl, Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:GetBucketAcl, Resource: 'arn:aws:s3:::the-logs', Condition: { StringEquals: { 'aws:SourceArn': '${trailArn}' } } }
      - { Sid: Put, Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:PutObject, Resource: '${put}', Condition: { StringEquals: { 'aws:SourceArn': '${trailArn}', 's3:x-amz-acl': bucket-owner-full-control } } }
`;
  }

  function keyForTrail(source: string): string {
    return `
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec:
  policy:
    Version: '2012-10-17'
    Statement:
      - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }
      - { Sid: Trail, Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*', Condition: { StringEquals: { 'aws:SourceArn': '${source}' } } }
`;
  }

  const put = `arn:aws:s3:::the-logs/AWSLogs/${account}/*`;

  it.each([
    { why: 'both let it in', key: keyForTrail(trailArn), policy: bucketPolicy(put), finds: [] },
    {
      why: 'the key trusts another trail',
      key: keyForTrail(`${trailArn}-old`),
      policy: bucketPolicy(put),
      finds: ['kms:GenerateDataKey', 'kms:DescribeKey'],
    },
    {
      why: 'the bucket expects another prefix',
      key: keyForTrail(trailArn),
      policy: bucketPolicy(`arn:aws:s3:::the-logs/old/AWSLogs/${account}/*`),
      finds: ['s3:PutObject'],
    },
  ])('$why', ({ key: keyDocument, policy, finds }) => {
    const lines = found(keyDocument, policy, delivery).filter((line) => line.includes('check.trail-access'));
    expect(lines).toHaveLength(finds.length);
    for (const [index, action] of finds.entries()) expect(lines[index]).toContain(`CloudTrail ${action} `);
  });
});

describe('the Region of a resource', () => {
  const inRegion = (region: string): readonly string[] => {
    const settings = stackYaml.replaceAll('eu-central-1', region);
    const bucket = (name: string): string =>
      `---\napiVersion: keywright.dev/v1\nkind: Bucket\nmetadata: { name: ${name} }\nspec: { name: the-${name} }\n`;
    return checkStack(stackOf([settings, bucket('one'), bucket('two')].join('\n'), 0))
      .filter(({ code }) => code === 'check.region')
      .map(({ severity, message }) => `${severity}: ${message}`);
  };

  it.each([
    { region: 'eu-central-1', says: [] },
    {
      region: 'eu-centrall-1',
      says: [
        'warning: this version of Keywright does not know the Region eu-centrall-1: did you mean "eu-central-1"?',
      ],
    },
    // AWS may open it after this version.
    { region: 'ap-southwest-9', says: [expect.stringMatching(/^warning: /u)] },
    {
      region: 'ue-central-1',
      says: ['error: there is no AWS Region ue-central-1: did you mean "eu-central-1"?'],
    },
  ])('is judged once when it is $region', ({ region, says }) => {
    expect(inRegion(region)).toEqual(says);
  });
});

describe('a public policy and its bucket', () => {
  const policy = (more = ''): string =>
    `---\napiVersion: keywright.dev/v1\nkind: BucketPolicy\nmetadata: { name: site }\nspec:\n  bucket: { ref: Bucket/site }\n  ownership: document\n  document:\n    Version: "2012-10-17"\n    Statement:\n      - { Sid: Read, Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::the-site/*"${more} }\n`;
  const bucket = (more = ''): string =>
    `---\napiVersion: keywright.dev/v1\nkind: Bucket\nmetadata: { name: site }\nspec: { name: the-site${more} }\n`;
  const blocks = (value: boolean): string => `, publicAccessBlock: { blockPublicPolicy: ${String(value)} }`;

  it.each([
    { why: 'the bucket blocks it', documents: [bucket(blocks(true)), policy()], says: ['error'] },
    { why: 'a new bucket blocks it', documents: [bucket(), policy()], says: ['warning'] },
    { why: 'the bucket takes it', documents: [bucket(blocks(false)), policy()], says: [] },
    {
      why: 'a condition may narrow it',
      documents: [
        bucket(blocks(true)),
        policy(', Condition: { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } }'),
      ],
      says: [],
    },
  ])('gives $says when $why', ({ documents, says }) => {
    const lines = found(...documents).filter((line) => line.includes('check.public-policy'));
    expect(lines.map((line) => line.split(' ')[0])).toEqual(says);
  });
});

// A key cannot move: AWS would say that it does not exist.
it.each([
  { kind: 'Key', spec: 'description: data' },
  { kind: 'Alias', spec: 'name: alias/data, target: 1234abcd-12ab-34cd-56ef-1234567890ab' },
])('refuses to adopt a $kind by the ARN of a key in another Region', ({ kind, spec }) => {
  const adopt = (region: string): readonly string[] =>
    found(
      `---\napiVersion: keywright.dev/v1\nkind: ${kind}\nmetadata: { name: data, adopt: "arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab" }\nspec: { ${spec} }\n`,
    );
  expect(adopt('eu-central-1')).toEqual([]);
  expect(adopt('eu-west-1')).toEqual([
    `error check.place ${kind}/data/metadata/adopt: the key is in ${account}/eu-west-1, ${kind}/data in ${account}/eu-central-1`,
  ]);
});

describe('a trail and its declared bucket', () => {
  const bucket = (region = 'eu-central-1'): string =>
    `---\napiVersion: keywright.dev/v1\nkind: Bucket\nmetadata: { name: logs, region: ${region} }\nspec: { name: the-logs }\n`;
  const trail = (spec: string): string =>
    `---\napiVersion: keywright.dev/v1\nkind: Trail\nmetadata: { name: audit }\nspec: { logging: true, ${spec} }\n`;
  const keyOf = (region: string): string =>
    `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const none =
    'warning check.trail-access Trail/audit/bucket: no BucketPolicy is declared for Bucket/logs: CloudTrail rejects a trail if it cannot write to the bucket';

  // A new bucket has no policy, and CreateTrail checks it (CloudTrail API, InsufficientS3BucketPolicyException).
  it.each([
    { named: 'by reference', spec: 'bucket: { ref: Bucket/logs }' },
    { named: 'by name', spec: 'bucket: the-logs' },
    { named: 'by ARN', spec: 'bucket: "arn:aws:s3:::the-logs"' },
  ])('warns when no policy is declared for the bucket named $named', ({ spec }) => {
    expect(found(bucket(), trail(spec))).toEqual([none]);
  });

  const policy = (ownership: string): string =>
    `---\napiVersion: keywright.dev/v1\nkind: BucketPolicy\nmetadata: { name: logs }\nspec: { bucket: the-logs, ownership: ${ownership}, document: null }\n`;

  it('refuses a bucket whose policy is removed by document: null', () => {
    expect(found(policy('document'), trail('bucket: the-logs'))).toEqual([
      'error check.trail-access Trail/audit/bucket: BucketPolicy/logs declares document: null, so the bucket has no policy that lets CloudTrail write to it',
    ]);
  });

  it('warns when the bucket declares none of the statements of its policy', () => {
    expect(found(bucket(), policy('statements'), trail('bucket: the-logs'))).toEqual([none]);
  });

  // The default policy of a key lets only its account in (KMS Developer Guide, key-policy-default).
  it('warns when the declared key of a trail declares no policy', () => {
    expect(found(key(), trail('bucket: the-logs, key: { ref: Key/data }'))).toEqual([
      expect.stringMatching(
        /^error check.trail-access Trail\/audit\/key: the policy of Key\/data does not allow/u,
      ),
      expect.stringMatching(/^error check.trail-access/u),
    ]);
    const bare = `---\napiVersion: keywright.dev/v1\nkind: Key\nmetadata: { name: data }\nspec: { description: data }\n`;
    expect(found(bare, trail('bucket: the-logs, key: { ref: Key/data }'))).toEqual([
      'warning check.trail-access Trail/audit/key: Key/data declares no policy: CloudTrail rejects a trail if it cannot encrypt with the key',
    ]);
  });

  // CreateTrail makes a trail that does not record (CloudTrail API, StartLogging).
  it.each([
    { spec: 'bucket: the-logs', finds: 1 },
    { spec: 'bucket: the-logs, logging: true', finds: 0 },
    { spec: 'bucket: the-logs, logging: false', finds: 0 },
  ])('warns $finds times that nobody starts the trail { $spec }', ({ spec, finds }) => {
    const document = `---\napiVersion: keywright.dev/v1\nkind: Trail\nmetadata: { name: audit }\nspec: { ${spec} }\n`;
    expect(found(document).filter((line) => line.includes('check.trail-logging'))).toHaveLength(finds);
  });

  it('does not warn when the bucket is not declared', () => {
    expect(found(trail('bucket: the-logs'))).toEqual([]);
  });

  it.each([
    { why: 'another Region', region: 'eu-west-1', found: 1 },
    { why: 'the same Region', region: 'eu-central-1', found: 0 },
  ])('reports $found misplaced keys when the key is in $why', ({ region, found: count }) => {
    const lines = found(bucket(), trail(`bucket: the-logs, key: "${keyOf(region)}"`));
    expect(lines.filter((line) => line.includes('check.place'))).toHaveLength(count);
  });

  it('compares the key with the bucket, not with the trail', () => {
    const lines = found(bucket('eu-west-1'), trail(`bucket: the-logs, key: "${keyOf('eu-west-1')}"`));
    expect(lines.filter((line) => line.includes('check.place'))).toEqual([]);
  });
});

describe('resources that Keywright stands on', () => {
  const coordinated = `${stackYaml.trimEnd()}\n  coordination: { s3: { bucket: the-state, prefix: k/, account: '${account}', region: eu-central-1 } }\n`;
  const about = (kind: string, spec: string, metadata = ''): readonly string[] =>
    checkStack(
      stackOf(
        [
          coordinated,
          `---\napiVersion: keywright.dev/v1\nkind: ${kind}\nmetadata: { name: state${metadata} }\nspec: ${spec}\n`,
        ].join('\n'),
        0,
      ),
    ).flatMap(({ code, path }) => (code === 'check.stands-on' ? [path ?? ''] : []));

  it.each([
    { kind: 'Bucket', spec: '{ name: the-state }', path: '/name' },
    { kind: 'BucketEncryption', spec: '{ bucket: the-state, algorithm: AES256 }', path: '/bucket' },
  ])('refuses a $kind of the coordination bucket', ({ kind, spec, path }) => {
    expect(about(kind, spec)).toEqual([path]);
  });

  it('refuses its release too', () => {
    expect(about('Bucket', '{ name: the-state }', ', state: released')).toEqual(['/name']);
  });

  it('lets another bucket be', () => {
    expect(about('Bucket', '{ name: the-data }')).toEqual([]);
  });

  const key = `arn:aws:kms:eu-central-1:${account}:key/11111111-2222-4333-8444-555555555555`;
  const documentOf = (statement: string): string =>
    `{ Version: "2012-10-17", Statement: [{ Sid: A, Effect: Allow, ${statement} }] }`;
  const roleDocument = documentOf(`Action: "kms:Decrypt", Resource: "${key}"`);
  const bucketDocument = documentOf(
    `Principal: { AWS: "arn:aws:iam::${account}:role/app" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::the-logs/*"`,
  );
  const trail = 'bucket: the-logs';
  const grant = `granteePrincipal: "arn:aws:iam::${account}:role/app", operations: [Decrypt]`;

  // Only the owner of the guardrails knows which trail records Keywright (docs/adr/0017).
  it.each([
    {
      listed: `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit`,
      kind: 'Trail',
      spec: `{ name: audit, ${trail} }`,
      path: '/name',
    },
    {
      listed: `arn:aws:cloudtrail:eu-central-1:${account}:trail/state`,
      kind: 'Trail',
      spec: `{ ${trail} }`,
      path: '/name',
    },
    {
      listed: `arn:aws:cloudtrail:eu-west-1:${account}:trail/audit`,
      kind: 'Trail',
      spec: `{ name: audit, ${trail} }`,
    },
    {
      listed: 'arn:aws:s3:::the-logs',
      kind: 'BucketPolicy',
      spec: `{ bucket: the-logs, document: ${bucketDocument} }`,
      path: '/bucket',
    },
    { listed: 'arn:aws:s3:::the-logs', kind: 'Bucket', spec: '{ name: the-logs-2 }' },
    {
      listed: `arn:aws:iam::${account}:role/ops/Auditor`,
      kind: 'RolePolicy',
      spec: `{ role: auditor, name: use, document: ${roleDocument} }`,
      path: '/role',
    },
    { listed: key, kind: 'Alias', spec: `{ name: alias/x, target: "${key}" }`, path: '/target' },
    { listed: key, kind: 'Grant', spec: `{ key: "${key}", ${grant} }`, path: '/key' },
    { listed: `${key}6`, kind: 'Grant', spec: `{ key: "${key}", ${grant} }` },
  ])('judges $kind $spec with $listed in the guardrails', ({ listed, kind, spec, path }) => {
    const stack = stackOf(
      `${stackYaml.trimEnd()}\n---\napiVersion: keywright.dev/v1\nkind: ${kind}\nmetadata: { name: state }\nspec: ${spec}\n`,
      0,
    );
    const guardrails = { file: 'bounds.yaml', acceptsStack: false, standsOn: [listed] };
    const found = beyondGuardrails(stack, guardrails);
    expect(found.map((one) => `${one.code} ${one.path ?? ''}`)).toEqual(
      path === undefined ? [] : [`guardrails.stands-on ${path}`],
    );
  });
});

// The place of the accepted Stack decides which Stack judges the commit (authority.md §1.3).
describe('the place of lease and journal', () => {
  const state = { is: 's3', bucket: 'the-state', prefix: 'k/', account, region: 'eu-central-1' } as const;
  const bucket = (name: string): string =>
    `---\napiVersion: keywright.dev/v1\nkind: Bucket\nmetadata: { name: b }\nspec: { name: ${name} }\n`;
  const written = (name: string, prefix = 'k/'): string =>
    `  coordination: { s3: { bucket: ${name}, prefix: ${prefix}, account: '${account}', region: eu-central-1 } }\n`;

  it.each([
    { when: 'it is the one that they list', declared: written('the-state'), finds: [] },
    { when: 'it is another bucket', declared: written('another'), finds: ['guardrails.beyond'] },
    { when: 'it is another prefix', declared: written('the-state', 'forged/'), finds: ['guardrails.beyond'] },
    {
      when: 'it is a directory',
      declared: '  coordination: { directory: state }\n',
      finds: ['guardrails.beyond'],
    },
    { when: 'the Stack names none', declared: '', finds: ['guardrails.beyond'] },
  ])('judges it against the guardrails when $when', ({ declared, finds }) => {
    const stack = stackOf(`${stackYaml.trimEnd()}\n${declared}${bucket('the-logs')}`, 0);
    const guardrails = { file: 'bounds.yaml', acceptsStack: false, coordination: [state] };
    expect(beyondGuardrails(stack, guardrails).map(({ code }) => code)).toEqual(finds);
  });

  it('refuses a manifest about a listed bucket when the commit moves to another one', () => {
    const stack = stackOf(`${stackYaml.trimEnd()}\n${written('another')}${bucket('the-state')}`, 0);
    const both = [state, { ...state, bucket: 'another' }];
    const guardrails = { file: 'bounds.yaml', acceptsStack: false, coordination: both };
    expect(beyondGuardrails(stack, guardrails).map(({ code, path }) => [code, path])).toEqual([
      ['guardrails.stands-on', '/name'],
    ]);
  });
});

describe('where a bucket logs to', () => {
  const resource = (kind: string, spec: string, metadata = ''): string =>
    `\n---\napiVersion: keywright.dev/v1\nkind: ${kind}\nmetadata: { name: logs${metadata} }\nspec: ${spec}\n`;
  const logging = resource(
    'BucketLogging',
    '{ bucket: the-data, targetBucket: the-logs, targetPrefix: data/ }',
  );
  const policy = (on: string, when: string): string =>
    resource(
      'BucketPolicy',
      `{ bucket: the-logs, ownership: document, document: { Version: '2012-10-17', Statement: [{ Sid: Log, Effect: Allow, Principal: { Service: logging.s3.amazonaws.com }, Action: s3:PutObject, Resource: '${on}', Condition: ${when} }] } }`,
    );
  const source = (bucket: string): string =>
    `{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::${bucket}' }, StringEquals: { 'aws:SourceAccount': '${account}' } }`;

  it.each([
    { why: 'nothing is declared of the target', others: [], finds: 0 },
    {
      why: 'a policy for this bucket',
      others: [policy('arn:aws:s3:::the-logs/data/*', source('the-data'))],
      finds: 0,
    },
    {
      why: 'a policy for another bucket',
      others: [policy('arn:aws:s3:::the-logs/*', source('other'))],
      finds: 1,
    },
    {
      why: 'a policy for another prefix',
      others: [policy('arn:aws:s3:::the-logs/x/*', source('the-data'))],
      finds: 1,
    },
    {
      why: 'SSE-S3, which S3 delivers under',
      others: [resource('BucketEncryption', '{ bucket: the-logs, algorithm: AES256 }')],
      finds: 0,
    },
    {
      why: 'a KMS key, under which S3 delivers nothing',
      others: [resource('BucketEncryption', '{ bucket: the-logs, algorithm: aws:kms, key: null }')],
      finds: 1,
    },
    {
      why: 'a bucket of another Region',
      others: [resource('Bucket', '{ name: the-logs }', ', region: eu-west-1')],
      finds: 1,
    },
    { why: 'a bucket of the same place', others: [resource('Bucket', '{ name: the-logs }')], finds: 0 },
    {
      why: 'a bucket whose policy is removed by document: null',
      others: [resource('BucketPolicy', '{ bucket: the-logs, ownership: document, document: null }')],
      finds: 1,
    },
  ])('finds $finds where it meets $why', ({ others, finds }) => {
    const codes = found(logging, ...others).filter((line) => line.includes('check.log-target'));
    expect(codes).toHaveLength(finds);
  });

  it('refuses a bucket that would log into itself', () => {
    const itself = resource('BucketLogging', '{ bucket: the-data, targetBucket: the-data }');
    expect(found(itself).join()).toContain('the bucket the-data would log into itself');
  });
});
