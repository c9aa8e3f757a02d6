"""BucketLifecycle: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from drifts import drift
from readers import or_none, reads
from skips import fixed


def lifecycle_wanted(estate, resource):
    """Each rule as what S3 is told of it, by its ID."""
    return {
        "bucket": estate.bucket(resource),
        "rules": {
            "drafts": {"Status": "Enabled", "prefix": "drafts/", "tags": {"stage": "draft"}, "Expiration": {"Days": 30}},
            "former": {
                "Status": "Enabled",
                "NoncurrentVersionExpiration": {"NoncurrentDays": 90},
                "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            },
            "cold": {
                "Status": "Enabled",
                "prefix": "reports/",
                "Transitions": [{"Days": 60, "StorageClass": "GLACIER"}],
            },
        },
    }


def lifecycle_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    ask = s3.get_bucket_lifecycle_configuration
    rules = or_none(lambda: ask(Bucket=bucket)["Rules"], "NoSuchLifecycleConfiguration") or []
    return {"bucket": bucket, "rules": {rule["ID"]: shown(rule) for rule in rules}}


def shown(rule):
    rest = {name: value for name, value in rule.items() if name not in ("ID", "Filter", "Prefix")}
    both = rule.get("Filter", {}).get("And", {})
    prefix = both.get("Prefix", rule.get("Filter", {}).get("Prefix"))
    return {**rest, "prefix": prefix, "tags": {tag["Key"]: tag["Value"] for tag in both.get("Tags", [])}}


reads("BucketLifecycle", lifecycle_wanted, lifecycle_live)


def rules_of(hand):
    return hand.s3.get_bucket_lifecycle_configuration(Bucket=hand.bucket)["Rules"]


def put(hand, rules):
    hand.s3.put_bucket_lifecycle_configuration(Bucket=hand.bucket, LifecycleConfiguration={"Rules": rules})


@drift("BucketLifecycle /rules", "BucketLifecycle/uploads", "a rule that deletes everything", path="/rules/wipe")
def _(hand):
    wipe = {"ID": "wipe", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}
    put(hand, [*rules_of(hand), wipe])


@drift("BucketLifecycle /rules", "BucketLifecycle/uploads", "a rule taken out", path="/rules/former")
def _(hand):
    put(hand, [rule for rule in rules_of(hand) if rule["ID"] != "former"])


@drift("BucketLifecycle /rules", "BucketLifecycle/uploads", "all rules taken out", path="/rules/drafts")
def _(hand):
    hand.s3.delete_bucket_lifecycle(Bucket=hand.bucket)


fixed("BucketLifecycle /bucket", "which bucket is asked")
