import { yamlText } from '../../../manifest/print.ts';
import { isMap, type Tree, type TreeMap } from '../../../model/tree.ts';
import type { AccountBootstrap, BootstrapBucket, BootstrapRole } from '../../../permissions/bootstrap.ts';
import { coordinationSettings } from '../../../permissions/coordination-bucket.ts';
import { audienceIn } from '../../../permissions/github.ts';
import { issuerUrl, policiesOf } from './documents.ts';
import { words } from './words.ts';

export const templateFile = 'keywright.yaml';

/** Builds one template that creates what an account needs. */
export function cloudFormationFiles(one: AccountBootstrap): ReadonlyMap<string, string> {
  const { account, callers, roles, bucket } = one;
  const federates = callers.length > 0;
  const template: TreeMap = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Resources for Keywright in account ${account}`,
    ...(federates ? providerChoice : {}),
    Resources: {
      ...(federates ? provider(one) : {}),
      ...resourcesOf(callers.map(throughProvider), []),
      ...resourcesOf(roles, callers.map(logicalId)),
      ...(bucket === undefined ? {} : bucketResources(bucket)),
    },
  };
  const text = `# ${words.creates(one)}
# Deploy it with CAPABILITY_NAMED_IAM, and again after each change of the policies in it.
${yamlText(template)}`;
  return new Map([[templateFile, text]]);
}

/** An account has one provider for an issuer, which another stack may have created. */
const providerChoice: TreeMap = {
  Parameters: {
    CreateGitHubProvider: {
      Type: 'String',
      AllowedValues: ['true', 'false'],
      Default: 'true',
      Description: words.providerChoice,
    },
  },
  Conditions: { CreatesGitHubProvider: { 'Fn::Equals': [{ Ref: 'CreateGitHubProvider' }, 'true'] } },
};

function provider({ partition }: AccountBootstrap): TreeMap {
  return {
    GitHubProvider: {
      Type: 'AWS::IAM::OIDCProvider',
      Condition: 'CreatesGitHubProvider',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { Url: issuerUrl, ClientIdList: [audienceIn(partition)] },
    },
  };
}

/**
 * Makes the same role wait for the provider where the template creates one. CloudFormation takes no DependsOn on what
 * a condition may leave out.
 */
function throughProvider(role: BootstrapRole): BootstrapRole {
  const Statement = role.trust.Statement.map((one) => {
    const { Federated: arn } = isMap(one['Principal']) ? one['Principal'] : {};
    if (arn === undefined) return one;
    const choice = ['CreatesGitHubProvider', { Ref: 'GitHubProvider' }, arn];
    return { ...one, Principal: { Federated: { 'Fn::If': choice } } };
  });
  return { ...role, trust: { ...role.trust, Statement } };
}

function resourcesOf(roles: readonly BootstrapRole[], after: readonly string[]): TreeMap {
  return Object.fromEntries(roles.flatMap((role) => roleResources(role, after)));
}

function roleResources(role: BootstrapRole, after: readonly string[]): readonly (readonly [string, Tree])[] {
  const { name, path, does, trust } = role;
  const policies = policiesOf(role);
  const inline = policies.filter(({ as }) => as === 'inline');
  const managed = policies.filter(({ as }) => as === 'managed');
  return [
    [
      logicalId(role),
      {
        Type: 'AWS::IAM::Role',
        ...(after.length === 0 ? {} : { DependsOn: after }),
        Properties: {
          RoleName: name,
          Path: path,
          Description: does,
          AssumeRolePolicyDocument: trust,
          ...(inline.length === 0
            ? {}
            : {
                Policies: inline.map((policy) => ({
                  PolicyName: policy.name,
                  PolicyDocument: policy.document,
                })),
              }),
        },
      },
    ],
    ...managed.map(
      (policy) =>
        [
          `${logicalId(role)}Policy${policy.part}`,
          {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              ManagedPolicyName: policy.name,
              PolicyDocument: policy.document,
              Roles: [{ Ref: logicalId(role) }],
            },
          },
        ] as const,
    ),
  ];
}

/** Converts `keywright-estate-read` to what CloudFormation takes: letters and digits. */
function logicalId({ name }: BootstrapRole): string {
  return name
    .split(/[^A-Za-z\d]+/u)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/**
 * Declares the bucket. It is kept when the stack is deleted, since it holds the record of the last applies.
 */
function bucketResources({ name, policy }: BootstrapBucket): TreeMap {
  const { publicAccessBlock, ownershipControls, versioning, encryption, lifecycle } = coordinationSettings;
  return {
    CoordinationBucket: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: name,
        VersioningConfiguration: versioning,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: encryption.Rules.map((rule) => ({
            ServerSideEncryptionByDefault: rule.ApplyServerSideEncryptionByDefault,
          })),
        },
        OwnershipControls: ownershipControls,
        PublicAccessBlockConfiguration: publicAccessBlock,
        LifecycleConfiguration: {
          Rules: lifecycle.Rules.map(({ ID: Id, Filter: _all, ...rule }) => ({ Id, ...rule })),
        },
      },
    },
    CoordinationBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: 'CoordinationBucket' }, PolicyDocument: policy },
    },
  };
}
