"""All probes. Each module adds its own to probe.PROBES, in the order in which the page shows them."""

from probes import (  # noqa: F401
    kms_keys,
    kms_states,
    kms_policies,
    kms_tags_aliases,
    kms_rotation,
    kms_grants,
    kms_replicas,
    kms_use,
    s3_buckets,
    s3_settings,
    s3_objects,
    iam_sts_tagging,
    cloudtrail,
)
