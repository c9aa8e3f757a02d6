"""What this lane leaves out, and the deviation of moto 5.2.5 from AWS that is the reason. All of it measured.

Each path and behaviour that has a test is tried: a row that no longer holds fails the lane.
"""

from botocore.exceptions import ClientError

ACCOUNT, REGION = "111122223333", "us-east-1"

# Paths that are neither written nor read here.
PATHS = {}

# Paths that are compared, but that nobody can change: the thing would be another one.
FIXED = {}

# True as long as moto deviates.
DEVIATIONS = {}


def skipped(field, why):
    """Leaves a path out. What it decorates tries whether moto still deviates."""
    PATHS[field] = why
    return deviates(field)


def deviates(field):
    def add(holds):
        DEVIATIONS[field] = holds
        return holds

    return add


def fixed(field, why):
    """Compares a path, and changes it by no hand."""
    FIXED[field] = why


def new_key(kms, **more):
    return kms.create_key(KeyUsage="ENCRYPT_DECRYPT", KeySpec="SYMMETRIC_DEFAULT", **more)["KeyMetadata"]


# What no path of a manifest shows.
BEHAVIOUR = {
    "Bucket created by us": "CreateBucket drops the tags of its configuration, and with them our mark; the lane makes "
    "the buckets itself and Keywright takes them over",
    "Bucket defaults": "a new bucket has no public access block, ownership or encryption (AWS: all four, "
    "BucketOwnerEnforced, AES256)",
    "Trail selectors": "a new trail has none (AWS: all management events); going back from advanced to basic ones "
    "keeps the advanced, so each trail of this lane keeps its sort",
    "Key policy with a Deny of kms:DescribeKey": "enforced for everyone, whatever its principal and condition",
    "Key state": "a disabled or pending key takes every call: no refusal can be seen here; the embedded AWS has them",
    "Listing": "ListKeys, ListAliases and ListGrants give one page; pages are tried with the aws CLI",
    "A fresh journal": "moto hides nothing after a create: the lane makes its state directory old (age.ts)",
}


@deviates("Bucket created by us")
def _(aws):
    s3 = aws.client("s3", ACCOUNT, REGION)
    tags = {"Tags": [{"Key": "keywright:address", "Value": "Bucket/x"}]}
    s3.create_bucket(Bucket="keywright-lane-tagged", CreateBucketConfiguration=tags)
    try:
        return s3.get_bucket_tagging(Bucket="keywright-lane-tagged")["TagSet"] == []
    except ClientError as error:
        return error.response["Error"]["Code"] == "NoSuchTagSet"
