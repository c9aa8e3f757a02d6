"""Keys: made, named, listed, switched on and off."""

from documents import allow, policy, root
from probe import probe
from trial import FAR, picked, two_pages

NOBODY = "11111111-2222-3333-4444-555555555555"


@probe("kms CreateKey", "every member of a key created with the defaults", "KMS API Reference, CreateKey and KeyMetadata")
def _(t):
    made = t.kms.create_key()["KeyMetadata"]
    t.names[made["KeyId"]] = "KEY"
    return made


@probe("kms CreateKey", "stores the description, policy and tags of the call", "KMS API Reference, CreateKey, Description, Policy, Tags")
def _(t):
    key = t.key(Description="one", Policy=policy(root(t.account)), Tags=[{"TagKey": "team", "TagValue": "ä ö"}])
    return {
        "description": t.kms.describe_key(KeyId=key)["KeyMetadata"]["Description"],
        "policy": t.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"].count("Root"),
        "tags": t.kms.list_resource_tags(KeyId=key)["Tags"],
    }


SPECS = [
    ("RSA_2048", "ENCRYPT_DECRYPT"),
    ("RSA_2048", "SIGN_VERIFY"),
    ("ECC_NIST_P256", "SIGN_VERIFY"),
    ("ECC_NIST_P256", "KEY_AGREEMENT"),
    ("ECC_NIST_P521", "SIGN_VERIFY"),
    ("HMAC_256", "GENERATE_VERIFY_MAC"),
    ("ML_DSA_44", "SIGN_VERIFY"),
]


def shown_of_spec(t, spec, usage):
    shown = t.kms.create_key(KeySpec=spec, KeyUsage=usage)["KeyMetadata"]
    names = ("KeySpec", "KeyUsage", "EncryptionAlgorithms", "SigningAlgorithms", "MacAlgorithms", "KeyAgreementAlgorithms")
    return picked(shown, *names)


for spec, usage in SPECS:

    @probe("kms CreateKey", f"{spec} for {usage}", "KMS API Reference, KeyMetadata, its lists of algorithms")
    def _(t, spec=spec, usage=usage):
        return shown_of_spec(t, spec, usage)


@probe("kms CreateKey", "a usage that the spec does not have", "KMS API Reference, CreateKey, KeyUsage")
def _(t):
    create = t.kms.create_key
    return {
        "RSA without a usage": t.says(create, KeySpec="RSA_2048"),
        "HMAC without a usage": t.says(create, KeySpec="HMAC_256"),
        "HMAC that encrypts": t.says(create, KeySpec="HMAC_256", KeyUsage="ENCRYPT_DECRYPT"),
        "symmetric that signs": t.says(create, KeyUsage="SIGN_VERIFY"),
        "a usage that is none": t.says(create, KeyUsage="FOO"),
        "a spec that is none": t.says(create, KeySpec="FOO", KeyUsage="ENCRYPT_DECRYPT"),
    }


@probe("kms CreateKey", "a key for imported material is pending import", "KMS API Reference, CreateKey, Origin")
def _(t):
    shown = t.kms.create_key(KeyUsage="ENCRYPT_DECRYPT", KeySpec="SYMMETRIC_DEFAULT", Origin="EXTERNAL")
    return picked(shown["KeyMetadata"], "Enabled", "KeyState", "Origin", "ExpirationModel", "CurrentKeyMaterialId")


@probe("kms CreateKey", "a multi-Region primary", "KMS API Reference, CreateKey, MultiRegion")
def _(t):
    key = t.key(MultiRegion=True)
    shown = t.kms.describe_key(KeyId=key)["KeyMetadata"]
    return {"id": key[:4], **picked(shown, "MultiRegion", "MultiRegionConfiguration", "KeyState")}


@probe("kms CreateKey", "refuses values that are too long", "KMS API Reference, CreateKey, length constraints")
def _(t):
    create = t.kms.create_key
    return {
        "description": t.says(create, Description="x" * 8193),
        "tag key": t.says(create, Tags=[{"TagKey": "x" * 129, "TagValue": ""}]),
        "tag value": t.says(create, Tags=[{"TagKey": "a", "TagValue": "x" * 257}]),
        "policy": t.says(create, Policy=policy(root(t.account), allow("*", "kms:Encrypt", Sid="x" * 33_000))),
    }


