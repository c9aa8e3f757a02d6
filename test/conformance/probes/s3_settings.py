"""Policies and settings of buckets."""

from answers import document
from documents import allow, policy
from probe import probe
from trial import FAR


def arn(name, rest=""):
    return f"arn:aws:s3:::{name}{rest}"


def tls_only(name):
    return allow(
        "*", "s3:*", [arn(name), arn(name, "/*")], effect="Deny", Sid="Tls", Condition={"Bool": {"aws:SecureTransport": "false"}}
    )


@probe("s3api GetBucketPolicy", "none", "S3 error codes, NoSuchBucketPolicy and NoSuchBucket")
def _(t):
    get = t.s3.get_bucket_policy
    return {"none": t.says(get, Bucket=t.bucket()), "not there": t.says(get, Bucket=f"nothing-{t.account}")}


@probe("s3api PutBucketPolicy, s3api GetBucketPolicy", "what is put is what is read", "S3 API Reference, PutBucketPolicy")
def _(t):
    name, role = t.bucket(), t.role()
    readers = allow({"AWS": [role]}, ["s3:GetObject", "s3:PutObject"], arn(name, "/*"), Sid="Use")
    t.s3.put_bucket_policy(Bucket=name, Policy=policy(readers, tls_only(name), Id="mine"))
    return document(t.s3.get_bucket_policy(Bucket=name)["Policy"])


@probe("s3api PutBucketPolicy", "refuses an invalid policy of this bucket", "S3 error codes, MalformedPolicy; S3 User Guide, Bucket policies")
def _(t):
    name = t.bucket()
    role = f"arn:aws:iam::{t.account}:role/nobody"
    root = {"AWS": f"arn:aws:iam::{t.account}:root"}

    def put(text):
        return t.says(t.s3.put_bucket_policy, Bucket=name, Policy=text)

    return {
        "no JSON": put("{"),
        "of another bucket": put(policy(allow(root, "s3:GetObject", arn("another", "/*")))),
        "an action of another service": put(policy(allow(root, "kms:Decrypt", arn(name)))),
        "no principal": put(policy({"Effect": "Allow", "Action": "s3:GetObject", "Resource": arn(name, "/*")})),
        "a principal that is not there": put(policy(allow({"AWS": role}, "s3:GetObject", arn(name, "/*")))),
        "too long": put(policy(allow(root, "s3:GetObject", arn(name, "/*"), Sid="x" * 20_500))),
    }


@probe("s3api PutBucketPolicy", "public policies are blocked", "S3 User Guide, Blocking public access: BlockPublicPolicy, on for new buckets since April 2023")
def _(t):
    name = t.bucket()
    return t.says(t.s3.put_bucket_policy, Bucket=name, Policy=policy(allow("*", "s3:GetObject", arn(name, "/*"))))


@probe("s3api PutBucketPolicy", "of a bucket of another account", "S3 API Reference, PutBucketPolicy: 403 without the permission, 405 with it for other accounts")
def _(t):
    name, put = t.bucket(), t.others("s3").put_bucket_policy
    closed = t.says(put, Bucket=name, Policy=policy(tls_only(name)))
    everything = allow({"AWS": f"arn:aws:iam::{t.other}:root"}, "s3:*", [arn(name), arn(name, "/*")])
    t.s3.put_bucket_policy(Bucket=name, Policy=policy(everything))
    return {"without the permission": closed, "with it": t.says(put, Bucket=name, Policy=policy(tls_only(name)))}


@probe("s3api PutBucketPolicy, s3api PutObject", "a Deny counts, with its condition", "S3 User Guide, Bucket policies; IAM User Guide, Policy evaluation logic")
def _(t):
    name, put = t.bucket(), t.s3.put_object
    t.s3.put_bucket_policy(Bucket=name, Policy=policy(allow("*", "s3:PutObject", arn(name, "/no/*"), effect="Deny")))
    kms = {"StringEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}
    denied, allowed = t.says(put, Bucket=name, Key="no/a", Body=b"x"), t.says(put, Bucket=name, Key="yes", Body=b"x")
    only = allow("*", "s3:PutObject", arn(name, "/*"), effect="Deny", Condition=kms)
    t.s3.put_bucket_policy(Bucket=name, Policy=policy(only))
    return {"denied": denied, "another key": allowed, "a condition that does not hold": t.says(put, Bucket=name, Key="a", Body=b"x")}


@probe("s3api DeleteBucketPolicy", "once and again", "S3 API Reference, DeleteBucketPolicy")
def _(t):
    name, delete = t.bucket(), t.s3.delete_bucket_policy
    t.s3.put_bucket_policy(Bucket=name, Policy=policy(tls_only(name)))
    said = [t.says(delete, Bucket=name) for _ in range(2)]
    return {"said": said, "left": t.says(t.s3.get_bucket_policy, Bucket=name)}


@probe("s3api GetBucketPolicyStatus", "which policies are public", "S3 API Reference, GetBucketPolicyStatus; S3 User Guide, The meaning of public")
def _(t):
    name, seen = t.bucket(), {"none": None}
    seen["none"] = t.says(t.s3.get_bucket_policy_status, Bucket=name)
    t.s3.delete_public_access_block(Bucket=name)
    everybody = allow("*", "s3:GetObject", arn(name, "/*"))
    narrowed = {**everybody, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}}
    for why, one in (("everybody", everybody), ("an organization", narrowed), ("a Deny", tls_only(name))):
        t.s3.put_bucket_policy(Bucket=name, Policy=policy(one))
        seen[why] = t.s3.get_bucket_policy_status(Bucket=name)["PolicyStatus"]["IsPublic"]
    return seen


