"""Policy documents as probes send them."""

import json


def policy(*statements, **more):
    return json.dumps({"Version": "2012-10-17", **more, "Statement": list(statements)})


def allow(principal, action, resource="*", effect="Allow", **more):
    return {"Effect": effect, "Principal": principal, "Action": action, "Resource": resource, **more}


def root(account):
    """What leaves the key to the IAM policies of its account."""
    return allow({"AWS": f"arn:aws:iam::{account}:root"}, "kms:*", Sid="Root")
