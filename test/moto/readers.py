"""What the manifests say and what boto3 reads, per kind, in the same words (kinds/).

`wanted(estate, resource)` and `live(estate, resource)` give nested values; whatever `wanted` has must be in `live`.
A reader reads every field of its kind, whether a manifest says it or not.
"""

import json

from botocore.exceptions import ClientError

from fields import document


def or_none(call, *codes):
    try:
        return call()
    except ClientError as error:
        if error.response["Error"]["Code"] in codes:
            return None
        raise


def tags_wanted(estate, resource):
    marks = {"keywright:stack": estate.stack, "keywright:address": resource.address}
    return {**estate.tags, **resource.spec.get("tags", {}), **marks}


def policy_or_text(text):
    """AWS's own default policy has no Sids that this lane could compare."""
    policy = json.loads(text)
    return document(policy) if all("Sid" in one for one in policy["Statement"]) else text


READERS = {}


def reads(kind, wanted, live):
    """Declares what the manifests of a kind say and what boto3 reads of it."""
    READERS[kind] = (wanted, live)