@probe("kms CreateKey", "refuses tags", "KMS API Reference, CreateKey, Tags; KMS Developer Guide, quotas")
def _(t):
    def tags(*names):
        return t.says(t.kms.create_key, Tags=[{"TagKey": name, "TagValue": "x"} for name in names])

    return {
        "of AWS": tags("aws:a"),
        "twice the same": tags("a", "a"),
        "with letters that no tag has": tags("a€"),
        "51": tags(*[f"tag-{number}" for number in range(51)]),
        "50": tags(*[f"tag-{number}" for number in range(50)]),
    }


@probe("kms DescribeKey", "by id, ARN, alias and alias ARN", "KMS API Reference, DescribeKey, KeyId")
def _(t):
    key = t.key()
    t.kms.create_alias(AliasName="alias/one", TargetKeyId=key)
    alias = f"arn:aws:kms:us-east-1:{t.account}:alias/one"
    return [t.kms.describe_key(KeyId=name)["KeyMetadata"]["Arn"] for name in (key, t.arn(key), "alias/one", alias)]


@probe("kms DescribeKey", "every member of a key", "KMS API Reference, DescribeKey, KeyMetadata")
def _(t):
    return t.kms.describe_key(KeyId=t.key())["KeyMetadata"]


@probe("kms DescribeKey", "names of keys that do not exist", "KMS API Reference, DescribeKey, errors")
def _(t):
    key, describe = t.key(), t.kms.describe_key
    return {
        "no id": t.says(describe, KeyId="nonsense"),
        "an id nobody has": t.says(describe, KeyId=NOBODY),
        "an alias nobody has": t.says(describe, KeyId="alias/none"),
        "an ARN of another service": t.says(describe, KeyId="arn:aws:s3:::bucket"),
        "an id of another Region": t.says(t.far("kms").describe_key, KeyId=key),
        "an ARN of another Region": t.says(t.far("kms").describe_key, KeyId=t.arn(key)),
        "an id of another account": t.says(t.others("kms").describe_key, KeyId=key),
        "nothing": t.says(describe),
    }


@probe("kms DescribeKey", "another account needs the key policy", "KMS Developer Guide, Allowing users in other accounts to use a KMS key")
def _(t):
    key, describe = t.key(), t.others("kms").describe_key
    before = t.says(describe, KeyId=t.arn(key))
    open_policy = policy(root(t.account), allow({"AWS": f"arn:aws:iam::{t.other}:root"}, "kms:DescribeKey"))
    t.kms.put_key_policy(KeyId=key, PolicyName="default", Policy=open_policy)
    return {"before": before, "then": t.says(describe, KeyId=t.arn(key))}


@probe("kms DescribeKey", "the key of an AWS service", "KMS Developer Guide, AWS managed keys")
def _(t):
    shown = t.kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]
    told = picked(shown, "KeyManager", "Enabled", "KeyState", "KeySpec", "Origin", "MultiRegion")
    return {
        **told,
        "disable": t.says(t.kms.disable_key, KeyId=shown["KeyId"]),
        "delete": t.says(t.kms.schedule_key_deletion, KeyId=shown["KeyId"]),
        "tag": t.says(t.kms.tag_resource, KeyId=shown["KeyId"], Tags=[{"TagKey": "a", "TagValue": "b"}]),
    }


@probe("kms ListKeys", "the keys of one account and Region", "KMS API Reference, ListKeys")
def _(t):
    keys = sorted(t.key() for _ in range(2))
    t.names.update({key: f"KEY{at}" for at, key in enumerate(keys)})
    t.far("kms").create_key(KeyUsage="ENCRYPT_DECRYPT")
    t.others("kms").create_key(KeyUsage="ENCRYPT_DECRYPT")
    answer = t.kms.list_keys()
    return {"keys": sorted(answer["Keys"], key=lambda key: key["KeyId"]), "truncated": answer["Truncated"]}


