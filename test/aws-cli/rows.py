"""Every operation of the embedded AWS, once, as a person would call it with the aws CLI, in an order that works.

`ok(operation, arguments, keep, shows)`: must succeed; `keep` names values of the answer (JMESPath) for later rows,
`shows` says what the answer must hold. `refused(error, operation, arguments, why)`: must fail with this error.
{name} stands for a value kept before (of `secret`, the file that holds it); a dict or list is sent as JSON.
"""

from dataclasses import dataclass, field

OTHER = "444455556666"
ACCOUNT = "111122223333"
REGION = "us-east-1"
ROWS = []


@dataclass
class Row:
    operation: str
    arguments: dict
    keep: dict = field(default_factory=dict)
    shows: dict = field(default_factory=dict)
    error: str = ""
    why: str = ""
    account: str = ACCOUNT
    region: str = REGION
    outfile: bool = False
    session: bool = False
    # Seconds for which KMSInvalidStateException is tried again.
    patience: int = 0


def ok(operation, keep=None, shows=None, outfile=False, region=REGION, patience=0, **arguments):
    ROWS.append(Row(operation, arguments, keep or {}, shows or {}, outfile=outfile, region=region, patience=patience))


def refused(error, operation, why, account=ACCOUNT, region=REGION, session=False, **arguments):
    ROWS.append(Row(operation, arguments, error=error, why=why, account=account, region=region, session=session))


def policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(principal, action, resource="*", effect="Allow", **more):
    return {"Effect": effect, "Principal": principal, "Action": action, "Resource": resource, **more}


ROOT = allow({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "kms:*")
TRUST = policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})
ONE_DAY = {"hold": "a-day"}

# sts, iam

ok("sts GetCallerIdentity", shows={"Account": ACCOUNT})
ok("iam CreateRole", RoleName="reader", AssumeRolePolicyDocument=TRUST, shows={"Role.RoleName": "reader"})
ok("iam GetRole", RoleName="reader", shows={"Role.AssumeRolePolicyDocument.Version": "2012-10-17"})
ok(
    "sts AssumeRole",
    RoleArn=f"arn:aws:iam::{ACCOUNT}:role/reader",
    RoleSessionName="lane",
    keep={"session": "Credentials"},
    shows={"AssumedRoleUser.Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/lane"},
)
READ = policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})
ok("iam PutRolePolicy", RoleName="reader", PolicyName="read", PolicyDocument=READ)
ok("iam ListRolePolicies", RoleName="reader", shows={"PolicyNames": ["read"]})
ok("iam GetRolePolicy", RoleName="reader", PolicyName="read", shows={"PolicyDocument.Statement[0].Action": "s3:GetObject"})
refused("EntityAlreadyExists", "iam CreateRole", "the name is taken", RoleName="reader", AssumeRolePolicyDocument=TRUST)
refused("NoSuchEntity", "iam GetRole", "no such role", RoleName="nobody")
refused("NoSuchEntity", "iam GetRolePolicy", "no such policy", RoleName="reader", PolicyName="none")
refused(
    "MalformedPolicyDocument", "iam PutRolePolicy", "no JSON", RoleName="reader", PolicyName="bad", PolicyDocument="{"
)
refused("DeleteConflict", "iam DeleteRole", "it has a policy", RoleName="reader")

# kms: keys

