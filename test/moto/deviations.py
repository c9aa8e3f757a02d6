"""Each row of skips.PATHS tried: once moto answers as AWS does, the row is out of date and this lane says so."""

import json

from botocore.exceptions import ClientError

ACCOUNT, REGION = "111122223333", "us-east-1"
DEVIATIONS = {}


def deviates(field):
    def add(holds):
        DEVIATIONS[field] = holds
        return holds

    return add


def new_key(kms, **more):
    return kms.create_key(KeyUsage="ENCRYPT_DECRYPT", KeySpec="SYMMETRIC_DEFAULT", **more)["KeyMetadata"]


@deviates("Key /rotation/periodInDays")
def _(aws):
    kms = aws.client("kms", ACCOUNT, REGION)
    key_id = new_key(kms)["KeyId"]
    kms.enable_key_rotation(KeyId=key_id, RotationPeriodInDays=200)
    return "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key_id)


@deviates("BucketEncryption /blockedEncryptionTypes")
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


@deviates("BucketLogging /targetObjectKeyFormat")
def _(aws):
    s3 = aws.client("s3", ACCOUNT, REGION)
    for bucket in ("keywright-lane-logged", "keywright-lane-log-files"):
        aws.make_bucket(bucket, ACCOUNT, REGION)
    deliver = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::keywright-lane-log-files/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [deliver]})
    s3.put_bucket_policy(Bucket="keywright-lane-log-files", Policy=policy)
    enabled = {
        "TargetBucket": "keywright-lane-log-files",
        "TargetPrefix": "",
        "TargetObjectKeyFormat": {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}},
    }
    s3.put_bucket_logging(Bucket="keywright-lane-logged", BucketLoggingStatus={"LoggingEnabled": enabled})
    shown = s3.get_bucket_logging(Bucket="keywright-lane-logged")["LoggingEnabled"]
    return "TargetObjectKeyFormat" not in shown


def service_grant(aws):
    """What ListGrants shows of a grant between services."""
    kms = aws.client("kms", ACCOUNT, REGION)
    key_id = new_key(kms)["KeyId"]
    kms.create_grant(
        KeyId=key_id,
        GranteeServicePrincipal="dynamodb.amazonaws.com",
        RetiringServicePrincipal="dynamodb.amazonaws.com",
        Operations=["Decrypt"],
        Constraints={"SourceArn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t"},
    )
    return kms.list_grants(KeyId=key_id)["Grants"][0]


@deviates("Grant /granteeServicePrincipal")
def _(aws):
    return "GranteeServicePrincipal" not in service_grant(aws)


@deviates("Grant /retiringServicePrincipal")
def _(aws):
    return "RetiringServicePrincipal" not in service_grant(aws)


@deviates("ReplicaKey /")
def _(aws):
    kms = aws.client("kms", ACCOUNT, REGION)
    key_id = new_key(kms, MultiRegion=True)["KeyId"]
    mark = [{"TagKey": "keywright:address", "TagValue": "ReplicaKey/x"}]
    kms.replicate_key(KeyId=key_id, ReplicaRegion="eu-central-1", Tags=mark)
    there = aws.client("kms", ACCOUNT, "eu-central-1")
    return there.list_resource_tags(KeyId=key_id)["Tags"] == []


def new_trail(aws):
    cloudtrail = aws.client("cloudtrail", ACCOUNT, REGION)
    cloudtrail.create_trail(Name="lane-deviations", S3BucketName="keywright-lane-logs")
    return cloudtrail


@deviates("Trail /insightSelectors")
def _(aws):
    cloudtrail, trail = new_trail(aws), {"TrailName": "lane-deviations"}
    cloudtrail.put_insight_selectors(**trail, InsightSelectors=[{"InsightType": "ApiErrorRateInsight"}])
    cloudtrail.put_insight_selectors(**trail, InsightSelectors=[])
    return len(cloudtrail.get_insight_selectors(**trail)["InsightSelectors"]) == 1


@deviates("Trail /snsTopic")
def _(aws):
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:topic"
    try:
        new_trail(aws).update_trail(Name="lane-deviations", SnsTopicName=topic)
    except ClientError:
        return True
    shown = new_trail(aws).update_trail(Name="lane-deviations", SnsTopicName=topic)
    return shown["SnsTopicARN"] != topic


@deviates("Bucket created by us")
def _(aws):
    s3 = aws.client("s3", ACCOUNT, REGION)
    tags = {"Tags": [{"Key": "keywright:address", "Value": "Bucket/x"}]}
    s3.create_bucket(Bucket="keywright-lane-tagged", CreateBucketConfiguration=tags)
    try:
        return s3.get_bucket_tagging(Bucket="keywright-lane-tagged")["TagSet"] == []
    except ClientError as error:
        return error.response["Error"]["Code"] == "NoSuchTagSet"
