"""What the manifests say and what boto3 reads, per kind, in the same words.

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


# Key


def key_wanted(estate, resource):
    spec = estate.filled(dict(resource.spec), resource)
    spec.pop("aliases", None)
    wanted = {**spec, "tags": tags_wanted(estate, resource)}
    if "description" in spec:
        wanted["description"] = spec["description"] or ""
    if "policy" in spec:
        wanted["policy"] = document(spec["policy"])
    if "aliases" in resource.spec:
        wanted["aliases"] = resource.spec["aliases"]
    return wanted


def tags_wanted(estate, resource):
    marks = {"keywright:stack": estate.stack, "keywright:address": resource.address}
    return {**estate.tags, **resource.spec.get("tags", {}), **marks}


def key_live(estate, resource):
    kms, key_id = estate.aws.of("kms", resource), estate.key(resource.address)["keyId"]
    shown = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    aliases = kms.list_aliases()["Aliases"]
    return {
        "description": shown["Description"],
        "keySpec": shown["KeySpec"],
        "keyUsage": shown["KeyUsage"],
        "multiRegion": shown["MultiRegion"],
        "enabled": {"Enabled": True, "Disabled": False}.get(shown["KeyState"], shown["KeyState"]),
        "rotation": {"enabled": kms.get_key_rotation_status(KeyId=key_id)["KeyRotationEnabled"]},
        "policy": policy_or_text(kms.get_key_policy(KeyId=key_id, PolicyName="default")["Policy"]),
        "tags": {tag["TagKey"]: tag["TagValue"] for tag in kms.list_resource_tags(KeyId=key_id)["Tags"]},
        "aliases": [one["AliasName"] for one in aliases if one.get("TargetKeyId") == key_id],
    }


def policy_or_text(text):
    """AWS's own default policy has no Sids that this lane could compare."""
    policy = json.loads(text)
    return document(policy) if all("Sid" in one for one in policy["Statement"]) else text


# Alias


def alias_wanted(estate, resource):
    return {"name": resource.spec["name"], "target": estate.key(resource.spec["target"]["ref"])["keyId"]}


def alias_live(estate, resource):
    for one in estate.aws.of("kms", resource).list_aliases()["Aliases"]:
        if one["AliasName"] == resource.spec["name"]:
            return {"name": one["AliasName"], "target": one.get("TargetKeyId")}
    return {}


# Grant


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


# Bucket


def bucket_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    return {**spec, "tags": tags_wanted(estate, resource)}


def bucket_live(estate, resource):
    s3, name = estate.aws.of("s3", resource), estate.bucket(resource)
    location = s3.get_bucket_location(Bucket=name).get("LocationConstraint") or "us-east-1"
    tags = or_none(lambda: s3.get_bucket_tagging(Bucket=name)["TagSet"], "NoSuchTagSet") or []
    ownership = or_none(
        lambda: s3.get_bucket_ownership_controls(Bucket=name)["OwnershipControls"]["Rules"][0]["ObjectOwnership"],
        "OwnershipControlsNotFoundError",
    )
    block = or_none(
        lambda: s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"],
        "NoSuchPublicAccessBlockConfiguration",
    )
    return {
        "name": name if location == resource.region else f"{name} in {location}",
        "tags": {tag["Key"]: tag.get("Value", "") for tag in tags},
        "versioning": s3.get_bucket_versioning(Bucket=name).get("Status"),
        "publicAccessBlock": {flag[0].lower() + flag[1:]: on for flag, on in (block or {}).items()},
        "objectOwnership": ownership,
    }


# BucketEncryption


def encryption_wanted(estate, resource):
    spec = resource.spec
    key = spec.get("key")
    arn = estate.key(key["ref"])["arn"] if isinstance(key, dict) else key
    return {**spec, "bucket": estate.bucket(resource), "key": arn}


def encryption_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    missing = "ServerSideEncryptionConfigurationNotFoundError"
    answer = or_none(lambda: s3.get_bucket_encryption(Bucket=bucket), missing)
    if answer is None:
        # AWS has a default since 2023, moto none: skips.py.
        return {"bucket": bucket, "algorithm": "AES256", "key": None, "bucketKey": False}
    [rule] = answer["ServerSideEncryptionConfiguration"]["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    return {
        "bucket": bucket,
        "algorithm": default["SSEAlgorithm"],
        "key": default.get("KMSMasterKeyID"),
        "bucketKey": rule.get("BucketKeyEnabled", False),
    }


