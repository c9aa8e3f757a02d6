import type { AccountBootstrap, BootstrapBucket, BootstrapRole } from '../../../permissions/bootstrap.ts';
import { coordinationSettings } from '../../../permissions/coordination-bucket.ts';
import { audienceIn, providerIn } from '../../../permissions/github.ts';
import {
  bucketPolicyFile,
  documentFiles,
  issuerUrl,
  policiesOf,
  trustFile,
  type RolePolicy,
} from './documents.ts';
import { words } from './words.ts';

/** Builds a script that creates or updates what an account needs, and the documents that it sends. */
export function awsCliFiles(one: AccountBootstrap): ReadonlyMap<string, string> {
  return new Map([['create.sh', script(one)], ...documentFiles(one)]);
}

/** Writes the script. It looks for each thing before it creates it: the script may run again, and then updates. */
function script(one: AccountBootstrap): string {
  const { account, region, callers, roles, bucket } = one;
  return [
    '#!/usr/bin/env bash',
    `# Creates what Keywright needs in account ${account}. A second run updates what the first one created.`,
    '# Needs the aws CLI with credentials of an administrator of that account.',
    'set -euo pipefail',
    'cd "$(dirname "$0")"',
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_PAGER=`,
    'account=$(aws sts get-caller-identity --query Account --output text)',
    `[ "$account" = ${account} ] || { echo "these credentials are for $account, not for ${account}" >&2; exit 1; }`,
    '',
    ...helpers,
    ...(callers.length === 0 ? [] : provider(one)),
    ...[...callers, ...roles].flatMap((role) => roleLines(role, one)),
    ...(bucket === undefined ? [] : bucketLines(bucket, account)),
  ].join('\n');
}

const helpers = [
  '# A new role takes some seconds until the trust policy of another role can name it.',
  'again() {',
  '  for _ in 1 2 3 4 5 6; do "$@" && return; sleep 5; done',
  '  "$@"',
  '}',
  '',
  'role() { # NAME PATH DESCRIPTION',
  '  if aws iam get-role --role-name "$1" >/dev/null 2>&1; then',
  '    again aws iam update-assume-role-policy --role-name "$1" --policy-document "file://$1.trust.json"',
  '  else',
  '    again aws iam create-role --role-name "$1" --path "$2" --description "$3" \\',
  '      --assume-role-policy-document "file://$1.trust.json" >/dev/null',
  '    aws iam wait role-exists --role-name "$1"',
  '  fi',
  '}',
  '',
];

function provider({ account, partition }: AccountBootstrap): readonly string[] {
  const arn = providerIn(account, partition);
  const audience = audienceIn(partition);
  return [
    `# ${words.provider}`,
    `if audiences=$(aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${arn} --query ClientIDList --output text 2>/dev/null); then`,
    `  grep -qwF ${audience} <<<"$audiences" ||`,
    `    aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}`,
    'else',
    `  aws iam create-open-id-connect-provider --url ${issuerUrl} --client-id-list ${audience} >/dev/null`,
    'fi',
    '',
  ];
}

function roleLines(role: BootstrapRole, { account, partition }: AccountBootstrap): readonly string[] {
  const { name, path, does } = role;
  const create = [`# ${does}.`, `role ${name} ${path} '${does}' # ${trustFile(role)}`];
  return [...create, ...policiesOf(role).flatMap(policyLines), ''];

  function policyLines({ as, name: policy, file }: RolePolicy): readonly string[] {
    const document = `file://${file}`;
    if (as === 'inline')
      return [
        `aws iam put-role-policy --role-name ${name} --policy-name ${policy} --policy-document ${document}`,
      ];
    const arn = `arn:${partition}:iam::${account}:policy/${policy}`;
    return [
      `if aws iam get-policy --policy-arn ${arn} >/dev/null 2>&1; then`,
      // IAM keeps at most five versions of a policy (IAM User Guide, managed policy versions).
      `  for old in $(aws iam list-policy-versions --policy-arn ${arn} --query 'Versions[?!IsDefaultVersion].VersionId' --output text); do`,
      `    aws iam delete-policy-version --policy-arn ${arn} --version-id "$old"`,
      '  done',
      `  aws iam create-policy-version --policy-arn ${arn} --policy-document ${document} --set-as-default >/dev/null`,
      'else',
      `  aws iam create-policy --policy-name ${policy} --policy-document ${document} >/dev/null`,
      'fi',
      `aws iam attach-role-policy --role-name ${name} --policy-arn ${arn}`,
    ];
  }
}

function bucketLines({ name, region }: BootstrapBucket, account: string): readonly string[] {
  // us-east-1 takes no constraint (S3 API Reference, CreateBucket).
  const at = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  // Whoever took the name first could open the bucket to us and keep the lease and the journal.
  const ours = `--bucket ${name} --expected-bucket-owner ${account}`;
  const put = (operation: string, option: string, settings: object, rest = ''): string =>
    `aws s3api ${operation} ${ours} --${option} '${JSON.stringify(settings)}'${rest}`;
  const { publicAccessBlock, ownershipControls, versioning, encryption, lifecycle } = coordinationSettings;
  return [
    `# ${words.bucket} It is for nothing else:`,
    '# its policy and its lifecycle are replaced.',
    `aws s3api head-bucket ${ours} >/dev/null 2>&1 || aws s3api create-bucket --bucket ${name} --region ${region}${at} >/dev/null`,
    put('put-public-access-block', 'public-access-block-configuration', publicAccessBlock),
    put('put-bucket-ownership-controls', 'ownership-controls', ownershipControls),
    put('put-bucket-versioning', 'versioning-configuration', versioning),
    `# ${words.encryption}`,
    put('put-bucket-encryption', 'server-side-encryption-configuration', encryption),
    put('put-bucket-lifecycle-configuration', 'lifecycle-configuration', lifecycle, ' >/dev/null'),
    `aws s3api put-bucket-policy ${ours} --policy file://${bucketPolicyFile}`,
    '',
  ];
}
