"""Every change behind Keywright's back that moto stores, made by boto3.

A row: what it covers, the address and path under which the plan must show it, why, and how it is done.
"""

import json
from dataclasses import dataclass
from typing import Callable

ROWS = []


@dataclass
class Drift:
    covers: str
    address: str
    path: str
    why: str
    make: Callable

    @property
    def thing(self):
        """Rows with the same thing cannot be tried at once."""
        facets = self.address.startswith(("Key/", "Bucket/", "Trail/"))
        return f"{self.address}#{self.path.split('/')[1]}" if facets else self.address


def drift(covers, address, why, path=None):
    def add(make):
        field = covers.split(" ")[1]
        ROWS.append(Drift(covers, address, field if path is None else path, why, make))
        return make

    return add


class Hand:
    """A person with the aws CLI and an address in mind."""

    def __init__(self, estate, address):
        self.estate = estate
        self.resource = estate[address]
        self.spec = estate.filled(self.resource.spec, self.resource)
        self.kms = estate.aws.of("kms", self.resource)
        self.s3 = estate.aws.of("s3", self.resource)
        self.cloudtrail = estate.aws.of("cloudtrail", self.resource)
        self.iam = estate.aws.of("iam", self.resource)

    @property
    def key(self):
        return self.estate.key(self.resource.address)["keyId"]

    @property
    def bucket(self):
        return self.estate.bucket(self.resource)

    def put_key_policy(self, statements):
        policy = {"Version": "2012-10-17", "Statement": statements}
        self.kms.put_key_policy(KeyId=self.key, PolicyName="default", Policy=json.dumps(policy))

    def live_bucket_policy(self):
        return json.loads(self.s3.get_bucket_policy(Bucket=self.bucket)["Policy"])

    def put_bucket_policy(self, statements):
        policy = {"Version": "2012-10-17", "Statement": statements}
        self.s3.put_bucket_policy(Bucket=self.bucket, Policy=json.dumps(policy))

    def put_encryption(self, algorithm, key=None, bucket_key=False):
        default = {"SSEAlgorithm": algorithm, **({} if key is None else {"KMSMasterKeyID": key})}
        rule = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}
        self.s3.put_bucket_encryption(Bucket=self.bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})

    def put_access_block(self, **changed):
        block = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}
        self.s3.put_public_access_block(Bucket=self.bucket, PublicAccessBlockConfiguration={**block, **changed})

    def put_bucket_tags(self, change):
        tags = {tag["Key"]: tag.get("Value", "") for tag in self.s3.get_bucket_tagging(Bucket=self.bucket)["TagSet"]}
        change(tags)
        tag_set = [{"Key": name, "Value": value} for name, value in tags.items()]
        self.s3.put_bucket_tagging(Bucket=self.bucket, Tagging={"TagSet": tag_set})


INTRUDER = {
    "Sid": "Intruder",
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/intruder"},
    "Action": "kms:Decrypt",
    "Resource": "*",
}