def block(t, name):
    return t.s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]


@probe("s3api GetPublicAccessBlock", "a new bucket blocks all public access", "S3 User Guide, Blocking public access: on for new buckets since April 2023")
def _(t):
    return block(t, t.bucket())


@probe("s3api PutPublicAccessBlock", "replaces the whole configuration", "S3 API Reference, PutPublicAccessBlock, PublicAccessBlockConfiguration")
def _(t):
    name = t.bucket()
    t.s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration={"BlockPublicAcls": True})
    return block(t, name)


@probe("s3api DeletePublicAccessBlock", "once and again", "S3 API Reference, DeletePublicAccessBlock; GetPublicAccessBlock, errors")
def _(t):
    name = t.bucket()
    said = [t.says(t.s3.delete_public_access_block, Bucket=name) for _ in range(2)]
    return {"said": said, "left": t.says(t.s3.get_public_access_block, Bucket=name)}


@probe("s3api GetBucketVersioning", "never versioned: no status", "S3 API Reference, GetBucketVersioning")
def _(t):
    return t.s3.get_bucket_versioning(Bucket=t.bucket())


@probe("s3api PutBucketVersioning", "on, and off again", "S3 API Reference, PutBucketVersioning, Status")
def _(t):
    name, seen = t.bucket(), []
    for status in ("Enabled", "Suspended"):
        t.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": status})
        seen.append(t.s3.get_bucket_versioning(Bucket=name)["Status"])
    return seen


@probe("s3api PutBucketVersioning", "an invalid status", "S3 API Reference, PutBucketVersioning, Status: Enabled or Suspended")
def _(t):
    put, name = t.s3.put_bucket_versioning, t.bucket()
    return {
        "none such": t.says(put, Bucket=name, VersioningConfiguration={"Status": "Foo"}),
        "nothing said": t.says(put, Bucket=name, VersioningConfiguration={}),
        "not there": t.says(put, Bucket=f"nothing-{t.account}", VersioningConfiguration={"Status": "Enabled"}),
    }


@probe("s3api GetBucketOwnershipControls", "a new bucket has BucketOwnerEnforced", "S3 User Guide, Controlling ownership of objects: BucketOwnerEnforced since April 2023")
def _(t):
    return t.s3.get_bucket_ownership_controls(Bucket=t.bucket())["OwnershipControls"]


@probe("s3api PutBucketOwnershipControls", "is read back", "S3 API Reference, PutBucketOwnershipControls")
def _(t):
    name, rules = t.bucket(), {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    t.s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=rules)
    wrong = {"Rules": [{"ObjectOwnership": "Nobody"}]}
    refused = t.says(t.s3.put_bucket_ownership_controls, Bucket=name, OwnershipControls=wrong)
    return {**t.s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"], "none such": refused}


@probe("s3api DeleteBucketOwnershipControls", "then there are none", "S3 API Reference, DeleteBucketOwnershipControls; error OwnershipControlsNotFoundError")
def _(t):
    name = t.bucket()
    t.s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
    t.s3.delete_bucket_ownership_controls(Bucket=name)
    return t.says(t.s3.get_bucket_ownership_controls, Bucket=name)


def tag(key, value="x"):
    return {"Key": key, "Value": value}


def put_tags(t, name, *tags):
    return t.s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": list(tags)})


@probe("s3api PutBucketTagging", "replaces all", "S3 API Reference, PutBucketTagging")
def _(t):
    name = t.bucket()
    put_tags(t, name, tag("gone"), tag("team", "a"))
    put_tags(t, name, tag("team", "ä ö"), tag("empty", ""))
    return sorted(t.s3.get_bucket_tagging(Bucket=name)["TagSet"], key=lambda one: one["Key"])


@probe("s3api PutBucketTagging", "refusals", "S3 API Reference, PutBucketTagging, InvalidTag; S3 User Guide, Tagging buckets")
def _(t):
    name = t.bucket()

    def says(*tags):
        return t.says(t.s3.put_bucket_tagging, Bucket=name, Tagging={"TagSet": list(tags)})

    return {
        "of AWS": says(tag("aws:a")),
        "twice the same": says(tag("a", "1"), tag("a", "2")),
        "51": says(*[tag(f"tag-{number}") for number in range(51)]),
        "50": says(*[tag(f"tag-{number}") for number in range(50)]),
        "too long a key": says(tag("x" * 129)),
        "too long a value": says(tag("a", "x" * 257)),
    }


@probe("s3api GetBucketTagging", "none", "S3 API Reference, GetBucketTagging, NoSuchTagSet")
def _(t):
    get = t.s3.get_bucket_tagging
    return {"none": t.says(get, Bucket=t.bucket()), "not there": t.says(get, Bucket=f"nothing-{t.account}")}


@probe("s3api DeleteBucketTagging", "once and again", "S3 API Reference, DeleteBucketTagging")
def _(t):
    name = t.bucket()
    put_tags(t, name, tag("team"))
    said = [t.says(t.s3.delete_bucket_tagging, Bucket=name) for _ in range(2)]
    return {"said": said, "left": t.says(t.s3.get_bucket_tagging, Bucket=name)}


def log_to(target, **more):
    return {"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": "logs/", **more}}