ok(
    "kms CreateKey",
    Description="by the CLI",
    Tags=[{"TagKey": "team", "TagValue": "ä ö"}],
    Policy=policy(ROOT),
    keep={"key": "KeyMetadata.KeyId", "arn": "KeyMetadata.Arn"},
    shows={"KeyMetadata.KeyState": "Enabled", "KeyMetadata.MultiRegion": False},
)
ok("kms DescribeKey", KeyId="{key}", shows={"KeyMetadata.Description": "by the CLI"})
ok("kms ListKeys", shows={"Keys[0].KeyId": "{key}"})
ok("kms UpdateKeyDescription", KeyId="{key}", Description="new")
ok("kms GetKeyPolicy", KeyId="{key}", PolicyName="default")
ok("kms PutKeyPolicy", KeyId="{key}", PolicyName="default", Policy=policy(ROOT))
ok("kms ListKeyPolicies", KeyId="{key}", shows={"PolicyNames": ["default"]})
ok("kms TagResource", KeyId="{key}", Tags=[{"TagKey": "stage", "TagValue": "prod"}])
ok("kms UntagResource", KeyId="{key}", TagKeys=["team"])
ok("kms ListResourceTags", KeyId="{key}", shows={"Tags": [{"TagKey": "stage", "TagValue": "prod"}]})
ok("kms CreateAlias", AliasName="alias/lane", TargetKeyId="{key}")
ok("kms ListAliases", KeyId="{key}", shows={"Aliases[0].AliasName": "alias/lane"})
ok("kms DisableKey", KeyId="{key}")
refused("DisabledException", "kms Encrypt", "it is disabled", KeyId="{key}", Plaintext="hello")
ok("kms EnableKey", KeyId="{key}")
ok("kms EnableKeyRotation", KeyId="{key}", RotationPeriodInDays=200)
ok("kms GetKeyRotationStatus", KeyId="{key}", shows={"KeyRotationEnabled": True, "RotationPeriodInDays": 200})
ok("kms RotateKeyOnDemand", KeyId="{key}")
ok("kms ListKeyRotations", KeyId="{key}")
ok("kms DisableKeyRotation", KeyId="{key}")
refused("NotFoundException", "kms DescribeKey", "no such key", KeyId="11111111-2222-3333-4444-555555555555")
refused("NotFoundException", "kms DescribeKey", "no such alias", KeyId="alias/none")
refused("NotFoundException", "kms DescribeKey", "it lives in another Region", KeyId="{key}", region="eu-central-1")
refused("AccessDeniedException", "kms DescribeKey", "its policy names another account", KeyId="{arn}", account=OTHER)
refused("AlreadyExistsException", "kms CreateAlias", "the name is taken", AliasName="alias/lane", TargetKeyId="{key}")
refused("ValidationException", "kms EnableKeyRotation", "2560 days at most", KeyId="{key}", RotationPeriodInDays=3000)
refused("TagException", "kms TagResource", "aws: is AWS's", KeyId="{key}", Tags=[{"TagKey": "aws:a", "TagValue": "b"}])
refused(
    "MalformedPolicyDocumentException",
    "kms PutKeyPolicy",
    "no JSON",
    KeyId="{key}",
    PolicyName="default",
    Policy="{",
)
refused(
    "MalformedPolicyDocumentException",
    "kms PutKeyPolicy",
    "nobody could change it again",
    KeyId="{key}",
    PolicyName="default",
    Policy=policy(allow({"AWS": f"arn:aws:iam::{ACCOUNT}:role/reader"}, "kms:Decrypt")),
)

refused("TagException", "kms TagResource", "€ is no letter", KeyId="{key}", Tags=[{"TagKey": "a", "TagValue": "€"}])

# kms: use

ok("kms Encrypt", KeyId="{key}", Plaintext="hello", EncryptionContext=ONE_DAY, keep={"secret": "CiphertextBlob"})
ok("kms Decrypt", CiphertextBlob="fileb://{secret}", EncryptionContext=ONE_DAY, shows={"Plaintext": "aGVsbG8="})
ok("kms GenerateDataKey", KeyId="{key}", KeySpec="AES_256")
ok("kms GenerateDataKeyWithoutPlaintext", KeyId="alias/lane", NumberOfBytes=32)
ok("kms GetKeyLastUsage", KeyId="{key}")
refused("InvalidCiphertextException", "kms Decrypt", "another context", CiphertextBlob="fileb://{secret}")
refused("AccessDeniedException", "kms Encrypt", "a role without permissions", session=True, KeyId="{key}", Plaintext="hello")

# kms: grants

READER = f"arn:aws:iam::{ACCOUNT}:role/reader"
ok(
    "kms CreateGrant",
    KeyId="{key}",
    GranteePrincipal=READER,
    RetiringPrincipal=READER,
    Operations=["Encrypt", "Decrypt"],
    Name="lane",
    keep={"grant": "GrantId"},
)
ok("kms ListGrants", KeyId="{key}", shows={"Grants[0].Name": "lane", "Grants[0].GranteePrincipal": READER})
ok("kms ListRetirableGrants", RetiringPrincipal=READER, shows={"Grants[0].GrantId": "{grant}"})
ok("kms RevokeGrant", KeyId="{key}", GrantId="{grant}")
ok("kms CreateGrant", KeyId="{key}", GranteePrincipal=READER, Operations=["Encrypt"], keep={"token": "GrantToken"})
ok("kms RetireGrant", GrantToken="{token}")
refused("NotFoundException", "kms RevokeGrant", "revoked before", KeyId="{key}", GrantId="{grant}")
refused(
    "InvalidArnException",
    "kms CreateGrant",
    "nobody has this name",
    KeyId="{key}",
    GranteePrincipal=f"arn:aws:iam::{OTHER}:user/nobody at all",
    Operations=["Encrypt"],
)

