"""BucketEncryption: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from drifts import drift
from readers import or_none, reads
from skips import ACCOUNT, REGION, fixed, skipped


def encryption_wanted(estate, resource):
    spec = resource.spec
    key = spec.get("key")
    arn = estate.key(key["ref"])["arn"] if isinstance(key, dict) else key
    return {**spec, "bucket": estate.bucket(resource), "key": arn}


def encryption_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    missing = "ServerSideEncryptionConfigurationNotFoundError"
    answer = or_none(lambda: s3.get_bucket_encryption(Bucket=bucket), missing)
    if answer is None:
        # AWS has a default since 2023, moto none: skips.py.
        return {"bucket": bucket, "algorithm": "AES256", "key": None, "bucketKey": False}
    [rule] = answer["ServerSideEncryptionConfiguration"]["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    return {
        "bucket": bucket,
        "algorithm": default["SSEAlgorithm"],
        "key": default.get("KMSMasterKeyID"),
        "bucketKey": rule.get("BucketKeyEnabled", False),
    }


reads("BucketEncryption", encryption_wanted, encryption_live)


@drift("BucketEncryption /algorithm", "BucketEncryption/foreign", "back to SSE-S3")
def _(hand):
    hand.put_encryption("AES256")


@drift("BucketEncryption /algorithm", "BucketEncryption/archive", "encrypted once instead of twice")
def _(hand):
    hand.put_encryption("aws:kms", hand.estate.key("Key/archive")["arn"])


@drift("BucketEncryption /algorithm", "BucketEncryption/plain", "the configuration deleted")
def _(hand):
    hand.s3.delete_bucket_encryption(Bucket=hand.bucket)


@drift("BucketEncryption /key", "BucketEncryption/foreign", "another key")
def _(hand):
    hand.put_encryption("aws:kms", hand.estate.key("Key/spare")["arn"], bucket_key=True)


@drift("BucketEncryption /key", "BucketEncryption/plain", "a key where AWS's own shall be used")
def _(hand):
    hand.put_encryption("aws:kms", hand.estate.key("Key/retired")["arn"], bucket_key=True)


@drift("BucketEncryption /bucketKey", "BucketEncryption/foreign", "without a bucket key")
def _(hand):
    hand.put_encryption("aws:kms", hand.estate.key("Key/data")["arn"])


@skipped("BucketEncryption /blockedEncryptionTypes", "PutBucketEncryption drops BlockedEncryptionTypes")
def _(aws):
    s3 = aws.client("s3", ACCOUNT, REGION)
    aws.make_bucket("keywright-lane-blocked", ACCOUNT, REGION)
    rule = {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"},
        "BlockedEncryptionTypes": {"EncryptionType": ["SSE-C"]},
    }
    s3.put_bucket_encryption(Bucket="keywright-lane-blocked", ServerSideEncryptionConfiguration={"Rules": [rule]})
    answer = s3.get_bucket_encryption(Bucket="keywright-lane-blocked")
    [shown] = answer["ServerSideEncryptionConfiguration"]["Rules"]
    return "BlockedEncryptionTypes" not in shown


fixed("BucketEncryption /bucket", "which bucket is asked")
