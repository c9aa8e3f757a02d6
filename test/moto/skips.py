"""What this lane leaves out, and the deviation of moto 5.2.5 from AWS that is the reason. All of it measured.

Each row of PATHS and BEHAVIOUR that has a test in deviations.py is tried: a row that no longer holds fails the lane.
"""

# Paths that are neither written nor read here.
PATHS = {
    "Key /rotation/periodInDays": "EnableKeyRotation drops RotationPeriodInDays, GetKeyRotationStatus never gives it",
    "Key /grants": "shows grants of others in the plan; nothing of it is in AWS",
    "BucketEncryption /blockedEncryptionTypes": "PutBucketEncryption drops BlockedEncryptionTypes",
    "BucketLogging /targetObjectKeyFormat": "PutBucketLogging drops TargetObjectKeyFormat",
    "Grant /granteeServicePrincipal": "CreateGrant drops GranteeServicePrincipal: the grant has no grantee",
    "Grant /retiringServicePrincipal": "CreateGrant drops RetiringServicePrincipal",
    "Trail /insightSelectors": "PutInsightSelectors appends, and an empty list takes nothing away",
    "Trail /snsTopic": "takes SnsTopicName for a name: an ARN becomes an ARN within an ARN",
    "ReplicaKey /": "ReplicateKey ignores Description, Policy and Tags, so a replica never carries our mark; both "
    "keys share one MultiRegionConfiguration, grants and aliases",
}

# What no path of a manifest shows.
BEHAVIOUR = {
    "Bucket created by us": "CreateBucket drops the tags of its configuration, and with them our mark; the lane makes "
    "the buckets itself and Keywright takes them over",
    "Bucket defaults": "a new bucket has no public access block, ownership or encryption (AWS: all four, "
    "BucketOwnerEnforced, AES256)",
    "Trail selectors": "a new trail has none (AWS: all management events); going back from advanced to basic ones "
    "keeps the advanced, so each trail of this lane keeps its sort",
    "Key policy with a Deny of kms:DescribeKey": "enforced for everyone, whatever its principal and condition",
    "Key state": "a disabled or pending key takes every call: no refusal can be seen here; the embedded AWS has them",
    "Listing": "ListKeys, ListAliases and ListGrants give one page; pages are tried with the aws CLI",
    "A fresh journal": "moto hides nothing after a create: the lane makes its state directory old (age.ts)",
}

# Paths that are compared, but that nobody can change: the thing would be another one.
FIXED = {
    "Trail /name": "another name is another trail",
    "Trail /organization": "only the management account of an organization may set it",
    "Key /keySpec": "fixed when the key is made",
    "Key /keyUsage": "fixed when the key is made",
    "Key /multiRegion": "fixed when the key is made",
    "Bucket /name": "another name is another bucket",
    "BucketEncryption /bucket": "which bucket is asked",
    "BucketLogging /bucket": "which bucket is asked",
    "BucketPolicy /bucket": "which bucket is asked",
    "BucketPolicy /ownership": "says what of the document is ours",
    "RolePolicy /role": "which role is asked",
    "RolePolicy /name": "which policy of it is asked",
    "Grant /key": "a grant cannot be changed; it can be revoked, and another made",
    "Grant /granteePrincipal": "likewise",
    "Grant /retiringPrincipal": "likewise",
    "Grant /constraints/encryptionContextEquals": "likewise",
    "Grant /constraints/encryptionContextSubset": "likewise",
    "Grant /constraints/sourceArn": "likewise",
}
