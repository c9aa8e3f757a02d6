"""Rotation of key material, and the deletion of keys."""

import datetime

from probe import probe
from trial import FAR, picked

NOBODY = "11111111-2222-3333-4444-555555555555"


def status(t, key):
    return t.kms.get_key_rotation_status(KeyId=key)


@probe("kms EnableKeyRotation", "keeps the period", "KMS API Reference, EnableKeyRotation, RotationPeriodInDays")
def _(t):
    key = t.key()
    t.kms.enable_key_rotation(KeyId=t.arn(key), RotationPeriodInDays=200)
    return picked(status(t, key), "KeyRotationEnabled", "RotationPeriodInDays")


@probe("kms EnableKeyRotation", "365 days by default", "KMS API Reference, EnableKeyRotation, RotationPeriodInDays")
def _(t):
    key = t.key()
    t.kms.enable_key_rotation(KeyId=key)
    return picked(status(t, key), "KeyRotationEnabled", "RotationPeriodInDays")


@probe("kms EnableKeyRotation", "90 to 2560 days", "KMS API Reference, EnableKeyRotation, RotationPeriodInDays, valid range")
def _(t):
    key = t.key()
    periods = (89, 90, 2560, 2561)
    return {str(days): t.says(t.kms.enable_key_rotation, KeyId=key, RotationPeriodInDays=days) for days in periods}


@probe("kms EnableKeyRotation", "only symmetric keys with material of AWS", "KMS API Reference, EnableKeyRotation; KMS Developer Guide, Rotate AWS KMS keys")
def _(t):
    rsa = t.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    hmac = t.kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    return {
        "RSA": t.says(t.kms.enable_key_rotation, KeyId=rsa),
        "HMAC": t.says(t.kms.enable_key_rotation, KeyId=hmac),
        "imported": t.says(t.kms.enable_key_rotation, KeyId=t.key(Origin="EXTERNAL")),
        "no such key": t.says(t.kms.enable_key_rotation, KeyId=NOBODY),
    }


@probe("kms GetKeyRotationStatus", "every part, off and on", "KMS API Reference, GetKeyRotationStatus, response")
def _(t):
    key = t.key()
    before = status(t, key)
    t.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=100)
    return {"off": before, "on": status(t, key)}


@probe("kms GetKeyRotationStatus", "the next rotation is one period away", "KMS API Reference, GetKeyRotationStatus, NextRotationDate")
def _(t):
    key = t.key()
    t.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=100)
    date = status(t, key)["NextRotationDate"]
    return round((date - datetime.datetime.now(datetime.timezone.utc)).total_seconds() / 86_400)


@probe("kms GetKeyRotationStatus", "keys that do not rotate", "KMS API Reference, GetKeyRotationStatus, errors")
def _(t):
    t.kms.create_alias(AliasName="alias/one", TargetKeyId=t.key())
    return {
        "no such key": t.says(t.kms.get_key_rotation_status, KeyId=NOBODY),
        "an alias is not a key": t.says(t.kms.get_key_rotation_status, KeyId="alias/one") != "ok",
    }


@probe("kms DisableKeyRotation", "leaves no period, and succeeds twice", "KMS API Reference, DisableKeyRotation")
def _(t):
    key = t.key()
    t.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=100)
    said = [t.says(t.kms.disable_key_rotation, KeyId=key) for _ in range(2)]
    return {"said": said, **picked(status(t, key), "KeyRotationEnabled", "RotationPeriodInDays")}


@probe("kms DisableKeyRotation", "a key that cannot rotate", "KMS API Reference, DisableKeyRotation, errors")
def _(t):
    rsa = t.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    return {"RSA": t.says(t.kms.disable_key_rotation, KeyId=rsa), "none": t.says(t.kms.disable_key_rotation, KeyId=NOBODY)}


@probe("kms RotateKeyOnDemand, kms ListKeyRotations", "is in the list", "KMS API Reference, RotateKeyOnDemand; RotationsListEntry")
def _(t):
    key = t.key()
    answer = t.kms.rotate_key_on_demand(KeyId=key)
    return {**answer, "list": t.kms.list_key_rotations(KeyId=key)}


@probe("kms RotateKeyOnDemand", "one after the other", "KMS API Reference, RotateKeyOnDemand, ConflictException")
def _(t):
    key = t.key()
    return [t.says(t.kms.rotate_key_on_demand, KeyId=key) for _ in range(2)]


@probe("kms RotateKeyOnDemand", "keeps the schedule", "KMS Developer Guide, Perform on-demand key rotation")
def _(t):
    key = t.key()
    t.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=100)
    before = status(t, key)["NextRotationDate"]
    t.kms.rotate_key_on_demand(KeyId=key)
    return status(t, key)["NextRotationDate"] == before


@probe("kms RotateKeyOnDemand", "a key that cannot rotate", "KMS API Reference, RotateKeyOnDemand, errors")
def _(t):
    rsa = t.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    return {"RSA": t.says(t.kms.rotate_key_on_demand, KeyId=rsa), "none": t.says(t.kms.rotate_key_on_demand, KeyId=NOBODY)}


