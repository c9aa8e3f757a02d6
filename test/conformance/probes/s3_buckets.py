"""Buckets: made, found, deleted, and how they encrypt."""

from probe import probe
from trial import FAR, REGION, picked, two_pages


def where(region):
    return {} if region == REGION else {"CreateBucketConfiguration": {"LocationConstraint": region}}


@probe("s3api CreateBucket", "its answer", "S3 API Reference, CreateBucket, response")
def _(t):
    return t.s3.create_bucket(Bucket=f"conformance-{t.account}")


@probe("s3api CreateBucket", "invalid names", "S3 User Guide, General purpose bucket naming rules")
def _(t):
    names = {
        "capitals": f"Conformance-{t.account}",
        "an underscore": f"conformance_{t.account}",
        "two letters": "ab",
        "an address": "192.168.5.4",
        "two dots": f"a..{t.account}",
        "xn--": f"xn--{t.account}",
        "-s3alias": f"{t.account}-s3alias",
        "64 letters": f"{t.account}{'a' * 52}",
    }
    return {why: t.says(t.s3.create_bucket, Bucket=name) for why, name in names.items()}


@probe("s3api CreateBucket", "the constraint must be the Region asked", "S3 API Reference, CreateBucket, LocationConstraint")
def _(t):
    name = f"conformance-{t.account}"
    return {
        "none, away from us-east-1": t.says(t.far("s3").create_bucket, Bucket=name),
        "another Region's": t.says(t.far("s3").create_bucket, Bucket=name, **where("eu-west-1")),
        "a Region that is none": t.says(t.far("s3").create_bucket, Bucket=name, **where("nowhere")),
        "its own": t.says(t.far("s3").create_bucket, Bucket=name, **where(FAR)),
    }


@probe("s3api CreateBucket", "the name is taken", "S3 API Reference, CreateBucket, BucketAlreadyOwnedByYou and BucketAlreadyExists")
def _(t):
    here, there = t.bucket(), t.bucket(FAR)
    return {
        "own, us-east-1": t.says(t.s3.create_bucket, Bucket=here),
        "own, elsewhere": t.says(t.far("s3").create_bucket, Bucket=there, **where(FAR)),
        "of another account": t.says(t.others("s3").create_bucket, Bucket=here),
    }


@probe("s3api CreateBucket", "stores the tags of the call", "S3 API Reference, CreateBucketConfiguration, Tags")
def _(t):
    name = f"conformance-{t.account}"
    t.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"Tags": [{"Key": "team", "Value": "a"}]})
    return t.s3.get_bucket_tagging(Bucket=name)["TagSet"]


@probe("s3api CreateBucket", "object ownership goes with the call", "S3 API Reference, CreateBucket, x-amz-object-ownership")
def _(t):
    name = f"conformance-{t.account}"
    t.s3.create_bucket(Bucket=name, ObjectOwnership="ObjectWriter")
    return t.s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]


@probe("s3api DeleteBucket", "only when empty", "S3 API Reference, DeleteBucket; S3 error codes, BucketNotEmpty")
def _(t):
    name, delete = t.bucket(), t.s3.delete_bucket
    t.s3.put_object(Bucket=name, Key="a", Body=b"x")
    full = t.says(delete, Bucket=name)
    t.s3.delete_object(Bucket=name, Key="a")
    return {"full": full, "empty": t.says(delete, Bucket=name), "gone": t.says(delete, Bucket=name)}


@probe("s3api HeadBucket", "which accounts can see it", "S3 API Reference, HeadBucket: 200, 403 or 404")
def _(t):
    name = t.bucket()
    return {
        "own": t.says(t.s3.head_bucket, Bucket=name),
        "of another account": t.says(t.others("s3").head_bucket, Bucket=name),
        "of an owner that it is not": t.says(t.s3.head_bucket, Bucket=name, ExpectedBucketOwner=t.other),
        "not there": t.says(t.s3.head_bucket, Bucket=f"nothing-{t.account}"),
    }


@probe("s3api HeadBucket", "says the Region", "S3 API Reference, HeadBucket, x-amz-bucket-region")
def _(t):
    return t.far("s3").head_bucket(Bucket=t.bucket(FAR)).get("BucketRegion")


@probe("s3api GetBucketLocation", "none for us-east-1", "S3 API Reference, GetBucketLocation")
def _(t):
    return {
        "us-east-1": t.s3.get_bucket_location(Bucket=t.bucket()).get("LocationConstraint"),
        "elsewhere": t.far("s3").get_bucket_location(Bucket=t.bucket(FAR))["LocationConstraint"],
        "not there": t.says(t.s3.get_bucket_location, Bucket=f"nothing-{t.account}"),
    }


@probe("s3api ListBuckets", "those of the account", "S3 API Reference, ListBuckets, Bucket")
def _(t):
    names = [t.bucket(), t.bucket(FAR)]
    t.others("s3").create_bucket(Bucket=f"conformance-other-{t.other}")
    shown = t.s3.list_buckets()["Buckets"]
    return {"names": [one["Name"] for one in shown] == names, "one": picked(shown[0], "Name", "CreationDate")}


