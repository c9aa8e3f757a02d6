#!/usr/bin/env bash
# Creates what Keywright needs in account 111122223333. A second run updates what the first one created.
# Needs the aws CLI with credentials of an administrator of that account.
set -euo pipefail
cd "$(dirname "$0")"
export AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1 AWS_PAGER=
account=$(aws sts get-caller-identity --query Account --output text)
[ "$account" = 111122223333 ] || { echo "these credentials are for $account, not for 111122223333" >&2; exit 1; }

# A new role takes some seconds until the trust policy of another role can name it.
again() {
  for _ in 1 2 3 4 5 6; do "$@" && return; sleep 5; done
  "$@"
}

role() { # NAME PATH DESCRIPTION
  if aws iam get-role --role-name "$1" >/dev/null 2>&1; then
    again aws iam update-assume-role-policy --role-name "$1" --policy-document "file://$1.trust.json"
  else
    again aws iam create-role --role-name "$1" --path "$2" --description "$3" \
      --assume-role-policy-document "file://$1.trust.json" >/dev/null
    aws iam wait role-exists --role-name "$1"
  fi
}

# GitHub proves its identity by a token. An account has one provider for all its repositories.
if audiences=$(aws iam get-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com --query ClientIDList --output text 2>/dev/null); then
  grep -qwF sts.amazonaws.com <<<"$audiences" ||
    aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com --client-id sts.amazonaws.com
else
  aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com >/dev/null
fi

# GitHub Actions assumes this to plan Stack acme-orders with Keywright.
role keywright-acme-orders-plan / 'GitHub Actions assumes this to plan Stack acme-orders with Keywright' # keywright-acme-orders-plan.trust.json
aws iam put-role-policy --role-name keywright-acme-orders-plan --policy-name keywright --policy-document file://keywright-acme-orders-plan.policy.json

# GitHub Actions assumes this to apply Stack acme-orders with Keywright.
role keywright-acme-orders-apply / 'GitHub Actions assumes this to apply Stack acme-orders with Keywright' # keywright-acme-orders-apply.trust.json
aws iam put-role-policy --role-name keywright-acme-orders-apply --policy-name keywright --policy-document file://keywright-acme-orders-apply.policy.json

# Keywright assumes this: read role of Stack acme-orders.
role keywright-acme-orders-read / 'Keywright assumes this: read role of Stack acme-orders' # keywright-acme-orders-read.trust.json
aws iam put-role-policy --role-name keywright-acme-orders-read --policy-name keywright --policy-document file://keywright-acme-orders-read.policy.json

# Keywright assumes this: write role of Stack acme-orders.
role keywright-acme-orders-write / 'Keywright assumes this: write role of Stack acme-orders' # keywright-acme-orders-write.trust.json
aws iam put-role-policy --role-name keywright-acme-orders-write --policy-name keywright --policy-document file://keywright-acme-orders-write.policy.json

# The coordination bucket holds the lease, the journal and the decisions of all runs. It is for nothing else:
# its policy and its lifecycle are replaced.
aws s3api head-bucket --bucket acme-keywright --expected-bucket-owner 111122223333 >/dev/null 2>&1 || aws s3api create-bucket --bucket acme-keywright --region eu-central-1 --create-bucket-configuration LocationConstraint=eu-central-1 >/dev/null
aws s3api put-public-access-block --bucket acme-keywright --expected-bucket-owner 111122223333 --public-access-block-configuration '{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}'
aws s3api put-bucket-ownership-controls --bucket acme-keywright --expected-bucket-owner 111122223333 --ownership-controls '{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}'
aws s3api put-bucket-versioning --bucket acme-keywright --expected-bucket-owner 111122223333 --versioning-configuration '{"Status":"Enabled"}'
# Encrypted by S3 itself: a key of Keywright here could not be repaired without its own journal.
aws s3api put-bucket-encryption --bucket acme-keywright --expected-bucket-owner 111122223333 --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'
aws s3api put-bucket-lifecycle-configuration --bucket acme-keywright --expected-bucket-owner 111122223333 --lifecycle-configuration '{"Rules":[{"ID":"old-versions","Status":"Enabled","Filter":{},"NoncurrentVersionExpiration":{"NoncurrentDays":90},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}' >/dev/null
aws s3api put-bucket-policy --bucket acme-keywright --expected-bucket-owner 111122223333 --policy file://coordination-bucket.policy.json