@probe("s3api GetBucketLogging", "none", "S3 API Reference, GetBucketLogging")
def _(t):
    get = t.s3.get_bucket_logging
    return {"none": get(Bucket=t.bucket()).get("LoggingEnabled"), "not there": t.says(get, Bucket=f"nothing-{t.account}")}


@probe("s3api PutBucketLogging, s3api GetBucketLogging", "replaces everything, and an empty status turns it off", "S3 API Reference, PutBucketLogging")
def _(t):
    name, target = t.bucket(), t.bucket()
    service = {"Service": "logging.s3.amazonaws.com"}
    when = {"StringEquals": {"aws:SourceAccount": t.account}, "ArnLike": {"aws:SourceArn": arn(name)}}
    deliver = allow(service, "s3:PutObject", arn(target, "/logs/*"), Sid="Deliver", Condition=when)
    t.s3.put_bucket_policy(Bucket=target, Policy=policy(deliver))
    seen = []
    for status in (log_to(target, TargetObjectKeyFormat={"PartitionedPrefix": {"PartitionDateSource": "EventTime"}}), {}):
        said = t.says(t.s3.put_bucket_logging, Bucket=name, BucketLoggingStatus=status)
        seen.append({"said": said, "shown": t.s3.get_bucket_logging(Bucket=name).get("LoggingEnabled")})
    return seen


@probe("s3api PutBucketLogging", "refusals", "S3 error codes, InvalidTargetBucketForLogging and CrossLocationLoggingProhibited")
def _(t):
    name, far = t.bucket(), t.bucket(FAR)

    def says(status):
        return t.says(t.s3.put_bucket_logging, Bucket=name, BucketLoggingStatus=status)

    return {"not there": says(log_to(f"nothing-{t.account}")), "another Region": says(log_to(far))}


OLD = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 365}}


def put_rules(t, name, *rules):
    return t.says(t.s3.put_bucket_lifecycle_configuration, Bucket=name, LifecycleConfiguration={"Rules": list(rules)})


@probe("s3api GetBucketLifecycleConfiguration", "none", "S3 API Reference, GetBucketLifecycleConfiguration, NoSuchLifecycleConfiguration")
def _(t):
    get = t.s3.get_bucket_lifecycle_configuration
    return {"none": t.says(get, Bucket=t.bucket()), "not there": t.says(get, Bucket=f"nothing-{t.account}")}


@probe("s3api PutBucketLifecycleConfiguration, s3api GetBucketLifecycleConfiguration", "replaces all", "S3 API Reference, PutBucketLifecycleConfiguration")
def _(t):
    name = t.bucket()
    put_rules(t, name, {**OLD, "ID": "gone"})
    keep = [{"Key": "keep", "Value": "no"}]
    move = {"Transitions": [{"Days": 30, "StorageClass": "GLACIER"}], "NoncurrentVersionExpiration": {"NoncurrentDays": 9}}
    put_rules(t, name, OLD, {**OLD, **move, "ID": "tagged", "Filter": {"And": {"Prefix": "a/", "Tags": keep}}})
    return sorted(t.s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"], key=lambda rule: rule["ID"])


@probe("s3api PutBucketLifecycleConfiguration", "refusals", "S3 API Reference, PutBucketLifecycleConfiguration and LifecycleRule; S3 User Guide, intro-lifecycle-rules")
def _(t):
    name = t.bucket()
    return {
        "no rule": put_rules(t, name),
        "one ID twice": put_rules(t, name, OLD, OLD),
        "no action": put_rules(t, name, {name: value for name, value in OLD.items() if name != "Expiration"}),
        "days and a delete marker": put_rules(t, name, {**OLD, "Expiration": {"Days": 1, "ExpiredObjectDeleteMarker": True}}),
        "no days": put_rules(t, name, {**OLD, "Expiration": {"Days": 0}}),
        "another status": put_rules(t, name, {**OLD, "Status": "On"}),
    }


@probe("s3api DeleteBucketLifecycle", "once and again", "S3 API Reference, DeleteBucketLifecycle")
def _(t):
    name = t.bucket()
    put_rules(t, name, OLD)
    said = [t.says(t.s3.delete_bucket_lifecycle, Bucket=name) for _ in range(2)]
    return {"said": said, "left": t.says(t.s3.get_bucket_lifecycle_configuration, Bucket=name)}
