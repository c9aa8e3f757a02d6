import fc from 'fast-check';
import type { Tree, TreeMap } from '../model/tree.ts';
import type { Caller } from './caller.ts';
import type { Policy, Statement } from './document.ts';
import type { Request } from './evaluate.ts';
import { parsePolicy } from './parse.ts';

/** Small pools, so that random documents overlap, contain each other and collide often. */
const principals = [
  { AWS: 'arn:aws:iam::111122223333:root' },
  { AWS: 'arn:aws:iam::111122223333:role/App' },
  { AWS: 'arn:aws:iam::111122223333:role/Admin' },
  { AWS: 'arn:aws:iam::444455556666:role/Partner' },
  { AWS: 'arn:aws:iam::444455556666:root' },
  { AWS: '*' },
  { AWS: { $unknown: '${Role/app.arn}' } },
  { Service: 's3.amazonaws.com' },
  { Service: 'cloudtrail.amazonaws.com' },
] as const satisfies readonly TreeMap[];

export const actions = [
  '*',
  'kms:*',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:GenerateDataKey',
  'kms:Describe?ey',
  'kms:PutKeyPolicy',
] as const;

export const resources = [
  '*',
  'arn:aws:kms:us-east-1:111122223333:key/a',
  'arn:aws:kms:us-east-1:111122223333:key/*',
  'arn:aws:kms:*:111122223333:key/${aws:PrincipalTag/key}',
  { $unknown: '${Key/data.arn}' },
] as const satisfies readonly Tree[];

const values = {
  StringEquals: ['kms:ViaService', ['s3.us-east-1.amazonaws.com', 's3.eu-west-1.amazonaws.com']],
  StringNotEquals: ['aws:PrincipalOrgID', ['o-one', 'o-two']],
  StringLike: ['kms:EncryptionContext:aws:s3:arn', ['arn:aws:s3:::b', 'arn:aws:s3:::b/*', '*']],
  ArnLike: ['aws:SourceArn', ['arn:aws:s3:::b', 'arn:aws:s3:::*']],
  ArnNotEquals: ['aws:PrincipalArn', ['arn:aws:iam::111122223333:role/Admin']],
  Bool: ['aws:SecureTransport', [true, 'false']],
  Null: ['aws:SourceAccount', ['true', false]],
  NumericLessThan: ['s3:max-keys', [10, '20']],
  'ForAnyValue:StringEquals': ['aws:CalledVia', ['a.amazonaws.com', 'b.amazonaws.com']],
  'ForAllValues:StringLike': ['aws:TagKeys', ['a*', 'b']],
  StringEqualsIfExists: ['aws:SourceVpc', ['vpc-1', 'vpc-2']],
  StringEqualsIgnoreCase: ['aws:PrincipalType', ['AssumedRole', 'User']],
  IpAddress: ['aws:SourceIp', ['10.0.0.0/8', '192.0.2.7']],
} as const satisfies Record<string, readonly [string, readonly Tree[]]>;

function condition(): fc.Arbitrary<TreeMap> {
  const lines = Object.entries(values).map(([operator, [key, pool]]) =>
    fc
      .subarray<Tree>([...pool], { minLength: 1 })
      .map((chosen): TreeMap => ({ [operator]: { [key]: chosen } })),
  );
  return fc
    .array(fc.oneof(...lines), { maxLength: 2 })
    .map((chosen) => Object.assign({}, ...chosen) as TreeMap);
}

function principalMap(): fc.Arbitrary<TreeMap> {
  return fc.subarray([...principals], { minLength: 1, maxLength: 3 }).map((chosen) => {
    const types = [...new Set(chosen.flatMap((entry) => Object.keys(entry)))];
    return Object.fromEntries(
      types.map((type) => [type, chosen.flatMap((entry: TreeMap) => entry[type] ?? [])]),
    );
  });
}

function either(element: string, tree: fc.Arbitrary<Tree>): fc.Arbitrary<TreeMap> {
  return fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant('Not') }),
      tree,
    )
    .map(([not, value]) => ({ [`${not}${element}`]: value }));
}

/** Generates one statement as a manifest would hold it, without Sid. */
export function statementTrees(): fc.Arbitrary<TreeMap> {
  return fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      either('Principal', principalMap()),
      either('Action', fc.subarray<Tree>([...actions], { minLength: 1, maxLength: 3 })),
      either('Resource', fc.subarray<Tree>([...resources], { minLength: 1, maxLength: 2 })),
      condition(),
    )
    .map(([Effect, principal, action, resource, Condition]) => ({
      Effect,
      ...principal,
      ...action,
      ...resource,
      ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
    }));
}

/** Generates documents of one to four statements; some have Sids (each its own), some state no Version. */
export function policyTrees(): fc.Arbitrary<TreeMap> {
  return fc
    .tuple(
      fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17', undefined),
      fc.uniqueArray(fc.constantFrom('AllowUse', 'AllowAdmin', 'DenyHttp', 'Other'), {
        minLength: 4,
        maxLength: 4,
      }),
      fc.array(fc.tuple(statementTrees(), fc.boolean()), { minLength: 1, maxLength: 4 }),
    )
    .map(([Version, sids, statements]) => ({
      ...(Version === undefined ? {} : { Version }),
      Statement: statements.map(([statement, named], index) =>
        named ? { Sid: sids[index] ?? '', ...statement } : statement,
      ),
    }));
}

