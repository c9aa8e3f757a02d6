"""RolePolicy: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

import json

from fields import document
from drifts import drift
from readers import or_none, reads
from skips import fixed


def role_policy_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    return {**spec, "document": document(spec["document"])}


def role_policy_live(estate, resource):
    iam, spec = estate.aws.of("iam", resource), resource.spec
    answer = or_none(lambda: iam.get_role_policy(RoleName=spec["role"], PolicyName=spec["name"]), "NoSuchEntity")
    if answer is None:
        return {}
    policy = document(answer["PolicyDocument"])
    return {"role": answer["RoleName"], "name": answer["PolicyName"], "document": policy}


reads("RolePolicy", role_policy_wanted, role_policy_live)


@drift("RolePolicy /document", "RolePolicy/app", "an action added")
def _(hand):
    policy = json.loads(json.dumps(hand.spec["document"]))
    policy["Statement"][0]["Action"].append("kms:Encrypt")
    hand.iam.put_role_policy(RoleName="app", PolicyName=hand.spec["name"], PolicyDocument=json.dumps(policy))


@drift("RolePolicy /document", "RolePolicy/archivist", "deleted")
def _(hand):
    hand.iam.delete_role_policy(RoleName="app", PolicyName=hand.spec["name"])


fixed("RolePolicy /role", "which role is asked")
fixed("RolePolicy /name", "which policy of it is asked")