# kms: several Regions, imported material, deletion

ok("kms CreateKey", MultiRegion=True, keep={"mrk": "KeyMetadata.KeyId"}, shows={"KeyMetadata.MultiRegion": True})
ok("kms ReplicateKey", KeyId="{mrk}", ReplicaRegion="eu-central-1")
refused("AlreadyExistsException", "kms ReplicateKey", "it is there", KeyId="{mrk}", ReplicaRegion="eu-central-1")
ok("kms DescribeKey", KeyId="{mrk}", region="eu-central-1", shows={"KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType": "REPLICA"})
ok("kms CreateKey", Origin="EXTERNAL", keep={"own": "KeyMetadata.KeyId"}, shows={"KeyMetadata.KeyState": "PendingImport"})
refused("KMSInvalidStateException", "kms Encrypt", "it has no material yet", KeyId="{own}", Plaintext="hello")
ok(
    "kms ImportKeyMaterial",
    KeyId="{own}",
    ImportToken="token",
    EncryptedKeyMaterial="material",
    ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE",
)
ok("kms DeleteImportedKeyMaterial", KeyId="{own}")
ok("kms CreateKey", keep={"second": "KeyMetadata.KeyId"})
ok("kms UpdateAlias", AliasName="alias/lane", TargetKeyId="{second}")
ok("kms DeleteAlias", AliasName="alias/lane")
ok("kms ScheduleKeyDeletion", KeyId="{second}", PendingWindowInDays=7, shows={"KeyState": "PendingDeletion"})
refused("KMSInvalidStateException", "kms EnableKey", "its deletion is pending", KeyId="{second}")
refused("KMSInvalidStateException", "kms ScheduleKeyDeletion", "it is scheduled", KeyId="{second}")
ok("kms CancelKeyDeletion", KeyId="{second}")
ok("kms DescribeKey", KeyId="{second}", shows={"KeyMetadata.KeyState": "Disabled"})

# By now the replica is not Creating any more: it is tried until it is ready.
ok("kms UpdatePrimaryRegion", KeyId="{mrk}", PrimaryRegion="eu-central-1", patience=60)

# s3