export function policies(): fc.Arbitrary<Policy> {
  return policyTrees().map(policyOf);
}

/**
 * Generates two documents as a change makes them. The second keeps some statements of the first and has others, or
 * has only some of the first. Or it has all of it and more, or its statements with an entry less. Now and then it
 * is the other way round.
 */
export function policyPairs(): fc.Arbitrary<readonly [Policy, Policy]> {
  return fc
    .tuple(
      policies(),
      policies(),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.constantFrom('other', 'other', 'less', 'more', 'edited', 'edited'),
      fc.boolean(),
    )
    .map(([first, other, keep, how, backwards]): readonly [Policy, Policy] => {
      const kept = first.statements.filter((_, index) => keep[index]);
      const statements = {
        other: unique([...kept, ...other.statements]),
        less: kept.length === 0 ? first.statements : kept,
        more: unique([...first.statements, ...other.statements]),
        edited: first.statements.map((statement, index) => (keep[index] ? statement : shortened(statement))),
      }[how];
      const second = { ...(how === 'other' ? other : first), statements };
      return backwards ? [second, first] : [first, second];
    });
}

/** Copies the statement with one entry less, of the first of its sets that can spare one. */
function shortened(statement: Statement): Statement {
  const { actions: acts, principals: who, conditions } = statement;
  const [first, ...rest] = conditions;
  if (first !== undefined && first.values.length > 1) {
    return { ...statement, conditions: [{ ...first, values: first.values.slice(1) }, ...rest] };
  }
  if (acts !== undefined && acts.entries.length > 1) {
    return { ...statement, actions: { ...acts, entries: acts.entries.slice(1) } };
  }
  if (who !== undefined && who.entries.length > 1) {
    return { ...statement, principals: { ...who, entries: who.entries.slice(1) } };
  }
  return { ...statement, conditions: rest };
}

function unique(statements: readonly Statement[]): readonly Statement[] {
  const sids = new Set<unknown>();
  return statements.map((statement) => {
    const taken = statement.sid !== undefined && sids.has(statement.sid);
    sids.add(statement.sid);
    if (!taken) return statement;
    const { sid: _, ...rest } = statement;
    return rest;
  });
}

/** Parses a document that a test knows to be right. */
export function policyOf(tree: Tree): Policy {
  const reading = parsePolicy(tree);
  if (reading.is === 'refused') {
    throw new Error(reading.diagnostics.map(({ path, message }) => `${path} ${message}`).join('; '));
  }
  return reading.policy;
}

/** Requests over the same pools: every part of a random document is met now and then. */
export function requests(): fc.Arbitrary<Request> {
  const callers: readonly Caller[] = [
    { is: 'aws', arn: 'arn:aws:iam::111122223333:role/App' },
    { is: 'aws', arn: 'arn:aws:iam::111122223333:root' },
    { is: 'aws', arn: 'arn:aws:iam::444455556666:role/Partner' },
    { is: 'aws', arn: 'arn:aws:iam::444455556666:user/other' },
    { is: 'service', name: 's3.amazonaws.com' },
  ];
  const context = fc.record(
    {
      'kms:ViaService': fc.constantFrom('s3.us-east-1.amazonaws.com', 's3.eu-west-1.amazonaws.com', null),
      'aws:PrincipalOrgID': fc.constantFrom('o-one', 'o-two', 'o-three', null),
      'kms:EncryptionContext:aws:s3:arn': fc.constantFrom('arn:aws:s3:::b', 'arn:aws:s3:::b/x', null),
      'aws:SourceArn': fc.constantFrom('arn:aws:s3:::b', 'arn:aws:s3:::c', null),
      'aws:PrincipalArn': fc.constantFrom('arn:aws:iam::111122223333:role/Admin', 'arn:aws:iam::1:role/x'),
      'aws:SecureTransport': fc.constantFrom('true', 'false'),
      'aws:SourceAccount': fc.constantFrom('111122223333', null),
      's3:max-keys': fc.constantFrom('5', '15', '25', null),
      'aws:CalledVia': fc.constantFrom(['a.amazonaws.com'], ['b.amazonaws.com', 'c.amazonaws.com'], null),
      'aws:TagKeys': fc.constantFrom(['ab'], ['ab', 'b'], ['c'], null),
      'aws:SourceVpc': fc.constantFrom('vpc-1', 'vpc-3', null),
      'aws:PrincipalType': fc.constantFrom('User', 'assumedrole', 'Account'),
      'aws:SourceIp': fc.constantFrom('10.1.1.1', '192.0.2.7', '192.0.2.8'),
      'aws:PrincipalTag/key': fc.constantFrom('a', 'b'),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      caller: fc.constantFrom(...callers),
      action: fc.constantFrom(
        'kms:Decrypt',
        'kms:Encrypt',
        'kms:GenerateDataKeyPair',
        'kms:PutKeyPolicy',
        'kms:DescribeKey',
      ),
      resource: fc.constantFrom(
        'arn:aws:kms:us-east-1:111122223333:key/a',
        'arn:aws:kms:us-east-1:111122223333:key/b',
      ),
      context,
      iamAllows: fc.boolean(),
    },
    { requiredKeys: ['caller', 'action', 'resource', 'context'] },
  );
}
