"""BucketLogging: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

import json

from drifts import drift
from readers import reads
from skips import ACCOUNT, REGION, fixed, skipped


def logging_wanted(estate, resource):
    target = resource.spec["targetBucket"]
    name = estate.bucket(estate[target["ref"]]) if isinstance(target, dict) else target
    return {**resource.spec, "bucket": estate.bucket(resource), "targetBucket": name}


def logging_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    enabled = s3.get_bucket_logging(Bucket=bucket).get("LoggingEnabled", {})
    return {
        "bucket": bucket,
        "targetBucket": enabled.get("TargetBucket"),
        "targetPrefix": enabled.get("TargetPrefix"),
    }


reads("BucketLogging", logging_wanted, logging_live)


@drift("BucketLogging /targetBucket", "BucketLogging/uploads", "turned off")
def _(hand):
    hand.s3.put_bucket_logging(Bucket=hand.bucket, BucketLoggingStatus={})


@drift("BucketLogging /targetPrefix", "BucketLogging/uploads", "delivered under another prefix")
def _(hand):
    enabled = hand.s3.get_bucket_logging(Bucket=hand.bucket)["LoggingEnabled"]
    moved = {"TargetBucket": enabled["TargetBucket"], "TargetPrefix": "elsewhere/"}
    hand.s3.put_bucket_logging(Bucket=hand.bucket, BucketLoggingStatus={"LoggingEnabled": moved})


@skipped("BucketLogging /targetObjectKeyFormat", "PutBucketLogging drops TargetObjectKeyFormat")
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


fixed("BucketLogging /bucket", "which bucket is asked")
