"""The manifests of this lane, read by a YAML library and resolved by this file, not by Keywright."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

MARK = "keywright:address"


@dataclass
class Resource:
    kind: str
    name: str
    account: str
    region: str
    spec: dict

    @property
    def address(self):
        return f"{self.kind}/{self.name}"


class Estate:
    def __init__(self, folder, aws):
        self.aws = aws
        self.resources = {}
        self.found = {}
        documents = [d for file in sorted(Path(folder).glob("*.yaml")) for d in yaml.safe_load_all(file.read_text())]
        [stack] = [d for d in documents if d["kind"] == "Stack"]
        self.stack = f"{stack['metadata']['name']}/{stack['spec']['uid']}"
        defaults = stack["spec"]["defaults"]
        self.tags = defaults["tags"]
        for document in documents:
            if document["kind"] != "Stack":
                self._declare(document["kind"], document["metadata"], document["spec"], defaults)

    def _declare(self, kind, metadata, spec, defaults):
        account = metadata.get("account", defaults["account"])
        region = metadata.get("region", defaults["region"])
        resource = Resource(kind, metadata["name"], account, region, spec)
        self.resources[resource.address] = resource
        # Shorthand: each name under `aliases` is an Alias of its own.
        for alias in spec.get("aliases", []):
            short = {"name": alias, "target": {"ref": resource.address}}
            name = alias.removeprefix("alias/").replace("/", "-")
            self._declare("Alias", {**metadata, "name": name}, short, defaults)

    def __getitem__(self, address):
        return self.resources[address]

    def key(self, address):
        """The id and ARN of the one key that carries our mark in two tags, asked of KMS."""
        if address not in self.found:
            resource = self[address]
            kms = self.aws.of("kms", resource)
            marked = []
            for key in kms.list_keys()["Keys"]:
                tags = kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]
                if {"TagKey": MARK, "TagValue": address} in tags:
                    marked.append(key)
            if len(marked) != 1:
                raise AssertionError(f"{len(marked)} keys carry the mark of {address}")
            self.found[address] = {"keyId": marked[0]["KeyId"], "arn": marked[0]["KeyArn"]}
        return self.found[address]

    def bucket(self, resource):
        """The name of a bucket: literal, template, or a reference to a Bucket."""
        value = resource.spec["name" if resource.kind == "Bucket" else "bucket"]
        if isinstance(value, dict):
            return self.bucket(self[value["ref"]])
        return self.filled(value, resource)

    def filled(self, value, resource):
        """The same value with its templates filled in."""
        if isinstance(value, dict):
            return {name: self.filled(one, resource) for name, one in value.items()}
        if isinstance(value, list):
            return [self.filled(one, resource) for one in value]
        if not isinstance(value, str):
            return value
        return re.sub(r"\$\{([^}]+)\}", lambda hole: self._hole(hole.group(1), resource), value)

    def _hole(self, hole, resource):
        known = {"account.id": resource.account, "region": resource.region, "partition": "aws"}
        if hole in known:
            return known[hole]
        address, attribute = hole.rsplit(".", 1)
        return self.key(address)[attribute]
