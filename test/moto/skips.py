"""What this lane leaves out, and the deviation of moto 5.2.5 from AWS that is the reason. Measured, unless said.

Two tables: paths of manifests (a path without a reader or a drift must be in one of them), and behaviour that
no path shows. A row that no longer holds is found by `test_skips` where it can be tried.
"""

# Paths that are neither written nor read here.
PATHS = {
    "Key /rotation/periodInDays": "EnableKeyRotation drops RotationPeriodInDays, GetKeyRotationStatus never gives it",
    "Key /grants": "shows grants of others in the plan; nothing of it is in AWS",
    "BucketEncryption /blockedEncryptionTypes": "PutBucketEncryption drops BlockedEncryptionTypes",
    "Grant /granteeServicePrincipal": "CreateGrant drops GranteeServicePrincipal: the grant has no grantee",
    "Grant /retiringServicePrincipal": "CreateGrant drops RetiringServicePrincipal",
    "Trail /insightSelectors": "PutInsightSelectors appends, and an empty list takes nothing away",
    "Trail /snsTopic": "takes SnsTopicName for a name: an ARN becomes an ARN within an ARN",
    "ReplicaKey /": "ReplicateKey ignores Description, Policy and Tags, so a replica never carries our mark; both "
    "keys share one MultiRegionConfiguration, grants and aliases",
}

# Paths that are compared, but that nobody can change: the thing would be another one.
FIXED = {
    "Trail /name": "another name is another trail",
    "Trail /organization": "boto3 could, but every account of an organization would be in it: AWS refuses it here",
    "Key /keySpec": "fixed when the key is made",
    "Key /keyUsage": "fixed when the key is made",
    "Key /multiRegion": "fixed when the key is made",
    "Bucket /name": "another name is another bucket",
    "BucketEncryption /bucket": "which bucket is asked",
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
