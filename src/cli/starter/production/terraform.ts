import type { AccountBootstrap, BootstrapBucket, BootstrapRole } from '../../../permissions/bootstrap.ts';
import { coordinationSettings } from '../../../permissions/coordination-bucket.ts';
import { audienceIn } from '../../../permissions/github.ts';
import {
  bucketPolicyFile,
  documentFiles,
  issuerUrl,
  policiesOf,
  trustFile,
  type RolePolicy,
} from './documents.ts';
import { hclOf, type Body } from './hcl.ts';
import { words } from './words.ts';

/** Builds a root module that creates what an account needs, and the documents that it reads. */
export function terraformFiles(one: AccountBootstrap): ReadonlyMap<string, string> {
  const ignored = '.terraform/\n*.tfstate*\n';
  return new Map([['main.tf', moduleText(one)], ['.gitignore', ignored], ...documentFiles(one)]);
}

function moduleText(one: AccountBootstrap): string {
  const { account, callers, roles, bucket } = one;
  const federates = callers.length > 0;
  return [
    head(one),
    ...(federates ? [provider(one)] : []),
    ...callers.map((role) => roleText(role, federates ? ['aws_iam_openid_connect_provider.github'] : [])),
    ...roles.map((role) =>
      roleText(
        role,
        callers.map((caller) => `aws_iam_role.${label(caller)}`),
      ),
    ),
    ...(bucket === undefined ? [] : [bucketText(bucket)]),
  ].join('\n');

  function head({ region }: AccountBootstrap): string {
    return `# ${words.creates(one)}
# The JSON files beside it are the policies; apply it again after each change of them. Its state is a file here until
# you name a backend.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region              = "${region}"
  allowed_account_ids = ["${account}"]
}
`;
  }
}

function provider({ partition }: AccountBootstrap): string {
  return `# ${words.provider}
variable "create_github_provider" {
  description = "${words.providerChoice}"
  type        = bool
  default     = true
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_github_provider ? 1 : 0
  url            = "${issuerUrl}"
  client_id_list = ["${audienceIn(partition)}"]
}
`;
}

function roleText(role: BootstrapRole, after: readonly string[]): string {
  const { name, path, does } = role;
  const depends = after.length === 0 ? '' : `  depends_on         = [${after.join(', ')}]\n`;
  return `resource "aws_iam_role" "${label(role)}" {
  name               = "${name}"
  path               = "${path}"
  description        = "${does}"
  assume_role_policy = ${file(trustFile(role))}
${depends}}
${policiesOf(role)
  .map((policy) => policyText(role, policy))
  .join('')}`;
}

function policyText(role: BootstrapRole, { as, name, file: document, part }: RolePolicy): string {
  const to = `aws_iam_role.${label(role)}.name`;
  if (as === 'inline')
    return `
resource "aws_iam_role_policy" "${label(role)}" {
  name   = "${name}"
  role   = ${to}
  policy = ${file(document)}
}
`;
  const one = `${label(role)}_${part}`;
  return `
resource "aws_iam_policy" "${one}" {
  name   = "${name}"
  policy = ${file(document)}
}

resource "aws_iam_role_policy_attachment" "${one}" {
  role       = ${to}
  policy_arn = aws_iam_policy.${one}.arn
}
`;
}

function file(name: string): string {
  return `file("\${path.module}/${name}")`;
}

/** Builds a label such as `keywright_estate_read`: a label of Terraform begins with no digit. */
function label({ name }: BootstrapRole): string {
  return name.replaceAll(/[^A-Za-z\d_]+/gu, '_').replace(/^(?=\d)/u, '_');
}

function bucketText({ name }: BootstrapBucket): string {
  const part = (type: string, body: string): string => `resource "${type}" "coordination" {
  bucket = aws_s3_bucket.coordination.id
${body}}
`;
  const settings = (type: string, body: Body, rest = ''): string => part(type, `\n${hclOf(body)}${rest}`);
  const { publicAccessBlock, ownershipControls, versioning, encryption, lifecycle } = coordinationSettings;
  return [
    `# ${words.bucket}
resource "aws_s3_bucket" "coordination" {
  bucket = "${name}"

  lifecycle {
    prevent_destroy = true
  }
}
`,
    settings('aws_s3_bucket_public_access_block', publicAccessBlock),
    settings('aws_s3_bucket_ownership_controls', ownershipControls),
    settings('aws_s3_bucket_versioning', { VersioningConfiguration: versioning }),
    `# ${words.encryption}
${settings('aws_s3_bucket_server_side_encryption_configuration', encryption)}`,
    settings(
      'aws_s3_bucket_lifecycle_configuration',
      lifecycle,
      '\n  depends_on = [aws_s3_bucket_versioning.coordination]\n',
    ),
    part('aws_s3_bucket_policy', `  policy = ${file(bucketPolicyFile)}\n`),
  ].join('\n');
}
