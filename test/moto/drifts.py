"""Every change behind Keywright's back that moto stores, made by boto3.

A row: what it covers, the address and path under which the plan must show it, why, and how it is done.
"""

import json
from dataclasses import dataclass
from typing import Callable

from readers import grants_of

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

# Key


@drift("Key /description", "Key/data", "changed")
def _(hand):
    hand.kms.update_key_description(KeyId=hand.key, Description="by hand")


@drift("Key /description", "Key/signing", "emptied")
def _(hand):
    hand.kms.update_key_description(KeyId=hand.key, Description="")


@drift("Key /description", "Key/tokens", "null in the manifest, written by hand")
def _(hand):
    hand.kms.update_key_description(KeyId=hand.key, Description="by hand")


@drift("Key /enabled", "Key/data", "disabled")
def _(hand):
    hand.kms.disable_key(KeyId=hand.key)


@drift("Key /enabled", "Key/retired", "enabled although it shall be disabled")
def _(hand):
    hand.kms.enable_key(KeyId=hand.key)


@drift("Key /rotation/enabled", "Key/archive", "rotation switched off")
def _(hand):
    hand.kms.disable_key_rotation(KeyId=hand.key)


@drift("Key /rotation/enabled", "Key/spare", "rotation switched on")
def _(hand):
    hand.kms.enable_key_rotation(KeyId=hand.key)


@drift("Key /policy", "Key/data", "a statement for somebody else")
def _(hand):
    hand.put_key_policy([*hand.spec["policy"]["Statement"], INTRUDER])


@drift("Key /policy", "Key/archive", "a statement taken out")
def _(hand):
    hand.put_key_policy(hand.spec["policy"]["Statement"][:1])


@drift("Key /policy", "Key/data", "a principal taken out")
def _(hand):
    root, use, deny = hand.spec["policy"]["Statement"]
    hand.put_key_policy([root, {**use, "Principal": {"AWS": use["Principal"]["AWS"][0]}}, deny])


@drift("Key /policy", "Key/data", "a condition loosened")
def _(hand):
    root, use, deny = hand.spec["policy"]["Statement"]
    hand.put_key_policy([root, {name: value for name, value in use.items() if name != "Condition"}, deny])


@drift("Key /tags", "Key/data", "a value changed", path="/tags/cost-center")
def _(hand):
    hand.kms.tag_resource(KeyId=hand.key, Tags=[{"TagKey": "cost-center", "TagValue": "9999"}])


@drift("Key /tags", "Key/archive", "a tag taken away", path="/tags/data-class")
def _(hand):
    hand.kms.untag_resource(KeyId=hand.key, TagKeys=["data-class"])


@drift("Key /tags", "Key/retired", "the tag of the Stack that this key says otherwise", path="/tags/managed-by")
def _(hand):
    hand.kms.tag_resource(KeyId=hand.key, Tags=[{"TagKey": "managed-by", "TagValue": "keywright"}])


@drift("Key /enabled", "Key/signing", "its deletion scheduled: called off and enabled again", path="/deletion")
def _(hand):
    hand.kms.schedule_key_deletion(KeyId=hand.key, PendingWindowInDays=7)


# Alias


@drift("Key /aliases", "Alias/lane-data", "the short form of the alias points elsewhere", path="/target")
@drift("Alias /target", "Alias/lane-data", "points to another key")
def _(hand):
    hand.kms.update_alias(AliasName="alias/lane/data", TargetKeyId=hand.estate.key("Key/spare")["keyId"])


@drift("Alias /name", "Alias/archive-current", "deleted", path="")
def _(hand):
    hand.kms.delete_alias(AliasName="alias/lane/archive")


# Grant


@drift("Grant /operations", "Grant/app", "revoked", path="")
def _(hand):
    [grant] = grants_of(hand.estate, hand.resource)
    hand.kms.revoke_grant(KeyId=grant["KeyId"], GrantId=grant["GrantId"])


# BucketEncryption


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


# Bucket


@drift("Bucket /tags", "Bucket/uploads", "a value changed", path="/tags/data-class")
def _(hand):
    hand.put_bucket_tags(lambda tags: tags.update({"data-class": "public"}))


@drift("Bucket /tags", "Bucket/reports", "a tag taken away", path="/tags/data-class")
def _(hand):
    hand.put_bucket_tags(lambda tags: tags.pop("data-class"))


@drift("Bucket /versioning", "Bucket/uploads", "suspended")
def _(hand):
    hand.s3.put_bucket_versioning(Bucket=hand.bucket, VersioningConfiguration={"Status": "Suspended"})


@drift("Bucket /versioning", "Bucket/reports", "enabled")
def _(hand):
    hand.s3.put_bucket_versioning(Bucket=hand.bucket, VersioningConfiguration={"Status": "Enabled"})


@drift("Bucket /publicAccessBlock/blockPublicAcls", "Bucket/uploads", "let through")
def _(hand):
    hand.put_access_block(BlockPublicAcls=False)


@drift("Bucket /publicAccessBlock/ignorePublicAcls", "Bucket/uploads", "let through")
def _(hand):
    hand.put_access_block(IgnorePublicAcls=False)


@drift("Bucket /publicAccessBlock/blockPublicPolicy", "Bucket/uploads", "let through")
def _(hand):
    hand.put_access_block(BlockPublicPolicy=False)


