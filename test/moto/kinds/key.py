"""Key: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

import json

from fields import document
from drifts import INTRUDER, drift
from readers import policy_or_text, reads, tags_wanted
from skips import ACCOUNT, REGION, fixed, new_key, skipped


def key_wanted(estate, resource):
    spec = estate.filled(dict(resource.spec), resource)
    spec.pop("aliases", None)
    wanted = {**spec, "tags": tags_wanted(estate, resource)}
    if "description" in spec:
        wanted["description"] = spec["description"] or ""
    if "policy" in spec:
        wanted["policy"] = document(spec["policy"])
    if "aliases" in resource.spec:
        wanted["aliases"] = resource.spec["aliases"]
    return wanted


def key_live(estate, resource):
    kms, key_id = estate.aws.of("kms", resource), estate.key(resource.address)["keyId"]
    shown = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    aliases = kms.list_aliases()["Aliases"]
    return {
        "description": shown["Description"],
        "keySpec": shown["KeySpec"],
        "keyUsage": shown["KeyUsage"],
        "multiRegion": shown["MultiRegion"],
        "enabled": {"Enabled": True, "Disabled": False}.get(shown["KeyState"], shown["KeyState"]),
        "rotation": {"enabled": kms.get_key_rotation_status(KeyId=key_id)["KeyRotationEnabled"]},
        "policy": policy_or_text(kms.get_key_policy(KeyId=key_id, PolicyName="default")["Policy"]),
        "tags": {tag["TagKey"]: tag["TagValue"] for tag in kms.list_resource_tags(KeyId=key_id)["Tags"]},
        "aliases": [one["AliasName"] for one in aliases if one.get("TargetKeyId") == key_id],
    }


reads("Key", key_wanted, key_live)


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


@skipped("Key /rotation/periodInDays", "EnableKeyRotation drops RotationPeriodInDays, GetKeyRotationStatus never gives it")
def _(aws):
    kms = aws.client("kms", ACCOUNT, REGION)
    key_id = new_key(kms)["KeyId"]
    kms.enable_key_rotation(KeyId=key_id, RotationPeriodInDays=200)
    return "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key_id)


skipped("Key /grants", "shows grants of others in the plan; nothing of it is in AWS")


fixed("Key /keySpec", "fixed when the key is made")
fixed("Key /keyUsage", "fixed when the key is made")
fixed("Key /multiRegion", "fixed when the key is made")