ok("s3api CreateBucket", Bucket="lane-data")
ok("s3api HeadBucket", Bucket="lane-data")
ok("s3api GetBucketLocation", Bucket="lane-data")
ok("s3api ListBuckets", shows={"Buckets[?Name=='lane-data'].Name": ["lane-data"]})
RULE = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "{arn}"}, "BucketKeyEnabled": True}
SHOWN = "ServerSideEncryptionConfiguration.Rules[0]"
ok("s3api GetBucketEncryption", Bucket="lane-data", shows={f"{SHOWN}.ApplyServerSideEncryptionByDefault.SSEAlgorithm": "AES256"})
ok("s3api PutBucketEncryption", Bucket="lane-data", ServerSideEncryptionConfiguration={"Rules": [RULE]})
ok("s3api GetBucketEncryption", Bucket="lane-data", shows={f"{SHOWN}.BucketKeyEnabled": True})
ok("s3api PutBucketVersioning", Bucket="lane-data", VersioningConfiguration={"Status": "Enabled"})
ok("s3api GetBucketVersioning", Bucket="lane-data", shows={"Status": "Enabled"})
ok("s3api PutBucketVersioning", Bucket="lane-data", VersioningConfiguration={"Status": "Suspended"})
ok("s3api GetPublicAccessBlock", Bucket="lane-data", shows={"PublicAccessBlockConfiguration.BlockPublicPolicy": True})
EVERYBODY = policy(allow("*", "s3:GetObject", "arn:aws:s3:::lane-data/*"))
refused("AccessDenied", "s3api PutBucketPolicy", "public policies are blocked", Bucket="lane-data", Policy=EVERYBODY)
ok("s3api PutPublicAccessBlock", Bucket="lane-data", PublicAccessBlockConfiguration={"BlockPublicAcls": True})
ok("s3api DeletePublicAccessBlock", Bucket="lane-data")
refused("NoSuchPublicAccessBlockConfiguration", "s3api GetPublicAccessBlock", "deleted", Bucket="lane-data")
ok("s3api PutBucketPolicy", Bucket="lane-data", Policy=EVERYBODY)
ok("s3api GetBucketPolicy", Bucket="lane-data")
ok("s3api GetBucketPolicyStatus", Bucket="lane-data", shows={"PolicyStatus.IsPublic": True})
OWNER = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
ok("s3api PutBucketOwnershipControls", Bucket="lane-data", OwnershipControls=OWNER)
ok("s3api GetBucketOwnershipControls", Bucket="lane-data", shows={"OwnershipControls": OWNER})
ok("s3api DeleteBucketOwnershipControls", Bucket="lane-data")
TAGS = {"TagSet": [{"Key": "team", "Value": "ä ö"}]}
ok("s3api PutBucketTagging", Bucket="lane-data", Tagging=TAGS)
ok("s3api GetBucketTagging", Bucket="lane-data", shows=TAGS)
ok("s3api DeleteBucketTagging", Bucket="lane-data")
refused("NoSuchTagSet", "s3api GetBucketTagging", "deleted", Bucket="lane-data")
LOGGING = {"LoggingEnabled": {"TargetBucket": "lane-data", "TargetPrefix": "logs/", "TargetObjectKeyFormat": {"PartitionedPrefix": {"PartitionDateSource": "DeliveryTime"}}}}
ok("s3api PutBucketLogging", Bucket="lane-data", BucketLoggingStatus=LOGGING)
ok("s3api GetBucketLogging", Bucket="lane-data", shows=LOGGING)
refused("InvalidTargetBucketForLogging", "s3api PutBucketLogging", "no such target", Bucket="lane-data", BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "lane-nowhere", "TargetPrefix": ""}})
ok("s3api PutBucketLogging", Bucket="lane-data", BucketLoggingStatus={})
LIFECYCLE = {
    "Rules": [
        {
            "ID": "old",
            "Status": "Enabled",
            "Filter": {"And": {"Prefix": "logs/", "Tags": [{"Key": "keep", "Value": "no"}]}},
            "Expiration": {"Days": 365},
        }
    ]
}
ok("s3api PutBucketLifecycleConfiguration", Bucket="lane-data", LifecycleConfiguration=LIFECYCLE)
ok("s3api GetBucketLifecycleConfiguration", Bucket="lane-data", shows=LIFECYCLE)
refused("MalformedXML", "s3api PutBucketLifecycleConfiguration", "no rule", Bucket="lane-data", LifecycleConfiguration={"Rules": []})
ok("s3api DeleteBucketLifecycle", Bucket="lane-data")
refused("NoSuchLifecycleConfiguration", "s3api GetBucketLifecycleConfiguration", "none", Bucket="lane-data")
ok("s3api PutObject", Bucket="lane-data", Key="a b/ä.txt", Body="{file}", shows={"ServerSideEncryption": "aws:kms", "BucketKeyEnabled": True})
ok("s3api HeadObject", Bucket="lane-data", Key="a b/ä.txt", shows={"SSEKMSKeyId": "{arn}"})
ok("s3api GetObject", Bucket="lane-data", Key="a b/ä.txt", outfile=True, shows={"ContentLength": 11})
ok("s3api ListObjectsV2", Bucket="lane-data", shows={"Contents[0].Key": "a b/ä.txt"})
refused("BucketNotEmpty", "s3api DeleteBucket", "it holds an object", Bucket="lane-data")
DENY = policy(allow("*", "s3:PutObject", "arn:aws:s3:::lane-data/*", effect="Deny"))
ok("s3api PutBucketPolicy", Bucket="lane-data", Policy=DENY)
refused("AccessDenied", "s3api PutObject", "the policy of the bucket says no", Bucket="lane-data", Key="no", Body="{file}")
ok("s3api DeleteBucketPolicy", Bucket="lane-data")
refused("NoSuchBucketPolicy", "s3api GetBucketPolicy", "deleted", Bucket="lane-data")
refused("MalformedPolicy", "s3api PutBucketPolicy", "of another bucket", Bucket="lane-data", Policy=policy(allow("*", "s3:GetObject", "arn:aws:s3:::other/*")))
refused("NoSuchBucket", "s3api GetBucketEncryption", "no such bucket", Bucket="lane-nowhere")
refused("404", "s3api HeadBucket", "no such bucket, and no body that says so", Bucket="lane-nowhere")
refused("NoSuchKey", "s3api GetObject", "no such object", Bucket="lane-data", Key="none")
refused("BucketAlreadyExists", "s3api CreateBucket", "another account has it", Bucket="lane-data", account=OTHER)
refused("AccessDenied", "s3api GetBucketEncryption", "expected of another owner", Bucket="lane-data", ExpectedBucketOwner=OTHER)
ok("s3api DeleteObject", Bucket="lane-data", Key="a b/ä.txt")
ok("s3api DeleteBucketEncryption", Bucket="lane-data")

