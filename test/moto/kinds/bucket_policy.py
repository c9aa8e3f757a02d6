"""BucketPolicy: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from fields import document
from drifts import INTRUDER, drift
from readers import or_none, reads
from skips import fixed


def bucket_policy_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    whole = document(spec["document"])
    return {"bucket": estate.bucket(resource), "document": whole, "ownership": ownership(resource)}


def ownership(resource):
    by_default = "document" if isinstance(resource.spec["bucket"], dict) else "statements"
    return resource.spec.get("ownership", by_default)


def bucket_policy_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    policy = document(or_none(lambda: s3.get_bucket_policy(Bucket=bucket)["Policy"], "NoSuchBucketPolicy"))
    ours = document(resource.spec["document"])["Statement"]
    others = [sid for sid in (policy or {}).get("Statement", {}) if sid not in ours]
    return {"bucket": bucket, "document": policy, "ownership": "statements" if others else "document"}


reads("BucketPolicy", bucket_policy_wanted, bucket_policy_live)


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


fixed("BucketPolicy /bucket", "which bucket is asked")
fixed("BucketPolicy /ownership", "says what of the document is ours")