# BucketLogging


def logging_wanted(estate, resource):
    target = resource.spec["targetBucket"]
    name = estate.bucket(estate[target["ref"]]) if isinstance(target, dict) else target
    return {**resource.spec, "bucket": estate.bucket(resource), "targetBucket": name}


def logging_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    enabled = s3.get_bucket_logging(Bucket=bucket).get("LoggingEnabled", {})
    return {
        "bucket": bucket,
        "targetBucket": enabled.get("TargetBucket"),
        "targetPrefix": enabled.get("TargetPrefix"),
    }


# BucketPolicy


def bucket_policy_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    whole = document(spec["document"])
    return {"bucket": estate.bucket(resource), "document": whole, "ownership": ownership(resource)}


def ownership(resource):
    by_default = "document" if isinstance(resource.spec["bucket"], dict) else "statements"
    return resource.spec.get("ownership", by_default)


def bucket_policy_live(estate, resource):
    s3, bucket = estate.aws.of("s3", resource), estate.bucket(resource)
    policy = document(or_none(lambda: s3.get_bucket_policy(Bucket=bucket)["Policy"], "NoSuchBucketPolicy"))
    ours = document(resource.spec["document"])["Statement"]
    others = [sid for sid in (policy or {}).get("Statement", {}) if sid not in ours]
    return {"bucket": bucket, "document": policy, "ownership": "statements" if others else "document"}


# RolePolicy


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


# Trail

SETTINGS = {
    "name": "Name",
    "bucket": "S3BucketName",
    "prefix": "S3KeyPrefix",
    "key": "KmsKeyId",
    "multiRegion": "IsMultiRegionTrail",
    "logFileValidation": "LogFileValidationEnabled",
    "globalServiceEvents": "IncludeGlobalServiceEvents",
    "organization": "IsOrganizationTrail",
}


def trail_wanted(estate, resource):
    spec = estate.filled(resource.spec, resource)
    key = spec.get("key")
    arn = estate.key(key["ref"])["arn"] if isinstance(key, dict) else key
    return {**spec, "key": arn, "tags": tags_wanted(estate, resource)}


def trail_live(estate, resource):
    cloudtrail, name = estate.aws.of("cloudtrail", resource), resource.spec["name"]
    trail = cloudtrail.get_trail(Name=name)["Trail"]
    selectors = cloudtrail.get_event_selectors(TrailName=name)
    tags = cloudtrail.list_tags(ResourceIdList=[trail["TrailARN"]])["ResourceTagList"][0]["TagsList"]
    live = {ours: trail.get(theirs) or None for ours, theirs in SETTINGS.items()}
    flags = ("multiRegion", "logFileValidation", "globalServiceEvents", "organization")
    return {
        **live,
        **{flag: live[flag] is True for flag in flags},
        "logging": cloudtrail.get_trail_status(Name=name)["IsLogging"],
        "eventSelectors": uncapitalised(selectors.get("EventSelectors") or []),
        "advancedEventSelectors": uncapitalised(selectors.get("AdvancedEventSelectors") or []),
        "cloudWatchLogs": {
            "logGroupArn": trail.get("CloudWatchLogsLogGroupArn"),
            "roleArn": trail.get("CloudWatchLogsRoleArn"),
        },
        "tags": {tag["Key"]: tag["Value"] for tag in tags},
    }


def uncapitalised(value):
    """The words of the API as manifests write them; the order of a list says nothing."""
    if isinstance(value, list):
        return sorted((uncapitalised(one) for one in value), key=json.dumps)
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: uncapitalised(one) for name, one in value.items()}
    return value


READERS = {
    "Trail": (trail_wanted, trail_live),
    "Key": (key_wanted, key_live),
    "Alias": (alias_wanted, alias_live),
    "Grant": (grant_wanted, grant_live),
    "Bucket": (bucket_wanted, bucket_live),
    "BucketEncryption": (encryption_wanted, encryption_live),
    "BucketLogging": (logging_wanted, logging_live),
    "BucketPolicy": (bucket_policy_wanted, bucket_policy_live),
    "RolePolicy": (role_policy_wanted, role_policy_live),
}
