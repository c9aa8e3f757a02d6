import type { AccountBootstrap, BootstrapBucket, BootstrapRole } from '../../../permissions/bootstrap.ts';
import { versionsKept } from '../../../permissions/coordination-bucket.ts';
import { audienceIn } from '../../../permissions/github.ts';
import {
  bucketPolicyFile,
  documentFiles,
  issuerUrl,
  managedName,
  policyFile,
  trustFile,
} from './documents.ts';

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
    return `# Creates what Keywright needs in account ${account}: its roles${bucket === undefined ? '' : ' and the coordination bucket'}.
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
  return `# GitHub proves its identity by a token. An account has one provider for all its repositories.
variable "create_github_provider" {
  description = "false if the account has the OIDC provider of GitHub already"
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
  const { name, path, does, policies } = role;
  const depends = after.length === 0 ? '' : `  depends_on         = [${after.join(', ')}]\n`;
  return `resource "aws_iam_role" "${label(role)}" {
  name               = "${name}"
  path               = "${path}"
  description        = "${does}"
  assume_role_policy = ${file(trustFile(role))}
${depends}}
${policies.map((_, index) => policyText(role, index)).join('')}`;
}

function policyText(role: BootstrapRole, index: number): string {
  const to = `aws_iam_role.${label(role)}.name`;
  if (role.policies.length === 1)
    return `
resource "aws_iam_role_policy" "${label(role)}" {
  name   = "keywright"
  role   = ${to}
  policy = ${file(policyFile(role, 0))}
}
`;
  const one = `${label(role)}_${index + 1}`;
  return `
resource "aws_iam_policy" "${one}" {
  name   = "${managedName(role, index)}"
  policy = ${file(policyFile(role, index))}
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
  return [
    `# The coordination bucket holds the lease, the journal and the decisions of all runs.
resource "aws_s3_bucket" "coordination" {
  bucket = "${name}"

  lifecycle {
    prevent_destroy = true
  }
}
`,
    part(
      'aws_s3_bucket_public_access_block',
      `
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
`,
    ),
    part(
      'aws_s3_bucket_ownership_controls',
      `
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
`,
    ),
    part(
      'aws_s3_bucket_versioning',
      `
  versioning_configuration {
    status = "Enabled"
  }
`,
    ),
    `# Encrypted by S3 itself: a key of Keywright here could not be repaired without its own journal.
${part(
  'aws_s3_bucket_server_side_encryption_configuration',
  `
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
`,
)}`,
    part(
      'aws_s3_bucket_lifecycle_configuration',
      `
  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = ${versionsKept}
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.coordination]
`,
    ),
    part('aws_s3_bucket_policy', `  policy = ${file(bucketPolicyFile)}\n`),
  ].join('\n');
}
