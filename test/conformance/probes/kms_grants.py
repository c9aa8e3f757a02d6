"""Grants."""

from probe import probe
from trial import picked, two_pages

NOBODY = "11111111-2222-3333-4444-555555555555"
NO_GRANT = "0" * 64


def create(t, key, grantee, *operations, **more):
    return t.kms.create_grant(KeyId=key, GranteePrincipal=grantee, Operations=list(operations or ["Encrypt"]), **more)


def grants(t, key, **more):
    return t.kms.list_grants(KeyId=key, **more)["Grants"]


@probe("kms CreateGrant", "every member of a grant", "KMS API Reference, GrantListEntry; ListGrants, its example: the ARN of the key")
def _(t):
    key, role, retiring = t.key(), t.role(), t.role("retiring")
    context = {"EncryptionContextSubset": {"team": "a"}}
    create(t, t.arn(key), role, "Encrypt", "Decrypt", RetiringPrincipal=retiring, Name="mine", Constraints=context)
    [shown] = grants(t, key)
    return {**shown, "GrantId": shown["GrantId"] != "", "Operations": sorted(shown["Operations"])}


@probe("kms CreateGrant", "a grant without a name", "KMS API Reference, GrantListEntry, Name")
def _(t):
    key = t.key()
    create(t, key, t.role())
    [shown] = grants(t, key)
    return {"name": shown.get("Name"), "retiring": shown.get("RetiringPrincipal")}


@probe("kms CreateGrant", "an id has the length of an id of AWS", "KMS API Reference, CreateGrant, response and its example")
def _(t):
    return len(create(t, t.key(), t.role())["GrantId"])


@probe("kms CreateGrant", "the same name and parameters are the same grant", "KMS API Reference, CreateGrant, Name")
def _(t):
    key, role = t.key(), t.role()
    ids = [create(t, key, role, "Encrypt", Name="one")["GrantId"] for _ in range(2)]
    return {"same": len(set(ids)) == 1, "grants": len(grants(t, key))}


@probe("kms CreateGrant", "the same again gives a token of its own", "KMS API Reference, CreateGrant, Name: a unique grant token with every call")
def _(t):
    key, role = t.key(), t.role()
    return len({create(t, key, role, "Encrypt", Name="one")["GrantToken"] for _ in range(2)})


@probe("kms CreateGrant", "the same name with other parameters is another grant", "KMS API Reference, CreateGrant, Name")
def _(t):
    key, role = t.key(), t.role()
    context = {"EncryptionContextEquals": {"a": "b"}}
    create(t, key, role, "Encrypt", Name="one")
    create(t, key, role, "Decrypt", Name="one")
    create(t, key, role, "Encrypt", Name="one", Constraints=context)
    create(t, key, t.role("second"), "Encrypt", Name="one")
    create(t, key, role, "Encrypt", Name="one", Constraints=context)
    return len(grants(t, key))


@probe("kms CreateGrant", "without a name each call makes one", "KMS API Reference, CreateGrant, Name")
def _(t):
    key, role = t.key(), t.role()
    for _ in range(2):
        create(t, key, role)
    return len(grants(t, key))


@probe("kms CreateGrant", "the same operations in another order are the same grant", "KMS API Reference, CreateGrant, Name: identical parameters; that the order is not one is a guess")
def _(t):
    key, role = t.key(), t.role()
    create(t, key, role, "Encrypt", "Decrypt", Name="one")
    create(t, key, role, "Decrypt", "Encrypt", Name="one")
    return len(grants(t, key))


@probe("kms CreateGrant", "refusals", "KMS API Reference, CreateGrant, its parameters and errors")
def _(t):
    key, role = t.key(), t.role()
    t.kms.create_alias(AliasName="alias/one", TargetKeyId=key)

    def says(key_id=key, **more):
        return t.says(t.kms.create_grant, **{"KeyId": key_id, "GranteePrincipal": role, "Operations": ["Encrypt"], **more})

    return {
        "an operation that is none": says(Operations=["Everything"]),
        "no operation": says(Operations=[]),
        "an operation of other keys": says(Operations=["Sign"]),
        "a grantee that is no principal": says(GranteePrincipal="nobody"),
        "a name with letters that none has": says(Name="a b"),
        "no such key": says(key_id=NOBODY),
        "an alias is not a key": says(key_id="alias/one") != "ok",
        "left": len(grants(t, key)),
    }


@probe("kms CreateGrant", "both constraints on the context", "KMS API Reference, GrantConstraints")
def _(t):
    both = {"EncryptionContextEquals": {"a": "b"}, "EncryptionContextSubset": {"a": "b"}}
    given = {"KeyId": t.key(), "GranteePrincipal": t.role(), "Operations": ["Encrypt"]}
    return t.says(t.kms.create_grant, **given, Constraints=both)


@probe("kms CreateGrant", "a role that does not exist", "KMS API Reference, CreateGrant, InvalidArnException; Developer Guide, Eventual consistency of grants")
def _(t):
    role = f"arn:aws:iam::{t.account}:role/nobody"
    return t.says(t.kms.create_grant, KeyId=t.key(), GranteePrincipal=role, Operations=["Encrypt"])


@probe("kms CreateGrant", "a context cannot constrain an operation without one", "KMS API Reference, CreateGrant, Constraints: only for operations with an encryption context")
def _(t):
    key, role = t.key(), t.role()
    rsa = t.kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    context = {"EncryptionContextEquals": {"a": "b"}}
    create_grant = t.kms.create_grant
    return {
        "DescribeKey": t.says(create_grant, KeyId=key, GranteePrincipal=role, Operations=["DescribeKey"], Constraints=context),
        "an RSA key": t.says(create_grant, KeyId=rsa, GranteePrincipal=role, Operations=["Sign"], Constraints=context),
    }


