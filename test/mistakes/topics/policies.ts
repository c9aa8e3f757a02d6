import { account, goodStack, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const root = `{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }`;
const app = `'arn:aws:iam::${account}:role/app'`;

/** Writes a key policy of these statements, each on a line of its own. */
function key(...statements: readonly string[]): Pick<Mistake, 'files'> {
  const lines = statements.map((statement) => `    - ${statement}\n`).join('');
  return {
    files: setOf(resource('Key', 'data', `policy:\n  Version: '2012-10-17'\n  Statement:\n${lines}`)),
  };
}

function keyDocument(document: string): Pick<Mistake, 'files'> {
  return { files: setOf(resource('Key', 'data', `policy:\n${document.replaceAll(/^/gmu, '  ')}`)) };
}

/** Writes a key policy with the statement of the root and one more; `more` are elements of it. */
function statement(more: string): Pick<Mistake, 'files'> {
  return key(root, `{ Sid: More, ${more} }`);
}

/** Adds the elements that a statement needs, save one. */
function allow(more: string, action = 'kms:Decrypt'): Pick<Mistake, 'files'> {
  return statement(
    `Effect: Allow, Principal: { AWS: ${app} }, Action: ${action}, Resource: '*'${more === '' ? '' : `, ${more}`}`,
  );
}

function condition(text: string, action = 'kms:Decrypt'): Pick<Mistake, 'files'> {
  return allow(`Condition: ${text}`, action);
}

function bucket(...statements: readonly string[]): Pick<Mistake, 'files'> {
  const lines = statements.map((one) => `    - ${one}\n`).join('');
  const spec = `bucket: the-data-bucket\nownership: document\ndocument:\n  Version: '2012-10-17'\n  Statement:\n${lines}`;
  return { files: setOf(resource('BucketPolicy', 'data', spec)) };
}

function role(...statements: readonly string[]): Pick<Mistake, 'files'> {
  const lines = statements.map((one) => `    - ${one}\n`).join('');
  return {
    files: setOf(
      resource(
        'RolePolicy',
        'app',
        `role: app\nname: use\ndocument:\n  Version: '2012-10-17'\n  Statement:\n${lines}`,
      ),
    ),
  };
}

const roles = `      roles: { read: 'arn:aws:iam::${account}:role/keywright-read', write: 'arn:aws:iam::${account}:role/keywright-write' }\n`;

/** Puts the same set under a Stack with roles of Keywright and an administrator. */
function withRoles({ files = {} }: Pick<Mistake, 'files'>): Pick<Mistake, 'files'> {
  const text = goodStack.replace(
    '  defaults:',
    `${roles}  keyAdministrators: ['arn:aws:iam::${account}:role/key-admin']\n  defaults:`,
  );
  return { files: { ...files, 'manifests/stack.yaml': text } };
}

const objects = "'arn:aws:s3:::the-data-bucket/*'";
const put = `Principal: '*', Action: 's3:PutObject', Resource: ${objects}`;
const long = Array.from(
  { length: 900 },
  (_, index) => `'arn:aws:iam::${account}:role/application-${String(index)}'`,
).join(', ');

const mistakes: readonly Mistake[] = [
  { name: 'a policy without statements', ...keyDocument("Version: '2012-10-17'") },
  {
    name: 'a policy with an empty list of statements',
    ...keyDocument("Version: '2012-10-17'\nStatement: []"),
  },
  {
    name: 'a version that is a date of YAML',
    ...keyDocument(`Version: 2012-10-17\nStatement: [${root}]\nId: 5`.replace('2012-10-17', '2012-10-18')),
  },
  { name: 'an element in lower case', ...keyDocument(`version: '2012-10-17'\nStatement: [${root}]`) },
  {
    name: 'statements under a misspelt name',
    ...keyDocument(`Version: '2012-10-17'\nStatements: [${root}]`),
  },
  { name: 'a statement that is text', ...key(root, 'allow everything') },
  { name: 'an Id that is a list', ...keyDocument(`Version: '2012-10-17'\nId: [a]\nStatement: [${root}]`) },
  {
    name: 'a misspelt element of a statement',
    ...statement(`Effect: Allow, Principals: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*'`),
  },
  { name: 'an element named constructor', ...allow('constructor: x') },
  {
    name: 'an effect in lower case',
    ...statement(`Effect: allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*'`),
  },
  {
    name: 'an effect that is true',
    ...statement(`Effect: true, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*'`),
  },
  {
    name: 'a statement without an effect',
    ...statement(`Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*'`),
  },
  {
    name: 'a statement without a principal',
    ...statement("Effect: Allow, Action: kms:Decrypt, Resource: '*'"),
  },
  {
    name: 'a principal by its ARN alone',
    ...statement(`Effect: Allow, Principal: ${app}, Action: kms:Decrypt, Resource: '*'`),
  },
  {
    name: 'a principal of a type that is none',
    ...statement(`Effect: Allow, Principal: { Role: ${app} }, Action: kms:Decrypt, Resource: '*'`),
  },
  {
    name: 'a principal of a type in lower case',
    ...statement(`Effect: Allow, Principal: { aws: ${app} }, Action: kms:Decrypt, Resource: '*'`),
  },
  {
    name: 'an empty list of principals',
    ...statement("Effect: Allow, Principal: { AWS: [] }, Action: kms:Decrypt, Resource: '*'"),
  },
  {
    name: 'principals that are a map',
    ...statement(`Effect: Allow, Principal: { AWS: { arn: ${app} } }, Action: kms:Decrypt, Resource: '*'`),
  },
  { name: 'a principal and its opposite', ...allow('NotPrincipal: { AWS: "*" }') },
  { name: 'an empty list of actions', ...allow('', '[]') },
  { name: 'an action that is a map', ...allow('', '{ kms: Decrypt }') },
  { name: 'an action and its opposite', ...allow('NotAction: kms:Encrypt') },
  { name: 'a resource and its opposite', ...allow("NotResource: 'x'") },
  {
    name: 'a Sid that is a list',
    ...statement(
      `Sid: x, Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*'`.replace(
        'Sid: x, ',
        '',
      ),
    ),
    ...key(
      root,
      `{ Sid: [a], Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*' }`,
    ),
  },
  { name: 'a condition that is text', ...condition('"aws:SourceAccount"') },
  { name: 'a condition without an operator', ...condition(`{ 'aws:SourceAccount': '${account}' }`) },
  { name: 'a condition whose key is a list', ...condition('{ StringEquals: [a] }') },
  {
    name: 'a condition with a map for a value',
    ...condition("{ StringEquals: { 'aws:SourceAccount': { a: b } } }"),
  },
  {
    name: 'one operator in two cases',
    ...condition("{ StringEquals: { 'aws:SourceAccount': '1', 'aws:sourceaccount': '2' } }"),
  },
  { name: 'a misspelt operator', ...condition(`{ StringEqual: { 'aws:SourceAccount': '${account}' } }`) },
  { name: 'an operator named toString', ...condition(`{ toString: { 'aws:SourceAccount': '${account}' } }`) },
  { name: 'NullIfExists', ...condition("{ NullIfExists: { 'aws:SourceAccount': 'true' } }") },

  {
    name: 'a key that nobody could change again',
    ...key(`{ Sid: Use, Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*' }`),
  },
  {
    name: 'a key that only Keywright could change',
    ...withRoles(
      key(
        `{ Sid: Own, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:role/keywright-write' }, Action: 'kms:*', Resource: '*' }`,
      ),
    ),
  },
  {
    name: 'an administration behind a condition that nobody can judge',
    ...key(
      root
        .replace(' }, Action', ' }, Action')
        .replace(
          "Resource: '*' }",
          "Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }",
        ),
    ),
  },
  {
    name: 'a key whose policy shuts Keywright out',
    ...withRoles(
      key(
        root,
        `{ Sid: OnlyApp, Effect: Deny, NotPrincipal: { AWS: [${app}, 'arn:aws:iam::${account}:root'] }, Action: 'kms:*', Resource: '*' }`,
      ),
    ),
  },
  {
    name: 'a bucket that nobody could open again',
    ...withRoles(
      bucket(
        "{ Sid: Closed, Effect: Deny, Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::the-data-bucket', 'arn:aws:s3:::the-data-bucket/*'] }",
      ),
    ),
  },
  {
    name: 'a bucket that whoever runs this could not open again, where the Stack names no roles',
    ...bucket(
      "{ Sid: Closed, Effect: Deny, Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::the-data-bucket', 'arn:aws:s3:::the-data-bucket/*'] }",
    ),
  },
  {
    name: 'a bucket whose policy spares others than who runs this',
    ...bucket(
      `{ Sid: Closed, Effect: Deny, Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::the-data-bucket', 'arn:aws:s3:::the-data-bucket/*'], Condition: { ArnNotEquals: { aws:PrincipalArn: ${app} } } }`,
    ),
    argv: ['plan', '--sandbox'],
  },
  {
    name: 'a key in a perimeter of an organization that the Stack does not name',
    ...key(
      root,
      "{ Sid: Perimeter, Effect: Deny, Principal: '*', Action: 'kms:*', Resource: '*', Condition: { StringNotEqualsIfExists: { aws:PrincipalOrgID: o-a1b2c3d4e5 }, BoolIfExists: { aws:PrincipalIsAWSService: 'false' } } }",
    ),
  },

  {
    name: 'a policy larger than KMS takes',
    ...key(
      root,
      `{ Sid: Many, Effect: Allow, Principal: { AWS: [${long}] }, Action: kms:Decrypt, Resource: '*' }`,
    ),
  },
  {
    name: 'a policy larger than S3 takes',
    ...bucket(
      `{ Sid: Many, Effect: Allow, Principal: { AWS: [${long}] }, Action: s3:GetObject, Resource: ${objects} }`,
    ),
  },
  {
    name: 'a policy without its version, which uses variables',
    ...keyDocument(
      `Statement: [${root}, { Effect: Deny, Principal: '*', Action: kms:Decrypt, Resource: '*', Condition: { StringNotEquals: { 'aws:username': '\${aws:PrincipalTag/owner}' } } }]`,
    ),
    exit: 0,
  },
  { name: 'a policy of 2008', ...keyDocument(`Version: '2008-10-17'\nStatement: [${root}]`), exit: 0 },
  {
    name: 'a key policy without the root',
    ...withRoles(
      key(
        `{ Sid: Admin, Effect: Allow, Principal: { AWS: ['arn:aws:iam::${account}:role/key-admin', 'arn:aws:iam::${account}:role/keywright-read', 'arn:aws:iam::${account}:role/keywright-write'] }, Action: 'kms:*', Resource: '*' }`,
      ),
    ),
    exit: 0,
  },
  { name: 'one Sid twice', ...key(root, root.replace('kms:*', 'kms:List*')), exit: 0 },
  { name: 'a Sid with an umlaut', ...key(root.replace('Root', 'Schlüssel')), exit: 0 },
  {
    name: 'a Sid of a role policy with a space',
    ...role("{ Sid: Read it, Effect: Allow, Action: s3:GetObject, Resource: '*' }"),
  },
  {
    name: 'everybody',
    ...statement("Effect: Allow, Principal: '*', Action: kms:Decrypt, Resource: '*'"),
    exit: 0,
  },
  { name: 'everything, for an application', ...allow('', "'kms:*'"), exit: 0 },
  {
    name: 'every key, for a role',
    ...role("{ Effect: Allow, Action: ['kms:Decrypt', 'kms:ReEncryptFrom'], Resource: '*' }"),
    exit: 0,
  },
  { name: 'everything, for a role', ...role("{ Effect: Allow, Action: 'kms:*', Resource: '*' }"), exit: 0 },
  {
    name: 'everybody but one',
    ...statement(
      `Effect: Allow, NotPrincipal: { AWS: ${app} }, Action: kms:Decrypt, Resource: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '${account}' } }`,
    ),
    exit: 0,
  },
  {
    name: 'everything but one',
    ...statement(`Effect: Allow, Principal: { AWS: ${app} }, NotAction: kms:Decrypt, Resource: '*'`),
    exit: 0,
  },
  {
    name: 'a service that acts for anybody',
    ...statement(
      "Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: kms:DescribeKey, Resource: '*'",
    ),
    exit: 0,
  },
  {
    name: 'a statement for S3, as many examples have it',
    ...statement(
      "Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: kms:Decrypt, Resource: '*'",
    ),
    exit: 0,
  },
  {
    name: 'a service without its Region',
    ...condition("{ StringEquals: { 'kms:ViaService': s3.amazonaws.com } }"),
    exit: 0,
  },
  {
    name: 'a service of another Region',
    ...condition("{ StringEquals: { 'kms:ViaService': s3.us-east-1.amazonaws.com } }"),
    exit: 0,
  },
  {
    name: 'a caller account by its alias',
    ...condition("{ StringEquals: { 'kms:CallerAccount': my-company } }"),
    exit: 0,
  },
  {
    name: 'an encryption context for an action that has none',
    ...condition(
      "{ StringEquals: { 'kms:EncryptionContext:tenant': blue } }",
      '[kms:Decrypt, kms:DescribeKey]',
    ),
    exit: 0,
  },
  {
    name: 'an encryption context that S3 does not send',
    ...condition(
      "{ StringEquals: { 'kms:ViaService': s3.eu-central-1.amazonaws.com, 'kms:EncryptionContext:purpose': backup } }",
    ),
    exit: 0,
  },
  {
    name: 'the name of a bucket for the encryption context of S3',
    ...condition("{ StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'the-data-bucket/*' } }"),
    exit: 0,
  },
  {
    name: 'administration for another account',
    ...statement(
      "Effect: Allow, Principal: { AWS: 'arn:aws:iam::444455556666:role/app' }, Action: kms:ScheduleKeyDeletion, Resource: '*'",
    ),
    exit: 0,
  },
  { name: 'a misspelt action', ...allow('', 'kms:Decript'), exit: 0 },
  { name: 'an operation of the API for an action', ...allow('', 'kms:ReEncrypt'), exit: 0 },
  {
    name: 'a misspelt action in a list of lines',
    ...keyDocument(
      `Version: '2012-10-17'\nStatement:\n- ${root}\n- Sid: More\n  Effect: Allow\n  Principal:\n    AWS:\n    - ${app}\n  Action:\n  - kms:Decrypt\n  - kms:Encript\n  Resource: '*'`,
    ),
    exit: 0,
  },
  {
    name: 'a misspelt action in a list of JSON',
    ...keyDocument(
      JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'Root',
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${account}:root` },
              Action: ['kms:*', 'kms:Encript'],
              Resource: '*',
            },
          ],
        },
        undefined,
        2,
      ),
    ),
    exit: 0,
  },
  { name: 'an action without its service', ...allow('', 'Decrypt') },
  { name: 'an action of S3 in a key policy', ...allow('', 's3:GetObject'), exit: 0 },
  {
    name: 'an action of KMS in a bucket policy',
    ...bucket(`{ Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: ${objects} }`),
  },
  {
    name: 'an action that no key policy decides',
    ...allow('', '[kms:Decrypt, kms:CreateKey]'),
    exit: 0,
  },
  {
    name: 'an action on objects, for the bucket',
    ...bucket(
      `{ Effect: Allow, Principal: { AWS: ${app} }, Action: s3:GetObject, Resource: 'arn:aws:s3:::the-data-bucket' }`,
    ),
  },
  {
    name: 'a role that may list objects and not the bucket',
    ...role(`{ Effect: Allow, Action: s3:ListBucket, Resource: ${objects} }`),
    exit: 0,
  },
  {
    name: 'a misspelt condition key in a bucket policy',
    ...bucket(`{ Effect: Deny, ${put}, Condition: { Bool: { 'aws:SecureTransprt': 'false' } } }`),
  },
  {
    name: 'a misspelt condition key in a key policy',
    ...condition(`{ StringEquals: { 'kms:CalerAccount': '${account}' } }`),
    exit: 0,
  },
  {
    name: 'a condition key of listings, for a read',
    ...bucket(
      `{ Effect: Allow, Principal: { AWS: ${app} }, Action: s3:GetObject, Resource: ${objects}, Condition: { StringLike: { 's3:prefix': 'home/*' } } }`,
    ),
    exit: 0,
  },
  {
    name: 'a misspelt variable',
    ...role(
      "{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::the-data-bucket/${aws:usrname}/*' }",
    ),
  },
  {
    name: 'a pseudo parameter of CloudFormation',
    ...role(
      "{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::the-data-bucket/${AWS::AccountId}/*' }",
    ),
  },
  {
    name: 'a role for a pattern of roles',
    ...statement(
      `Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:role/app-*' }, Action: kms:Decrypt, Resource: '*'`,
    ),
  },
  {
    name: 'a canonical user',
    ...bucket(
      `{ Effect: Allow, Principal: { CanonicalUser: 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be }, Action: s3:GetObject, Resource: ${objects} }`,
    ),
  },
  {
    name: 'a principal of another partition',
    ...statement(
      `Effect: Allow, Principal: { AWS: 'arn:aws-cn:iam::${account}:role/app' }, Action: kms:Decrypt, Resource: '*'`,
    ),
  },
  {
    name: 'a character that KMS does not take',
    ...condition("{ StringEquals: { 'kms:EncryptionContext:dept': 支払い } }"),
  },
  {
    name: 'an account that begins with a zero, without quotes',
    ...condition('{ StringEquals: { kms:CallerAccount: 012345678901 } }'),
  },
  { name: 'an action that another covers', ...allow('', "[kms:Decrypt, 'kms:Dec*']"), exit: 0 },
  {
    name: 'an alias for a resource',
    ...statement(
      `Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: 'arn:aws:kms:eu-central-1:${account}:alias/data'`,
    ),
    exit: 0,
  },
  {
    name: 'another key for a resource',
    ...statement(
      `Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt, Resource: 'arn:aws:kms:eu-central-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab'`,
    ),
    exit: 0,
  },
  {
    name: 'a statement of a key without a resource',
    ...statement(`Effect: Allow, Principal: { AWS: ${app} }, Action: kms:Decrypt`),
    exit: 0,
  },
  {
    name: 'a statement of a bucket without an action',
    ...bucket(`{ Effect: Allow, Principal: { AWS: ${app} }, Resource: ${objects} }`),
  },
  {
    name: 'another bucket in a bucket policy',
    ...bucket(
      `{ Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::the-data-bucker/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }`,
    ),
  },
  {
    name: 'a bucket policy for everything but',
    ...bucket(
      `{ Effect: Deny, Principal: '*', Action: 's3:PutObject', NotResource: 'arn:aws:s3:::elsewhere/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }`,
    ),
  },
  {
    name: 'a network for who calls through S3',
    ...condition("{ IpAddress: { 'aws:SourceIp': 10.0.0.0/8 } }"),
    exit: 0,
  },
  {
    name: 'a star that is a star',
    ...condition(
      "{ StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::the-data-bucket/*' } }",
    ),
    exit: 0,
  },
  {
    name: 'a header that most clients do not send',
    ...bucket(
      `{ Effect: Deny, ${put}, Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } }`,
    ),
    exit: 0,
  },
  {
    name: 'the id of a principal that was deleted',
    ...statement(
      "Effect: Allow, Principal: { AWS: AROAEXAMPLEEXAMPLE123 }, Action: kms:Decrypt, Resource: '*'",
    ),
    exit: 0,
  },
  {
    name: 'a principal in a role policy',
    ...role(`{ Effect: Allow, Principal: { AWS: ${app} }, Action: s3:GetObject, Resource: '*' }`),
  },
  {
    name: 'a role policy that gives away the account',
    ...role("{ Effect: Allow, Action: iam:PassRole, Resource: '*' }"),
  },
  { name: 'a role policy of everything but', ...role("{ Effect: Allow, NotAction: iam:*, Resource: '*' }") },
  {
    name: 'a policy of the role of Keywright',
    ...withRoles({
      files: setOf(resource('RolePolicy', 'own', 'role: keywright-write\nname: more\ndocument: null')),
    }),
  },
];

/** What AWS would refuse, what would do nothing, and what would do too much. */
export const policies: Topic = { name: 'policies', mistakes };
