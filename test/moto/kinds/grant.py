"""Grant: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from drifts import drift
from readers import reads
from skips import ACCOUNT, REGION, fixed, new_key, skipped


def grant_wanted(estate, resource):
    return {**estate.filled(resource.spec, resource), "key": estate.key(resource.spec["key"]["ref"])["keyId"]}


def grants_of(estate, resource):
    """The grants whose names Keywright made for this address."""
    kms, key = estate.aws.of("kms", resource), estate.key(resource.spec["key"]["ref"])
    grants = kms.list_grants(KeyId=key["keyId"])["Grants"]
    return [one for one in grants if one["GranteePrincipal"] == resource.spec["granteePrincipal"]]


def grant_live(estate, resource):
    grants = grants_of(estate, resource)
    if len(grants) != 1:
        return {"grants": len(grants)}
    [one] = grants
    constraints = one.get("Constraints") or {}
    names = {
        "encryptionContextEquals": "EncryptionContextEquals",
        "encryptionContextSubset": "EncryptionContextSubset",
        "sourceArn": "SourceArn",
    }
    return {
        # moto gives the bare id here, AWS the ARN.
        "key": one["KeyId"].split("/")[-1],
        "granteePrincipal": one["GranteePrincipal"],
        "retiringPrincipal": one.get("RetiringPrincipal"),
        "operations": one["Operations"],
        "constraints": {ours: constraints[theirs] for ours, theirs in names.items() if theirs in constraints},
    }


reads("Grant", grant_wanted, grant_live)


@drift("Grant /operations", "Grant/app", "revoked", path="")
def _(hand):
    [grant] = grants_of(hand.estate, hand.resource)
    hand.kms.revoke_grant(KeyId=grant["KeyId"], GrantId=grant["GrantId"])


def service_grant(aws):
    """What ListGrants shows of a grant between services."""
    kms = aws.client("kms", ACCOUNT, REGION)
    key_id = new_key(kms)["KeyId"]
    kms.create_grant(
        KeyId=key_id,
        GranteeServicePrincipal="dynamodb.amazonaws.com",
        RetiringServicePrincipal="dynamodb.amazonaws.com",
        Operations=["Decrypt"],
        Constraints={"SourceArn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t"},
    )
    return kms.list_grants(KeyId=key_id)["Grants"][0]


@skipped("Grant /granteeServicePrincipal", "CreateGrant drops GranteeServicePrincipal: the grant has no grantee")
def _(aws):
    return "GranteeServicePrincipal" not in service_grant(aws)


@skipped("Grant /retiringServicePrincipal", "CreateGrant drops RetiringServicePrincipal")
def _(aws):
    return "RetiringServicePrincipal" not in service_grant(aws)


fixed("Grant /key", "a grant cannot be changed; it can be revoked, and another made")
fixed("Grant /granteePrincipal", "likewise")
fixed("Grant /retiringPrincipal", "likewise")
fixed("Grant /constraints/encryptionContextEquals", "likewise")
fixed("Grant /constraints/encryptionContextSubset", "likewise")
fixed("Grant /constraints/sourceArn", "likewise")