@probe("kms ListKeyRotations", "a key never rotated", "KMS API Reference, ListKeyRotations, IncludeKeyMaterial")
def _(t):
    key = t.key()
    return {
        "rotations": t.kms.list_key_rotations(KeyId=key),
        "materials": len(t.kms.list_key_rotations(KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]),
        "no such key": t.says(t.kms.list_key_rotations, KeyId=NOBODY),
        "a marker that is none": t.says(t.kms.list_key_rotations, KeyId=key, Marker="nonsense"),
    }


def days_until(date):
    return round((date - datetime.datetime.now(datetime.timezone.utc)).total_seconds() / 86_400)


@probe("kms ScheduleKeyDeletion", "its answer, by id", "KMS API Reference, ScheduleKeyDeletion, response: the key ARN, state and window")
def _(t):
    answer = t.kms.schedule_key_deletion(KeyId=t.key(), PendingWindowInDays=7)
    return {**answer, "DeletionDate": days_until(answer["DeletionDate"])}


@probe("kms ScheduleKeyDeletion", "by ARN, and what the key then shows", "KMS API Reference, ScheduleKeyDeletion, KeyId; KeyMetadata, DeletionDate")
def _(t):
    key = t.key()
    t.kms.schedule_key_deletion(KeyId=t.arn(key), PendingWindowInDays=9)
    shown = t.kms.describe_key(KeyId=key)["KeyMetadata"]
    return {**picked(shown, "Enabled", "KeyState"), "days": days_until(shown["DeletionDate"])}


@probe("kms ScheduleKeyDeletion", "30 days by default", "KMS API Reference, ScheduleKeyDeletion, PendingWindowInDays")
def _(t):
    answer = t.kms.schedule_key_deletion(KeyId=t.key())
    return {"days": days_until(answer["DeletionDate"]), **picked(answer, "PendingWindowInDays")}


@probe("kms ScheduleKeyDeletion", "7 to 30 days", "KMS API Reference, ScheduleKeyDeletion, PendingWindowInDays")
def _(t):
    windows = (3, 6, 7, 30, 31)
    return {str(days): t.says(t.kms.schedule_key_deletion, KeyId=t.key(), PendingWindowInDays=days) for days in windows}


@probe("kms ScheduleKeyDeletion", "aliases and tags stay until the end", "KMS Developer Guide, Deleting AWS KMS keys")
def _(t):
    key = t.key(Tags=[{"TagKey": "a", "TagValue": "b"}])
    t.kms.create_alias(AliasName="alias/dying", TargetKeyId=key)
    t.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    return {
        "by alias": t.kms.describe_key(KeyId="alias/dying")["KeyMetadata"]["KeyState"],
        "tags": len(t.kms.list_resource_tags(KeyId=key)["Tags"]),
        "listed": len(t.kms.list_keys()["Keys"]),
    }


@probe("kms ScheduleKeyDeletion", "a key that does not exist", "KMS API Reference, ScheduleKeyDeletion, errors")
def _(t):
    return t.says(t.kms.schedule_key_deletion, KeyId=NOBODY)


@probe("kms CancelKeyDeletion", "the key comes back disabled", "KMS API Reference, CancelKeyDeletion")
def _(t):
    key = t.key()
    t.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    answer = t.kms.cancel_key_deletion(KeyId=t.arn(key))
    shown = t.kms.describe_key(KeyId=key)["KeyMetadata"]
    return {**answer, **picked(shown, "Enabled", "KeyState", "DeletionDate")}


@probe("kms CancelKeyDeletion", "keeps the rotation", "KMS Developer Guide, Rotate AWS KMS keys: keys pending deletion")
def _(t):
    key = t.key()
    t.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=100)
    t.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    pending = status(t, key)["KeyRotationEnabled"]
    t.kms.cancel_key_deletion(KeyId=key)
    return {"pending": pending, "cancelled": status(t, key)["KeyRotationEnabled"]}


@probe("kms CancelKeyDeletion", "a key that is not pending deletion", "KMS API Reference, CancelKeyDeletion, errors")
def _(t):
    return {"enabled": t.says(t.kms.cancel_key_deletion, KeyId=t.key()), "none": t.says(t.kms.cancel_key_deletion, KeyId=NOBODY)}


@probe("kms ScheduleKeyDeletion", "a primary is deleted after its replicas", "KMS Developer Guide, Deleting multi-Region keys")
def _(t):
    key = t.key(MultiRegion=True)
    t.kms.replicate_key(KeyId=key, ReplicaRegion=FAR)
    t.settled(FAR, key)
    answer = t.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    shown = t.kms.describe_key(KeyId=key)["KeyMetadata"]
    return {
        **picked(answer, "KeyState", "DeletionDate", "PendingWindowInDays"),
        **picked(shown, "KeyState", "PendingDeletionWindowInDays", "DeletionDate"),
        "replica": t.far("kms").describe_key(KeyId=key)["KeyMetadata"]["KeyState"],
    }