@drift("Bucket /publicAccessBlock/restrictPublicBuckets", "Bucket/reports", "more than the manifest says")
def _(hand):
    hand.put_access_block(IgnorePublicAcls=False)


@drift("Bucket /objectOwnership", "Bucket/uploads", "ACLs count again")
def _(hand):
    hand.s3.put_bucket_ownership_controls(
        Bucket=hand.bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    )


# BucketLogging


@drift("BucketLogging /targetBucket", "BucketLogging/uploads", "turned off")
def _(hand):
    hand.s3.put_bucket_logging(Bucket=hand.bucket, BucketLoggingStatus={})


@drift("BucketLogging /targetPrefix", "BucketLogging/uploads", "delivered under another prefix")
def _(hand):
    enabled = hand.s3.get_bucket_logging(Bucket=hand.bucket)["LoggingEnabled"]
    moved = {"TargetBucket": enabled["TargetBucket"], "TargetPrefix": "elsewhere/"}
    hand.s3.put_bucket_logging(Bucket=hand.bucket, BucketLoggingStatus={"LoggingEnabled": moved})


# BucketPolicy


@drift("BucketPolicy /document", "BucketPolicy/uploads", "a statement for everybody")
def _(hand):
    public = {**INTRUDER, "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{hand.bucket}/*"}
    hand.put_bucket_policy([*hand.spec["document"]["Statement"], public])


@drift("BucketPolicy /document", "BucketPolicy/uploads", "the Deny taken out")
def _(hand):
    hand.put_bucket_policy(hand.spec["document"]["Statement"][1:])


@drift("BucketPolicy /document", "BucketPolicy/uploads", "deleted")
def _(hand):
    hand.s3.delete_bucket_policy(Bucket=hand.bucket)


@drift("BucketPolicy /document", "BucketPolicy/foreign", "our statement changed, among those of others")
def _(hand):
    statements = hand.live_bucket_policy()["Statement"]
    changed = [{**one, "Action": "s3:*"} if one["Sid"] == "KeywrightReads" else one for one in statements]
    hand.put_bucket_policy(changed)


# RolePolicy


@drift("RolePolicy /document", "RolePolicy/app", "an action added")
def _(hand):
    policy = json.loads(json.dumps(hand.spec["document"]))
    policy["Statement"][0]["Action"].append("kms:Encrypt")
    hand.iam.put_role_policy(RoleName="app", PolicyName=hand.spec["name"], PolicyDocument=json.dumps(policy))


@drift("RolePolicy /document", "RolePolicy/archivist", "deleted")
def _(hand):
    hand.iam.delete_role_policy(RoleName="app", PolicyName=hand.spec["name"])


# Trail


def setting(covers, address, why, **values):
    """A change by UpdateTrail."""

    @drift(covers, address, why)
    def _(hand):
        hand.cloudtrail.update_trail(Name=hand.spec["name"], **values)


setting("Trail /bucket", "Trail/audit", "another bucket", S3BucketName="keywright-lane-foreign")
setting("Trail /prefix", "Trail/audit", "another folder", S3KeyPrefix="elsewhere")
setting("Trail /key", "Trail/audit", "without a key", KmsKeyId="")
setting("Trail /multiRegion", "Trail/audit", "one Region only", IsMultiRegionTrail=False)
setting("Trail /multiRegion", "Trail/plain", "all Regions", IsMultiRegionTrail=True)
setting("Trail /logFileValidation", "Trail/audit", "no digests", EnableLogFileValidation=False)
setting("Trail /globalServiceEvents", "Trail/plain", "with global services", IncludeGlobalServiceEvents=True)
setting(
    "Trail /cloudWatchLogs/logGroupArn",
    "Trail/audit",
    "another log group",
    CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:111122223333:log-group:other:*",
)
setting(
    "Trail /cloudWatchLogs/roleArn",
    "Trail/audit",
    "another role",
    CloudWatchLogsRoleArn="arn:aws:iam::111122223333:role/batch",
)


@drift("Trail /logging", "Trail/audit", "stopped")
def _(hand):
    hand.cloudtrail.stop_logging(Name=hand.spec["name"])


@drift("Trail /logging", "Trail/plain", "started although it shall not record")
def _(hand):
    hand.cloudtrail.start_logging(Name=hand.spec["name"])


@drift("Trail /eventSelectors", "Trail/audit", "management events left out")
def _(hand):
    selector = {"ReadWriteType": "WriteOnly", "IncludeManagementEvents": False, "DataResources": []}
    hand.cloudtrail.put_event_selectors(TrailName=hand.spec["name"], EventSelectors=[selector])


@drift("Trail /advancedEventSelectors", "Trail/plain", "other conditions")
def _(hand):
    fields = [{"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["true"]}]
    selectors = [{"Name": "what is read", "FieldSelectors": fields}]
    hand.cloudtrail.put_event_selectors(TrailName=hand.spec["name"], AdvancedEventSelectors=selectors)


@drift("Trail /tags", "Trail/audit", "a value changed", path="/tags/data-class")
def _(hand):
    hand.cloudtrail.add_tags(ResourceId=trail_arn(hand), TagsList=[{"Key": "data-class", "Value": "public"}])


def trail_arn(hand):
    return hand.cloudtrail.get_trail(Name=hand.spec["name"])["Trail"]["TrailARN"]
