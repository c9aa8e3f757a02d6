"""Bucket: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from drifts import drift
from readers import or_none, reads, tags_wanted
from skips import fixed


def bucket_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    return {**spec, "tags": tags_wanted(estate, resource)}


def bucket_live(estate, resource):
    s3, name = estate.aws.of("s3", resource), estate.bucket(resource)
    location = s3.get_bucket_location(Bucket=name).get("LocationConstraint") or "us-east-1"
    tags = or_none(lambda: s3.get_bucket_tagging(Bucket=name)["TagSet"], "NoSuchTagSet") or []
    ownership = or_none(
        lambda: s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]["Rules"][0]["ObjectOwnership"],
        "OwnershipControlsNotFoundError",
    )
    block = or_none(
        lambda: s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"],
        "NoSuchPublicAccessBlockConfiguration",
    )
    return {
        "name": name if location == resource.region else f"{name} in {location}",
        "tags": {tag["Key"]: tag.get("Value", "") for tag in tags},
        "versioning": s3.get_bucket_versioning(Bucket=name).get("Status"),
        "publicAccessBlock": {flag[0].lower() + flag[1:]: on for flag, on in (block or {}).items()},
        "objectOwnership": ownership,
    }


reads("Bucket", bucket_wanted, bucket_live)


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


fixed("Bucket /name", "another name is another bucket")
