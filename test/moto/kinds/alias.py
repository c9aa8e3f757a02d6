"""Alias: what its manifests say and boto3 reads, what a person changes, and what moto cannot do."""

from drifts import drift
from readers import reads


def alias_wanted(estate, resource):
    return {"name": resource.spec["name"], "target": estate.key(resource.spec["target"]["ref"])["keyId"]}


def alias_live(estate, resource):
    for one in estate.aws.of("kms", resource).list_aliases()["Aliases"]:
        if one["AliasName"] == resource.spec["name"]:
            return {"name": one["AliasName"], "target": one.get("TargetKeyId")}
    return {}


reads("Alias", alias_wanted, alias_live)


@drift("Key /aliases", "Alias/lane-data", "the short form of the alias points elsewhere", path="/target")
@drift("Alias /target", "Alias/lane-data", "points to another key")
def _(hand):
    hand.kms.update_alias(AliasName="alias/lane/data", TargetKeyId=hand.estate.key("Key/spare")["keyId"])


@drift("Alias /name", "Alias/archive-current", "deleted", path="")
def _(hand):
    hand.kms.delete_alias(AliasName="alias/lane/archive")