@probe("kms CreateGrant", "for a service", "KMS API Reference, CreateGrant, GranteeServicePrincipal and RetiringServicePrincipal")
def _(t):
    key = t.key()
    service = "dynamodb.amazonaws.com"
    source = {"SourceArn": f"arn:aws:dynamodb:us-east-1:{t.account}:table/t"}
    t.kms.create_grant(
        KeyId=key, GranteeServicePrincipal=service, RetiringServicePrincipal=service, Operations=["Decrypt"], Constraints=source
    )
    return picked(grants(t, key)[0], "GranteeServicePrincipal", "RetiringServicePrincipal", "Constraints")


@probe("kms CreateGrant", "a dry run creates none", "KMS API Reference, CreateGrant, DryRun")
def _(t):
    key, role = t.key(), t.role()
    said = t.says(t.kms.create_grant, KeyId=key, GranteePrincipal=role, Operations=["Encrypt"], DryRun=True)
    return {"said": said, "grants": len(grants(t, key))}


@probe("kms CreateGrant", "gives access", "KMS Developer Guide, Grants in AWS KMS")
def _(t):
    key, kms = t.key(), t.session("grantee", "kms", "s3:GetObject")
    before = t.says(kms.encrypt, KeyId=key, Plaintext=b"x")
    create(t, key, f"arn:aws:iam::{t.account}:role/grantee", "Encrypt")
    return {
        "before": before,
        "then": t.says(kms.encrypt, KeyId=key, Plaintext=b"x"),
        "nothing else": t.says(kms.generate_data_key, KeyId=key, KeySpec="AES_256"),
    }


@probe("kms ListGrants", "of one id, of one grantee", "KMS API Reference, ListGrants, GrantId and GranteePrincipal")
def _(t):
    key, one, two = t.key(), t.role("one"), t.role("two")
    first = create(t, key, one)["GrantId"]
    create(t, key, two)
    return {
        "all": len(grants(t, key)),
        "of one id": [grant["GranteePrincipal"] for grant in grants(t, key, GrantId=first)],
        "of one grantee": [grant["GranteePrincipal"] for grant in grants(t, key, GranteePrincipal=two)],
        "of an id that none has": len(grants(t, key, GrantId=NO_GRANT)),
    }


@probe("kms ListGrants", "pages", "KMS API Reference, ListGrants, Limit and Marker")
def _(t):
    key, role = t.key(), t.role()
    for number in range(5):
        create(t, key, role, Name=f"grant-{number}")
    first, both = two_pages(t.kms.list_grants, "Grants", KeyId=key, Limit=3)
    return {
        "first": len(first["Grants"]),
        "more": first["Truncated"],
        "all": len({grant["GrantId"] for grant in both}),
        "a marker that is none": t.says(t.kms.list_grants, KeyId=key, Marker="nonsense"),
        "a limit of 101": t.says(t.kms.list_grants, KeyId=key, Limit=101),
    }


@probe("kms ListGrants", "refusals", "KMS API Reference, ListGrants, errors")
def _(t):
    key = t.key()
    return {"no such key": t.says(t.kms.list_grants, KeyId=NOBODY), "no id": t.says(t.kms.list_grants, KeyId=key, GrantId="x")}


@probe("kms ListRetirableGrants", "lists the grants that a principal may retire", "KMS API Reference, ListRetirableGrants; ListGrants, its example: the ARN of the key")
def _(t):
    one, two, role, retiring = t.key(), t.key(), t.role(), t.role("retiring")
    for key in (one, two):
        create(t, key, role, RetiringPrincipal=retiring)
        create(t, key, role)
    shown = t.kms.list_retirable_grants(RetiringPrincipal=retiring)["Grants"]
    return {"keys": sorted(grant["KeyId"] for grant in shown) == sorted([t.arn(one), t.arn(two)]), "grants": len(shown)}


@probe("kms RevokeGrant", "once", "KMS API Reference, RevokeGrant and its errors")
def _(t):
    key = t.key()
    grant = create(t, key, t.role())["GrantId"]
    said = [t.says(t.kms.revoke_grant, KeyId=t.arn(key), GrantId=grant) for _ in range(2)]
    return {
        "said": said,
        "grants": len(grants(t, key)),
        "an id that none has": t.says(t.kms.revoke_grant, KeyId=key, GrantId=NO_GRANT),
        "no such key": t.says(t.kms.revoke_grant, KeyId=NOBODY, GrantId=NO_GRANT),
    }


@probe("kms RevokeGrant", "a name made again is a new grant", "KMS API Reference, CreateGrant, Name")
def _(t):
    key, role = t.key(), t.role()
    first = create(t, key, role, Name="one")["GrantId"]
    t.kms.revoke_grant(KeyId=key, GrantId=first)
    return {"another": create(t, key, role, Name="one")["GrantId"] != first, "grants": len(grants(t, key))}


@probe("kms RetireGrant", "by token, by id", "KMS API Reference, RetireGrant")
def _(t):
    key, role = t.key(), t.role()
    token = create(t, key, role)["GrantToken"]
    grant = create(t, key, role)["GrantId"]
    said = [t.says(t.kms.retire_grant, GrantToken=token), t.says(t.kms.retire_grant, KeyId=t.arn(key), GrantId=grant)]
    return {"said": said, "grants": len(grants(t, key))}


@probe("kms RetireGrant", "refusals", "KMS API Reference, RetireGrant, errors")
def _(t):
    key = t.key()
    return {
        "an id that none has": t.says(t.kms.retire_grant, KeyId=t.arn(key), GrantId=NO_GRANT),
        "a token that is none": t.says(t.kms.retire_grant, GrantToken="nonsense"),
        "nothing said": t.says(t.kms.retire_grant),
    }
