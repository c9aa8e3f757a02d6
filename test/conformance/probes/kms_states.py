"""The table "Key states of AWS KMS keys": every operation on a key that is disabled, dying or without material."""

from probe import probe
from trial import FAR

BY = "KMS Developer Guide, Key states of AWS KMS keys, the table"


def disabled(t):
    key = t.key()
    t.kms.disable_key(KeyId=key)
    return key


def pending(t):
    key = t.key()
    t.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    return key


def external(t):
    return t.key(Origin="EXTERNAL")


STATES = {"Disabled": disabled, "PendingDeletion": pending, "PendingImport": external}
TAGS = [{"TagKey": "a", "TagValue": "b"}]

# What is sent to the key, without KeyId.
CALLS = {
    "DescribeKey": {},
    "EnableKey": {},
    "DisableKey": {},
    "UpdateKeyDescription": {"Description": "x"},
    "GetKeyLastUsage": {},
    "GetKeyPolicy": {"PolicyName": "default"},
    "ListKeyPolicies": {},
    "TagResource": {"Tags": TAGS},
    "UntagResource": {"TagKeys": ["a"]},
    "ListResourceTags": {},
    "ListAliases": {},
    "EnableKeyRotation": {},
    "DisableKeyRotation": {},
    "GetKeyRotationStatus": {},
    "RotateKeyOnDemand": {},
    "ListKeyRotations": {},
    "ScheduleKeyDeletion": {"PendingWindowInDays": 8},
    "CancelKeyDeletion": {},
    "ListGrants": {},
    "Encrypt": {"Plaintext": b"hello"},
    "GenerateDataKey": {"KeySpec": "AES_256"},
    "GenerateDataKeyWithoutPlaintext": {"KeySpec": "AES_256"},
}


def method(kms, operation):
    [name] = [one for one, wire in kms.meta.method_to_api_mapping.items() if wire == operation]
    return getattr(kms, name)


def in_each_state(operation, send, states=STATES):
    @probe(f"kms {operation}", "in each key state", BY)
    def _(t):
        return {name: send(t, make(t)) for name, make in states.items()}


for operation, arguments in CALLS.items():
    in_each_state(operation, lambda t, key, o=operation, a=arguments: t.says(method(t.kms, o), KeyId=key, **a))


def put_policy(t, key):
    text = t.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    return t.says(t.kms.put_key_policy, KeyId=key, PolicyName="default", Policy=text)


def grant(t, key):
    grantee = f"arn:aws:iam::{t.account}:root"
    return t.says(t.kms.create_grant, KeyId=key, GranteePrincipal=grantee, Operations=["Encrypt"])


def alias_onto(t, key):
    return t.says(t.kms.create_alias, AliasName=f"alias/{key}", TargetKeyId=key)


def alias_moved_onto(t, key):
    t.kms.create_alias(AliasName=f"alias/{key}", TargetKeyId=t.key())
    return t.says(t.kms.update_alias, AliasName=f"alias/{key}", TargetKeyId=key)


in_each_state("PutKeyPolicy", put_policy)
in_each_state("CreateGrant", grant)
in_each_state("CreateAlias", alias_onto)
in_each_state("UpdateAlias", alias_moved_onto)

# The other way round: what a key had before it came into the state.


def granted(t, key):
    made = t.kms.create_grant(KeyId=key, GranteePrincipal=f"arn:aws:iam::{t.account}:root", Operations=["Encrypt"])
    return made["GrantId"]


def then(t, key, state):
    if state == "Disabled":
        t.kms.disable_key(KeyId=key)
    else:
        t.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)


def after_it_was_enabled(operation, prepare, send):
    @probe(f"kms {operation}", "in each key state", BY)
    def _(t):
        seen = {}
        for state in ("Disabled", "PendingDeletion"):
            key = t.key()
            held = prepare(t, key)
            then(t, key, state)
            seen[state] = send(t, key, held)
        return seen


after_it_was_enabled("RevokeGrant", granted, lambda t, key, held: t.says(t.kms.revoke_grant, KeyId=key, GrantId=held))
after_it_was_enabled("RetireGrant", granted, lambda t, key, held: t.says(t.kms.retire_grant, KeyId=t.arn(key), GrantId=held))
after_it_was_enabled(
    "DeleteAlias",
    lambda t, key: t.kms.create_alias(AliasName=f"alias/{key}", TargetKeyId=key),
    lambda t, key, _: t.says(t.kms.delete_alias, AliasName=f"alias/{key}"),
)
after_it_was_enabled(
    "Decrypt",
    lambda t, key: t.kms.encrypt(KeyId=key, Plaintext=b"hello")["CiphertextBlob"],
    lambda t, key, held: t.says(t.kms.decrypt, CiphertextBlob=held),
)


def family(t, key):
    t.kms.replicate_key(KeyId=key, ReplicaRegion=FAR)
    t.settled(FAR, key)


@probe("kms ReplicateKey", "in each key state", BY)
def _(t):
    seen = {}
    for state in ("Disabled", "PendingDeletion"):
        key = t.key(MultiRegion=True)
        then(t, key, state)
        seen[state] = t.says(t.kms.replicate_key, KeyId=key, ReplicaRegion=FAR)
    return seen


@probe("kms UpdatePrimaryRegion", "in each key state", BY)
def _(t):
    key = t.key(MultiRegion=True)
    family(t, key)
    then(t, key, "Disabled")
    return t.says(t.kms.update_primary_region, KeyId=key, PrimaryRegion=FAR)
