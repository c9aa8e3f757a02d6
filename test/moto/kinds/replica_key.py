"""ReplicaKey: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from skips import ACCOUNT, REGION, new_key, skipped


@skipped("ReplicaKey /", "ReplicateKey ignores Description, Policy and Tags, so a replica never carries our mark; both keys share one MultiRegionConfiguration, grants and aliases")
def _(aws):
    kms = aws.client("kms", ACCOUNT, REGION)
    key_id = new_key(kms, MultiRegion=True)["KeyId"]
    mark = [{"TagKey": "keywright:address", "TagValue": "ReplicaKey/x"}]
    kms.replicate_key(KeyId=key_id, ReplicaRegion="eu-central-1", Tags=mark)
    there = aws.client("kms", ACCOUNT, "eu-central-1")
    return there.list_resource_tags(KeyId=key_id)["Tags"] == []
