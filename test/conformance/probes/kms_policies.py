"""Key policies."""

from answers import document
from documents import allow, policy, root
from probe import probe

NOBODY = "11111111-2222-3333-4444-555555555555"


@probe("kms GetKeyPolicy", "the policy of a key made without one", "KMS Developer Guide, Default key policy")
def _(t):
    answer = t.kms.get_key_policy(KeyId=t.key(), PolicyName="default")
    return document(answer["Policy"])


@probe("kms GetKeyPolicy", "PolicyName can be left out", "KMS API Reference, GetKeyPolicy, PolicyName and response")
def _(t):
    key = t.key()
    return {"said": t.says(t.kms.get_key_policy, KeyId=t.arn(key)), "name": t.kms.get_key_policy(KeyId=key)["PolicyName"]}


@probe("kms GetKeyPolicy", "no policy shared by RAM, no such key", "KMS API Reference, GetKeyPolicy, PolicyName and errors")
def _(t):
    key = t.key()
    return {
        "none shared by RAM": t.says(t.kms.get_key_policy, KeyId=key, PolicyName="AWS_RAM"),
        "no such key": t.says(t.kms.get_key_policy, KeyId=NOBODY, PolicyName="default"),
    }


@probe("kms PutKeyPolicy, kms GetKeyPolicy", "what is put is what is read", "KMS API Reference, PutKeyPolicy, Policy")
def _(t):
    key, role = t.key(), t.role()
    condition = {"StringEquals": {"kms:ViaService": ["s3.us-east-1.amazonaws.com"]}, "Bool": {"aws:SecureTransport": "true"}}
    text = policy(
        root(t.account),
        allow({"AWS": [role]}, ["kms:Decrypt", "kms:DescribeKey"], Sid="Use", Condition=condition),
        allow({"Service": "cloudtrail.amazonaws.com"}, "kms:GenerateDataKey*", Sid="Trail"),
        Id="mine",
    )
    t.kms.put_key_policy(KeyId=t.arn(key), PolicyName="default", Policy=text)
    return document(t.kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])


@probe("kms PutKeyPolicy", "refuses an invalid policy", "KMS API Reference, PutKeyPolicy, Policy and errors")
def _(t):
    key = t.key()

    def put(text, name="default"):
        return t.says(t.kms.put_key_policy, KeyId=key, PolicyName=name, Policy=text)

    return {
        "no JSON": put("{"),
        "not one statement": put('{"Version":"2012-10-17"}'),
        "no principal": put(policy(root(t.account), {"Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*"})),
        "an effect that is none": put(policy(root(t.account), allow("*", "kms:Encrypt", effect="Perhaps"))),
        "empty": put(""),
        "a letter that none has": put(policy(root(t.account)).replace("Root", "€")),
        "too long": put(policy(root(t.account), allow("*", "kms:Encrypt", Sid="x" * 33_000))),
        "another name": put(policy(root(t.account)), name="mine") != "ok",
    }


@probe("kms PutKeyPolicy", "a principal that does not exist", "KMS API Reference, PutKeyPolicy, Policy: principals must exist and be visible")
def _(t):
    role = f"arn:aws:iam::{t.account}:role/nobody"
    text = policy(root(t.account), allow({"AWS": role}, "kms:Decrypt"))
    return t.says(t.kms.put_key_policy, KeyId=t.key(), PolicyName="default", Policy=text)


@probe("kms PutKeyPolicy", "refuses a policy that locks out its caller", "KMS API Reference, PutKeyPolicy, BypassPolicyLockoutSafetyCheck")
def _(t):
    key, role = t.key(), t.role()
    text = policy(allow({"AWS": role}, "kms:Decrypt"))
    put = t.kms.put_key_policy
    return {
        "checked": t.says(put, KeyId=key, PolicyName="default", Policy=text),
        "not checked": t.says(put, KeyId=key, PolicyName="default", Policy=text, BypassPolicyLockoutSafetyCheck=True),
    }


@probe("kms PutKeyPolicy", "enforces a Deny", "KMS Developer Guide, Key policies; IAM User Guide, Policy evaluation logic")
def _(t):
    key, kms = t.key(), t.session("denied", "kms", "kms:*")
    denied = allow({"AWS": f"arn:aws:iam::{t.account}:role/denied"}, "kms:Encrypt", effect="Deny")
    before = t.says(kms.encrypt, KeyId=key, Plaintext=b"x")
    t.kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(root(t.account), denied))
    return {
        "before": before,
        "then": t.says(kms.encrypt, KeyId=key, Plaintext=b"x"),
        "others": t.says(t.kms.encrypt, KeyId=key, Plaintext=b"x"),
    }


@probe("kms PutKeyPolicy", "a Deny that names others does not reach the caller", "IAM User Guide, Policy evaluation logic")
def _(t):
    key, other = t.key(), t.role("other")
    text = policy(root(t.account), allow({"AWS": other}, "kms:*", effect="Deny"))
    t.kms.put_key_policy(KeyId=key, PolicyName="default", Policy=text)
    return t.says(t.kms.describe_key, KeyId=key)


@probe("kms PutKeyPolicy", "refuses a role without the permission", "KMS Developer Guide, Using IAM policies with AWS KMS")
def _(t):
    key, kms = t.key(), t.session("reader", "kms", "kms:DescribeKey")
    return t.says(kms.put_key_policy, KeyId=key, PolicyName="default", Policy=policy(root(t.account)))


@probe("kms ListKeyPolicies", "one policy, default", "KMS API Reference, ListKeyPolicies")
def _(t):
    key = t.key()
    return {**t.kms.list_key_policies(KeyId=key), "no such key": t.says(t.kms.list_key_policies, KeyId=NOBODY)}
