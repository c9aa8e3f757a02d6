# Creates what Keywright needs in account 111122223333: its roles and the coordination bucket.
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
  region              = "eu-central-1"
  allowed_account_ids = ["111122223333"]
}

# GitHub proves its identity by a token. An account has one provider for all its repositories.
variable "create_github_provider" {
  description = "false if the account has the OIDC provider of GitHub already"
  type        = bool
  default     = true
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_github_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "keywright_acme_orders_plan" {
  name               = "keywright-acme-orders-plan"
  path               = "/"
  description        = "GitHub Actions assumes this to plan Stack acme-orders with Keywright"
  assume_role_policy = file("${path.module}/keywright-acme-orders-plan.trust.json")
  depends_on         = [aws_iam_openid_connect_provider.github]
}

resource "aws_iam_role_policy" "keywright_acme_orders_plan" {
  name   = "keywright"
  role   = aws_iam_role.keywright_acme_orders_plan.name
  policy = file("${path.module}/keywright-acme-orders-plan.policy.json")
}

resource "aws_iam_role" "keywright_acme_orders_apply" {
  name               = "keywright-acme-orders-apply"
  path               = "/"
  description        = "GitHub Actions assumes this to apply Stack acme-orders with Keywright"
  assume_role_policy = file("${path.module}/keywright-acme-orders-apply.trust.json")
  depends_on         = [aws_iam_openid_connect_provider.github]
}

resource "aws_iam_role_policy" "keywright_acme_orders_apply" {
  name   = "keywright"
  role   = aws_iam_role.keywright_acme_orders_apply.name
  policy = file("${path.module}/keywright-acme-orders-apply.policy.json")
}

resource "aws_iam_role" "keywright_acme_orders_read" {
  name               = "keywright-acme-orders-read"
  path               = "/"
  description        = "Keywright assumes this: read role of Stack acme-orders"
  assume_role_policy = file("${path.module}/keywright-acme-orders-read.trust.json")
  depends_on         = [aws_iam_role.keywright_acme_orders_plan, aws_iam_role.keywright_acme_orders_apply]
}

resource "aws_iam_role_policy" "keywright_acme_orders_read" {
  name   = "keywright"
  role   = aws_iam_role.keywright_acme_orders_read.name
  policy = file("${path.module}/keywright-acme-orders-read.policy.json")
}

resource "aws_iam_role" "keywright_acme_orders_write" {
  name               = "keywright-acme-orders-write"
  path               = "/"
  description        = "Keywright assumes this: write role of Stack acme-orders"
  assume_role_policy = file("${path.module}/keywright-acme-orders-write.trust.json")
  depends_on         = [aws_iam_role.keywright_acme_orders_plan, aws_iam_role.keywright_acme_orders_apply]
}

resource "aws_iam_role_policy" "keywright_acme_orders_write" {
  name   = "keywright"
  role   = aws_iam_role.keywright_acme_orders_write.name
  policy = file("${path.module}/keywright-acme-orders-write.policy.json")
}

# The coordination bucket holds the lease, the journal and the decisions of all runs.
resource "aws_s3_bucket" "coordination" {
  bucket = "acme-keywright"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "coordination" {
  bucket = aws_s3_bucket.coordination.id

  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "coordination" {
  bucket = aws_s3_bucket.coordination.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "coordination" {
  bucket = aws_s3_bucket.coordination.id

  versioning_configuration {
    status = "Enabled"
  }
}

# Encrypted by S3 itself: a key of Keywright here could not be repaired without its own journal.
resource "aws_s3_bucket_server_side_encryption_configuration" "coordination" {
  bucket = aws_s3_bucket.coordination.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "coordination" {
  bucket = aws_s3_bucket.coordination.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.coordination]
}

resource "aws_s3_bucket_policy" "coordination" {
  bucket = aws_s3_bucket.coordination.id
  policy = file("${path.module}/coordination-bucket.policy.json")
}