@probe("kms ListKeys", "pages", "KMS API Reference, ListKeys, Limit and Marker")
def _(t):
    keys = {t.key() for _ in range(5)}
    first, both = two_pages(t.kms.list_keys, "Keys", Limit=3)
    seen = [key["KeyId"] for key in both]
    return {
        "first": len(first["Keys"]),
        "more": first["Truncated"],
        "all, once each": sorted(seen) == sorted(keys),
        "a marker that is none": t.says(t.kms.list_keys, Marker="nonsense"),
        "a limit of 0": t.says(t.kms.list_keys, Limit=0),
        "a limit of 1001": t.says(t.kms.list_keys, Limit=1001),
    }


def state(t, key):
    return picked(t.kms.describe_key(KeyId=key)["KeyMetadata"], "Enabled", "KeyState")


@probe("kms DisableKey", "by id and by ARN, twice", "KMS API Reference, DisableKey, KeyId")
def _(t):
    key = t.key()
    said = [t.says(t.kms.disable_key, KeyId=name) for name in (key, t.arn(key), key)]
    return {"said": said, **state(t, key)}


@probe("kms EnableKey", "by id and by ARN, twice", "KMS API Reference, EnableKey, KeyId")
def _(t):
    key = t.key()
    t.kms.disable_key(KeyId=key)
    said = [t.says(t.kms.enable_key, KeyId=name) for name in (key, t.arn(key), key)]
    return {"said": said, **state(t, key)}


@probe("kms DisableKey, kms EnableKey", "an alias is not a key", "KMS API Reference, DisableKey, KeyId")
def _(t):
    t.kms.create_alias(AliasName="alias/one", TargetKeyId=t.key())
    return [t.says(call, KeyId="alias/one") != "ok" for call in (t.kms.disable_key, t.kms.enable_key)]


@probe("kms DisableKey, kms EnableKey", "a key that does not exist", "KMS API Reference, DisableKey, errors")
def _(t):
    return [t.says(call, KeyId=NOBODY) for call in (t.kms.disable_key, t.kms.enable_key)]


@probe("kms UpdateKeyDescription", "is read back, empty too", "KMS API Reference, UpdateKeyDescription")
def _(t):
    key, seen = t.key(Description="one"), []
    for text in ("two", ""):
        t.kms.update_key_description(KeyId=t.arn(key), Description=text)
        seen.append(t.kms.describe_key(KeyId=key)["KeyMetadata"]["Description"])
    return seen


@probe("kms UpdateKeyDescription", "refusals", "KMS API Reference, UpdateKeyDescription, errors and length constraints")
def _(t):
    key, update = t.key(), t.kms.update_key_description
    return {
        "too long": t.says(update, KeyId=key, Description="x" * 8193),
        "not there": t.says(update, KeyId=NOBODY, Description="x"),
        "nothing said": t.says(update, KeyId=key),
    }


@probe("kms GetKeyLastUsage", "before and after its first use", "KMS API Reference, GetKeyLastUsage")
def _(t):
    key = t.key()
    before = t.kms.get_key_last_usage(KeyId=key)
    t.kms.encrypt(KeyId=key, Plaintext=b"hello")
    after = t.kms.get_key_last_usage(KeyId=key)["KeyLastUsage"]
    return {"before": before, "after": picked(after, "Operation", "Timestamp")}


@probe("kms GetKeyLastUsage", "a key that does not exist", "KMS API Reference, GetKeyLastUsage, errors")
def _(t):
    return t.says(t.kms.get_key_last_usage, KeyId=NOBODY)


@probe("kms ListKeys, kms DescribeKey", "a key lives in one Region", "KMS Developer Guide, Multi-Region keys, single-Region keys")
def _(t):
    key = t.key(region=FAR)
    return {"there": t.says(t.far("kms").describe_key, KeyId=key), "here": t.says(t.kms.describe_key, KeyId=key)}
