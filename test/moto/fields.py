"""Values as flat fields, so that they can be compared and counted one by one."""

import json

LISTS = ("Action", "NotAction", "Resource", "NotResource")


def flat(value, path=""):
    """{path: leaf}. A list is one leaf: its order says nothing in any field that is compared here."""
    if isinstance(value, dict) and value:
        return {at: leaf for name, one in value.items() for at, leaf in flat(one, f"{path}/{name}").items()}
    if isinstance(value, list):
        return {path: sorted(value, key=json.dumps)}
    return {path: value}


def document(policy):
    """A policy with its statements by Sid and every list as one, as IAM reads it."""
    if policy is None:
        return None
    policy = json.loads(policy) if isinstance(policy, str) else policy
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    by_sid = {one["Sid"]: _statement(one) for one in statements}
    if len(by_sid) != len(statements):
        raise AssertionError("every statement of this lane has a Sid of its own")
    return {"Version": policy["Version"], "Statement": by_sid}


def _statement(statement):
    shown = dict(statement)
    for name in LISTS:
        if name in shown:
            shown[name] = _listed(shown[name])
    for name in ("Principal", "NotPrincipal"):
        if name in shown:
            # For a resource's policy, "*" and {"AWS": "*"} are the same (IAM User Guide, Principal).
            by_type = {"AWS": "*"} if shown[name] == "*" else shown[name]
            shown[name] = {of: _listed(who) for of, who in by_type.items()}
    if "Condition" in shown:
        shown["Condition"] = {
            operator: {key: _listed(values) for key, values in tests.items()}
            for operator, tests in shown["Condition"].items()
        }
    return shown


def _listed(value):
    return value if isinstance(value, list) else [value]
