"""Multi-Region keys."""

from answers import document
from documents import allow, policy, root
from probe import probe
from trial import FAR, REGION, picked


def family(t):
    """A primary here and its replica there, both ready. One id for both."""
    key = t.key(MultiRegion=True)
    t.kms.replicate_key(KeyId=key, ReplicaRegion=FAR)
    t.settled(FAR, key)
    return key


def shown(t, key, region=REGION):
    return t.client("kms", region).describe_key(KeyId=key)["KeyMetadata"]


@probe("kms ReplicateKey", "every member of a replica", "KMS API Reference, ReplicateKey, response; KeyMetadata")
def _(t):
    key = t.key(MultiRegion=True)
    answer = t.kms.replicate_key(KeyId=key, ReplicaRegion=FAR)
    # The state passes: AWS names Creating.
    made = {name: value for name, value in answer["ReplicaKeyMetadata"].items() if name not in ("KeyState", "Enabled")}
    return {"metadata": made, "tags": answer.get("ReplicaTags", []), "policy": document(answer["ReplicaPolicy"])}


@probe("kms ReplicateKey", "becomes Enabled", "KMS Developer Guide, Key states, Creating")
def _(t):
    key = family(t)
    return picked(shown(t, key, FAR), "KeyState", "Enabled", "Arn")


@probe("kms ReplicateKey", "both list each other", "KMS API Reference, MultiRegionConfiguration")
def _(t):
    key = family(t)
    there = shown(t, key, FAR)["MultiRegionConfiguration"]
    return {"primary": shown(t, key)["MultiRegionConfiguration"], "replica": there}


@probe("kms ReplicateKey", "has a separate description, policy and tags", "KMS API Reference, ReplicateKey, Description, Policy, Tags")
def _(t):
    key = t.key(MultiRegion=True, Description="primary", Tags=[{"TagKey": "a", "TagValue": "primary"}])
    text = policy(root(t.account), allow({"AWS": t.role()}, "kms:Decrypt", Sid="Use"))
    tags = [{"TagKey": "a", "TagValue": "replica"}]
    t.kms.replicate_key(KeyId=key, ReplicaRegion=FAR, Description="replica", Policy=text, Tags=tags)
    t.settled(FAR, key)
    far = t.far("kms")
    return {
        "descriptions": [shown(t, key)["Description"], shown(t, key, FAR)["Description"]],
        "tags": [t.kms.list_resource_tags(KeyId=key)["Tags"], far.list_resource_tags(KeyId=key)["Tags"]],
        "policy of the replica": "Use" in far.get_key_policy(KeyId=key, PolicyName="default")["Policy"],
        "policy of the primary": "Use" in t.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"],
    }


@probe("kms ReplicateKey", "copies nothing from the primary", "KMS API Reference, ReplicateKey: Description, Policy and Tags default to none and the default policy")
def _(t):
    tags = [{"TagKey": "a", "TagValue": "primary"}]
    key = t.key(MultiRegion=True, Description="primary", Tags=tags)
    t.kms.replicate_key(KeyId=key, ReplicaRegion=FAR)
    t.settled(FAR, key)
    return {"description": shown(t, key, FAR)["Description"], "tags": t.far("kms").list_resource_tags(KeyId=key)["Tags"]}


@probe("kms ReplicateKey", "refusals", "KMS API Reference, ReplicateKey, errors")
def _(t):
    single, key = t.key(), family(t)
    replicate = t.kms.replicate_key
    return {
        "a single-Region key": t.says(replicate, KeyId=single, ReplicaRegion=FAR),
        "where one is": t.says(replicate, KeyId=key, ReplicaRegion=FAR),
        "where the primary is": t.says(replicate, KeyId=key, ReplicaRegion=REGION),
        "a replica": t.says(t.far("kms").replicate_key, KeyId=key, ReplicaRegion="eu-west-1"),
        "nowhere": t.says(replicate, KeyId=key),
        "made nothing": t.says(t.far("kms").describe_key, KeyId=single),
    }


@probe("kms ReplicateKey", "each key has separate state, tags, grants and aliases", "KMS Developer Guide, Multi-Region keys, shared and independent properties")
def _(t):
    key, far = family(t), t.far("kms")
    t.kms.create_alias(AliasName="alias/primary", TargetKeyId=key)
    t.kms.create_grant(KeyId=key, GranteePrincipal=t.role(), Operations=["Encrypt"])
    t.kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}])
    far.disable_key(KeyId=key)
    return {
        "states": [shown(t, key)["KeyState"], shown(t, key, FAR)["KeyState"]],
        "grants there": len(far.list_grants(KeyId=key)["Grants"]),
        "tags there": len(far.list_resource_tags(KeyId=key)["Tags"]),
        "aliases there": len(far.list_aliases(KeyId=key)["Aliases"]),
    }


@probe("kms ReplicateKey, kms EnableKeyRotation", "rotation is shared, set at the primary", "KMS Developer Guide, Multi-Region keys, shared properties; EnableKeyRotation")
def _(t):
    key, far = family(t), t.far("kms")
    t.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=100)
    status = far.get_key_rotation_status(KeyId=key)
    return {
        **picked(status, "KeyRotationEnabled", "RotationPeriodInDays"),
        "set at the replica": t.says(far.enable_key_rotation, KeyId=key),
        "ended at the replica": t.says(far.disable_key_rotation, KeyId=key),
    }


@probe("kms ReplicateKey, kms Decrypt", "decrypts in one Region what the other encrypted", "KMS Developer Guide, Multi-Region keys: interoperable")
def _(t):
    key = family(t)
    sealed = t.kms.encrypt(KeyId=key, Plaintext=b"hello", EncryptionContext={"a": "b"})["CiphertextBlob"]
    opened = t.far("kms").decrypt(CiphertextBlob=sealed, EncryptionContext={"a": "b"})
    return {"same": opened["Plaintext"] == b"hello", "key": opened["KeyId"]}


@probe("kms ReplicateKey, kms ScheduleKeyDeletion", "a replica is deleted separately", "KMS Developer Guide, Deleting multi-Region keys, replica keys")
def _(t):
    key = family(t)
    t.far("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    return {
        "states": [shown(t, key)["KeyState"], shown(t, key, FAR)["KeyState"]],
        "again there": t.says(t.kms.replicate_key, KeyId=key, ReplicaRegion=FAR),
    }


@probe("kms UpdatePrimaryRegion", "primary and replica swap roles", "KMS API Reference, UpdatePrimaryRegion")
def _(t):
    key = family(t)
    t.kms.update_primary_region(KeyId=t.arn(key), PrimaryRegion=FAR)
    t.settled(REGION, key)
    t.settled(FAR, key)
    return [shown(t, key, region)["MultiRegionConfiguration"] for region in (REGION, FAR)]


@probe("kms UpdatePrimaryRegion", "refusals", "KMS API Reference, UpdatePrimaryRegion, errors")
def _(t):
    single, key = t.key(), family(t)
    return {
        "a single-Region key": t.says(t.kms.update_primary_region, KeyId=single, PrimaryRegion=FAR),
        "at a replica": t.says(t.far("kms").update_primary_region, KeyId=key, PrimaryRegion=REGION),
        "where no replica is": t.says(t.kms.update_primary_region, KeyId=key, PrimaryRegion="eu-west-1"),
    }
