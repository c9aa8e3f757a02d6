"""Objects: as much of them as state in S3 and encryption need."""

from probe import probe
from trial import picked, two_pages

SHOWN = ("ServerSideEncryption", "SSEKMSKeyId", "BucketKeyEnabled")


def encrypted_bucket(t, key, bucket_key=True):
    name = t.bucket()
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": t.arn(key)}
    rule = {"ApplyServerSideEncryptionByDefault": default, "BucketKeyEnabled": bucket_key}
    t.s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
    return name


@probe("s3api PutObject", "with SSE-S3", "S3 API Reference, PutObject, x-amz-server-side-encryption")
def _(t):
    answer = t.s3.put_object(Bucket=t.bucket(), Key="a b/ä.txt", Body=b"hello")
    return picked(answer, "ETag", *SHOWN)


@probe("s3api PutObject", "with the key of its bucket", "S3 User Guide, Setting default server-side encryption behavior")
def _(t):
    return picked(t.s3.put_object(Bucket=encrypted_bucket(t, t.key()), Key="a", Body=b"hello"), *SHOWN)


@probe("s3api PutObject", "under a key of its own", "S3 API Reference, PutObject, x-amz-server-side-encryption-aws-kms-key-id")
def _(t):
    answer = t.s3.put_object(Bucket=t.bucket(), Key="a", Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=t.arn(t.key()))
    return picked(answer, *SHOWN)


@probe("s3api PutObject, s3api GetObject", "a disabled key", "S3 User Guide, Using SSE-KMS; KMS Developer Guide, How unusable KMS keys affect data keys")
def _(t):
    key = t.key()
    name = encrypted_bucket(t, key, bucket_key=False)
    t.s3.put_object(Bucket=name, Key="a", Body=b"x")
    t.kms.disable_key(KeyId=key)
    return {"put": t.says(t.s3.put_object, Bucket=name, Key="b", Body=b"x"), "get": t.says(t.s3.get_object, Bucket=name, Key="a")}


@probe("s3api PutObject", "only if nothing is there, only if nothing changed", "S3 User Guide, Conditional writes")
def _(t):
    name, put = t.bucket(), t.s3.put_object
    first = t.says(put, Bucket=name, Key="a", Body=b"1", IfNoneMatch="*")
    etag = t.s3.head_object(Bucket=name, Key="a")["ETag"]
    return {
        "first": first,
        "second": t.says(put, Bucket=name, Key="a", Body=b"2", IfNoneMatch="*"),
        "as read": t.says(put, Bucket=name, Key="a", Body=b"3", IfMatch=etag),
        "as read before": t.says(put, Bucket=name, Key="a", Body=b"4", IfMatch=etag),
        "where nothing is": t.says(put, Bucket=name, Key="none", Body=b"5", IfMatch=etag),
    }


@probe("s3api PutObject", "blocked SSE-C", "S3 User Guide, Blocking SSE-C for a bucket: 403")
def _(t):
    key = "x" * 32
    given = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": key}
    return t.says(t.s3.put_object, Bucket=t.bucket(), Key="a", Body=b"x", **given)


@probe("s3api GetObject", "returns the stored object", "S3 API Reference, GetObject")
def _(t):
    name = t.bucket()
    t.s3.put_object(Bucket=name, Key="a b/ä.txt", Body=b"hello", ContentType="text/plain", Metadata={"team": "a"})
    answer = t.s3.get_object(Bucket=name, Key="a b/ä.txt")
    return {"body": answer["Body"].read().decode(), **picked(answer, "ContentType", "ContentLength", "Metadata", "ETag", *SHOWN)}


@probe("s3api GetObject", "refusals", "S3 API Reference, GetObject, NoSuchKey; S3 error codes")
def _(t):
    name, get = t.bucket(), t.s3.get_object
    t.s3.put_object(Bucket=name, Key="a", Body=b"hello")
    return {
        "no such object": t.says(get, Bucket=name, Key="none"),
        "no such bucket": t.says(get, Bucket=f"nothing-{t.account}", Key="a"),
        "another tag": t.says(get, Bucket=name, Key="a", IfMatch='"x"'),
        "of another account": t.says(t.others("s3").get_object, Bucket=name, Key="a"),
        "of an owner that it is not": t.says(get, Bucket=name, Key="a", ExpectedBucketOwner=t.other),
    }


@probe("s3api HeadObject", "returns the stored object", "S3 API Reference, HeadObject")
def _(t):
    name = encrypted_bucket(t, t.key())
    t.s3.put_object(Bucket=name, Key="a", Body=b"hello", Metadata={"team": "a"})
    answer = t.s3.head_object(Bucket=name, Key="a")
    none = t.says(t.s3.head_object, Bucket=name, Key="none")
    return {**picked(answer, "ContentType", "ContentLength", "Metadata", *SHOWN), "none": none}


@probe("s3api DeleteObject", "what is not there is no error", "S3 API Reference, DeleteObject")
def _(t):
    name, delete = t.bucket(), t.s3.delete_object
    t.s3.put_object(Bucket=name, Key="a", Body=b"hello")
    said = [t.says(delete, Bucket=name, Key="a") for _ in range(2)]
    return {"said": said, "left": t.says(t.s3.get_object, Bucket=name, Key="a")}


@probe("s3api DeleteObject", "only if nothing changed", "S3 User Guide, Conditional deletes")
def _(t):
    name, delete = t.bucket(), t.s3.delete_object
    etag = t.s3.put_object(Bucket=name, Key="a", Body=b"hello")["ETag"]
    return {"another": t.says(delete, Bucket=name, Key="a", IfMatch='"x"'), "as read": t.says(delete, Bucket=name, Key="a", IfMatch=etag)}


@probe("s3api ListObjectsV2", "pages and a prefix", "S3 API Reference, ListObjectsV2")
def _(t):
    name, listed = t.bucket(), t.s3.list_objects_v2
    for key in ("b/1", "a/1", "a/2", "c"):
        t.s3.put_object(Bucket=name, Key=key, Body=b"hello")
    token = {"given": "NextContinuationToken", "taken": "ContinuationToken"}
    first, both = two_pages(listed, "Contents", **token, Bucket=name, MaxKeys=3)
    return {
        "all": [one["Key"] for one in both],
        "page": picked(first, "KeyCount", "MaxKeys", "IsTruncated"),
        "prefix": [one["Key"] for one in listed(Bucket=name, Prefix="a/")["Contents"]],
        "after": [one["Key"] for one in listed(Bucket=name, StartAfter="a/2")["Contents"]],
        "entry": picked(first["Contents"][0], "Key", "Size", "ETag", "StorageClass", "LastModified"),
        "nothing": picked(listed(Bucket=name, Prefix="none"), "KeyCount", "IsTruncated", "Contents"),
        "not there": t.says(listed, Bucket=f"nothing-{t.account}"),
    }