@probe("s3api ListBuckets", "pages, a Region, a prefix", "S3 API Reference, ListBuckets, MaxBuckets, BucketRegion, Prefix")
def _(t):
    for region in (REGION, REGION, FAR):
        t.bucket(region)
    token = {"given": "ContinuationToken", "taken": "ContinuationToken"}
    first, both = two_pages(t.s3.list_buckets, "Buckets", **token, MaxBuckets=2)
    return {
        "first": len(first["Buckets"]),
        "all": len({one["Name"] for one in both}),
        "of a Region": len(t.s3.list_buckets(BucketRegion=FAR, MaxBuckets=10)["Buckets"]),
        "with a prefix": len(t.s3.list_buckets(Prefix=f"conformance-{t.account}-2", MaxBuckets=10)["Buckets"]),
    }


def rule(algorithm, key=None, **more):
    default = {"SSEAlgorithm": algorithm, **({} if key is None else {"KMSMasterKeyID": key})}
    return {"ApplyServerSideEncryptionByDefault": default, **more}


def put(t, name, *rules):
    return t.s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": list(rules)})


def encryption(t, name):
    return t.s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]


@probe("s3api GetBucketEncryption", "a new bucket encrypts with SSE-S3", "S3 User Guide, Default encryption FAQ: AES256 since January 2023")
def _(t):
    return picked(encryption(t, t.bucket())["Rules"][0], "ApplyServerSideEncryptionByDefault", "BucketKeyEnabled")


@probe("s3api GetBucketEncryption", "a new bucket refuses SSE-C", "S3 User Guide, Blocking SSE-C: new buckets since April 2026")
def _(t):
    return picked(encryption(t, t.bucket())["Rules"][0], "BlockedEncryptionTypes")


@probe("s3api GetBucketEncryption", "no such bucket, another owner", "S3 API Reference, GetBucketEncryption, x-amz-expected-bucket-owner")
def _(t):
    name, get = t.bucket(), t.s3.get_bucket_encryption
    return {
        "not there": t.says(get, Bucket=f"nothing-{t.account}"),
        "of an owner that it is not": t.says(get, Bucket=name, ExpectedBucketOwner=t.other),
        "by another account": t.says(t.others("s3").get_bucket_encryption, Bucket=name),
    }


@probe("s3api PutBucketEncryption, s3api GetBucketEncryption", "a key and a bucket key are read back", "S3 API Reference, PutBucketEncryption, ServerSideEncryptionRule")
def _(t):
    name, key = t.bucket(), t.key()
    put(t, name, rule("aws:kms", t.arn(key), BucketKeyEnabled=True))
    return picked(encryption(t, name)["Rules"][0], "ApplyServerSideEncryptionByDefault", "BucketKeyEnabled")


@probe("s3api PutBucketEncryption", "two layers", "S3 API Reference, ServerSideEncryptionByDefault, SSEAlgorithm")
def _(t):
    name, key = t.bucket(), t.key()
    put(t, name, rule("aws:kms:dsse", t.arn(key)))
    return picked(encryption(t, name)["Rules"][0], "ApplyServerSideEncryptionByDefault")


@probe("s3api PutBucketEncryption", "the key is kept as it was said", "S3 User Guide, Configuring default encryption: the key is not looked at")
def _(t):
    name = t.bucket()
    put(t, name, rule("aws:kms", "alias/none-such"))
    return encryption(t, name)["Rules"][0]["ApplyServerSideEncryptionByDefault"]


@probe("s3api PutBucketEncryption", "blocked encryption types are read back", "S3 API Reference, BlockedEncryptionTypes")
def _(t):
    name, seen = t.bucket(), []
    for kind in ("NONE", "SSE-C"):
        put(t, name, rule("AES256", BlockedEncryptionTypes={"EncryptionType": [kind]}))
        seen.append(encryption(t, name)["Rules"][0].get("BlockedEncryptionTypes"))
    return seen


@probe("s3api PutBucketEncryption", "refusals", "S3 API Reference, PutBucketEncryption; ServerSideEncryptionByDefault, KMSMasterKeyID")
def _(t):
    name = t.bucket()

    def says(*rules):
        return t.says(t.s3.put_bucket_encryption, Bucket=name, ServerSideEncryptionConfiguration={"Rules": list(rules)})

    return {
        "a key with AES256": says(rule("AES256", t.arn(t.key()))),
        "an algorithm that is none": says(rule("DES")),
        "two rules": says(rule("AES256"), rule("aws:kms")),
        "no rule": says(),
    }


@probe("s3api DeleteBucketEncryption", "back to SSE-S3", "S3 API Reference, DeleteBucketEncryption")
def _(t):
    name = t.bucket()
    put(t, name, rule("aws:kms", t.arn(t.key()), BucketKeyEnabled=True))
    t.s3.delete_bucket_encryption(Bucket=name)
    left = picked(encryption(t, name)["Rules"][0], "ApplyServerSideEncryptionByDefault", "BucketKeyEnabled")
    return {**left, "not there": t.says(t.s3.delete_bucket_encryption, Bucket=f"nothing-{t.account}")}