# cloudtrail

TRAIL_ARN = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/lane"
WRITES = policy(
    allow({"Service": "cloudtrail.amazonaws.com"}, "s3:GetBucketAcl", "arn:aws:s3:::lane-data"),
    allow(
        {"Service": "cloudtrail.amazonaws.com"},
        "s3:PutObject",
        f"arn:aws:s3:::lane-data/AWSLogs/{ACCOUNT}/*",
        Condition={"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL_ARN}},
    ),
)
refused("S3BucketDoesNotExistException", "cloudtrail CreateTrail", "no such bucket", Name="lane", S3BucketName="lane-nowhere")
refused("InsufficientS3BucketPolicyException", "cloudtrail CreateTrail", "the bucket does not let it write", Name="lane", S3BucketName="lane-data")
ok("s3api PutBucketPolicy", Bucket="lane-data", Policy=WRITES)
ok("cloudtrail CreateTrail", Name="lane", S3BucketName="lane-data", shows={"TrailARN": TRAIL_ARN})
refused("TrailAlreadyExistsException", "cloudtrail CreateTrail", "the name is taken", Name="lane", S3BucketName="lane-data")
ok("cloudtrail UpdateTrail", Name="lane", EnableLogFileValidation=True, IsMultiRegionTrail=True)
ok("cloudtrail GetTrail", Name=TRAIL_ARN, shows={"Trail.LogFileValidationEnabled": True})
ok("cloudtrail DescribeTrails", shows={"trailList[0].HomeRegion": REGION})
ok("cloudtrail DescribeTrails", region="eu-central-1", shows={"trailList[0].TrailARN": TRAIL_ARN})
ok("cloudtrail ListTrails", shows={"Trails[0].TrailARN": TRAIL_ARN})
ok("cloudtrail StartLogging", Name="lane")
ok("cloudtrail GetTrailStatus", Name="lane", shows={"IsLogging": True})
ok("cloudtrail StopLogging", Name="lane")
ok("cloudtrail PutEventSelectors", TrailName="lane", EventSelectors=[{"ReadWriteType": "All", "IncludeManagementEvents": True}])
ok("cloudtrail GetEventSelectors", TrailName="lane", shows={"EventSelectors[0].ReadWriteType": "All"})
refused("InsightNotEnabledException", "cloudtrail GetInsightSelectors", "none are set", TrailName="lane")
ok("cloudtrail PutInsightSelectors", TrailName="lane", InsightSelectors=[{"InsightType": "ApiErrorRateInsight"}])
ok("cloudtrail GetInsightSelectors", TrailName="lane", shows={"InsightSelectors[0].InsightType": "ApiErrorRateInsight"})
ok("cloudtrail AddTags", ResourceId=TRAIL_ARN, TagsList=[{"Key": "team", "Value": "audit"}, {"Key": "gone", "Value": "x"}])
ok("cloudtrail RemoveTags", ResourceId=TRAIL_ARN, TagsList=[{"Key": "gone"}])
ok("cloudtrail ListTags", ResourceIdList=[TRAIL_ARN], shows={"ResourceTagList[0].TagsList": [{"Key": "team", "Value": "audit"}]})
refused("InvalidHomeRegionException", "cloudtrail UpdateTrail", "it lives elsewhere", Name=TRAIL_ARN, region="eu-central-1")
refused("TrailNotFoundException", "cloudtrail GetTrailStatus", "no such trail", Name="none-here")
refused("InvalidTrailNameException", "cloudtrail CreateTrail", "a name of two letters", Name="ab", S3BucketName="lane-data")

# tagging

FILTER = [{"Key": "stage", "Values": ["prod"]}]
ok("resourcegroupstaggingapi GetResources", TagFilters=FILTER, shows={"ResourceTagMappingList[0].ResourceARN": "{arn}"})

# Taking down

ok("cloudtrail DeleteTrail", Name="lane")
ok("s3api DeleteBucketPolicy", Bucket="lane-data")
ok("s3api DeleteBucket", Bucket="lane-data")
ok("iam DeleteRolePolicy", RoleName="reader", PolicyName="read")
ok("iam DeleteRole", RoleName="reader")
