"""ministack 1.5.33: what it answers otherwise, and why. An emulator of another family than moto."""

from explanations import Table

ministack = Table("ministack")

ministack.wrong(
    "kms CreateKey: every member of a key created with the defaults",
    "does not return the account, and lists algorithms of other usages as empty",
    "/AWSAccountId: nothing instead of ACCOUNT",
    "/SigningAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms CreateKey: RSA_2048 for ENCRYPT_DECRYPT",
    "shows an empty list for the usage that the key does not have",
    "/SigningAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms CreateKey: RSA_2048 for SIGN_VERIFY",
    "shows an empty list for the usage that the key does not have",
    "/EncryptionAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms CreateKey: ECC_NIST_P256 for SIGN_VERIFY",
    "shows an empty list for the usage that the key does not have",
    "/EncryptionAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms CreateKey: ECC_NIST_P256 for KEY_AGREEMENT",
    "does not support key agreement: it shows the algorithms of another usage",
    "/EncryptionAlgorithms: [] instead of nothing",
    "/KeyAgreementAlgorithms/0: nothing instead of ECDH",
    "/SigningAlgorithms/0: ECDSA_SHA_256 instead of nothing",
)

ministack.wrong(
    "kms CreateKey: ECC_NIST_P521 for SIGN_VERIFY",
    "shows an empty list for the usage that the key does not have",
    "/EncryptionAlgorithms: [] instead of nothing",
)

ministack.lacks(
    "kms CreateKey: ML_DSA_44 for SIGN_VERIFY",
    "has no ML-DSA keys",
    "CreateKey refused: UnsupportedOperationException instead of an answer",
)

ministack.wrong(
    "kms CreateKey: a usage that the spec does not have",
    "checks the usage of HMAC keys only, and returns another error for an unknown spec",
    "/RSA without a usage: ok instead of ValidationException",
    "/a spec that is none: UnsupportedOperationException instead of ValidationException",
    "/a usage that is none: ok instead of ValidationException",
    "/symmetric that signs: ok instead of ValidationException",
)

ministack.wrong(
    "kms CreateKey: refuses values that are too long",
    "checks no length",
    "/description: ok instead of ValidationException",
    "/policy: ok instead of LimitExceededException",
    "/tag key: ok instead of TagException",
    "/tag value: ok instead of TagException",
)

ministack.wrong(
    "kms CreateKey: refuses tags",
    "checks no tags",
    "/51: ok instead of LimitExceededException",
    "/of AWS: ok instead of TagException",
    "/twice the same: ok instead of TagException",
    "/with letters that no tag has: ok instead of TagException",
)

ministack.wrong(
    "kms DescribeKey: every member of a key",
    "does not return the account, and shows an empty list for the usage that the key does not have",
    "/AWSAccountId: nothing instead of ACCOUNT",
    "/SigningAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms DescribeKey: names of keys that do not exist",
    "returns one error for every unknown name",
    "/an ARN of another service: NotFoundException instead of InvalidArnException",
    "/nothing: NotFoundException instead of ValidationException",
)

ministack.wrong(
    "kms DescribeKey: another account needs the key policy",
    "looks for every key in the caller's account",
    "/before: NotFoundException instead of AccessDeniedException",
    "/then: NotFoundException instead of ok",
)

ministack.lacks(
    "kms DescribeKey: the key of an AWS service",
    "has no AWS managed keys",
    "DescribeKey refused: NotFoundException instead of an answer",
)

ministack.wrong(
    "kms ListKeys: pages",
    "checks neither limit nor marker",
    "/a limit of 0: ok instead of ValidationException",
    "/a limit of 1001: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/all, once each: false instead of true",
)

ministack.wrong(
    "kms DisableKey: an alias is not a key",
    "accepts an alias as a key everywhere",
    "/0: false instead of true",
    "/1: false instead of true",
)

ministack.wrong(
    "kms UpdateKeyDescription: refusals",
    "checks neither the presence nor the length of a description",
    "/nothing said: ok instead of ValidationException",
    "/too long: ok instead of ValidationException",
)

ministack.lacks(
    "kms GetKeyLastUsage: before and after its first use",
    "has no GetKeyLastUsage",
    "GetKeyLastUsage refused: InvalidAction instead of an answer",
)

ministack.lacks(
    "kms GetKeyLastUsage: a key that does not exist",
    "has no GetKeyLastUsage",
    "InvalidAction instead of NotFoundException",
)

ministack.wrong(
    "kms EnableKey: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms DisableKey: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms UpdateKeyDescription: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.lacks(
    "kms GetKeyLastUsage: in each key state",
    "has no GetKeyLastUsage",
    "/Disabled: InvalidAction instead of ok",
    "/PendingDeletion: InvalidAction instead of ok",
    "/PendingImport: InvalidAction instead of ok",
)

ministack.wrong(
    "kms TagResource: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms UntagResource: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms EnableKeyRotation: in each key state",
    "rotates keys in any state and of any origin",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

ministack.wrong(
    "kms DisableKeyRotation: in each key state",
    "rotates keys in any state and of any origin",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

ministack.wrong(
    "kms GetKeyRotationStatus: in each key state",
    "rotates keys in any state and of any origin",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

ministack.lacks(
    "kms RotateKeyOnDemand: in each key state",
    "has no rotation on demand and no list of rotations",
    "/Disabled: InvalidAction instead of DisabledException",
    "/PendingDeletion: InvalidAction instead of KMSInvalidStateException",
    "/PendingImport: InvalidAction instead of KMSInvalidStateException",
)

ministack.lacks(
    "kms ListKeyRotations: in each key state",
    "has no rotation on demand and no list of rotations",
    "/Disabled: InvalidAction instead of ok",
    "/PendingDeletion: InvalidAction instead of ok",
    "/PendingImport: InvalidAction instead of ok",
)

ministack.wrong(
    "kms ScheduleKeyDeletion: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms CancelKeyDeletion: in each key state",
    "cancels a deletion that was never scheduled",
    "/Disabled: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms CreateAlias: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms UpdateAlias: in each key state",
    "enforces key states for use and grants, but not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms ReplicateKey: in each key state",
    "replicates a disabled key",
    "/Disabled: ok instead of DisabledException",
)

ministack.lacks(
    "kms UpdatePrimaryRegion: in each key state",
    "has no UpdatePrimaryRegion",
    "InvalidAction instead of DisabledException",
)

ministack.wrong(
    "kms GetKeyPolicy: no policy shared by RAM, no such key",
    "returns one policy for every name",
    "/none shared by RAM: ok instead of NotFoundException",
)

ministack.wrong(
    "kms PutKeyPolicy: refuses an invalid policy",
    "accepts any text as a policy",
    "/a letter that none has: ok instead of ValidationException",
    "/an effect that is none: ok instead of MalformedPolicyDocumentException",
    "/another name: false instead of true",
    "/empty: ok instead of ValidationException",
    "/no JSON: ok instead of MalformedPolicyDocumentException",
    "/no principal: ok instead of MalformedPolicyDocumentException",
    "/not one statement: ok instead of MalformedPolicyDocumentException",
    "/too long: ok instead of LimitExceededException",
)

ministack.wrong(
    "kms PutKeyPolicy: a principal that does not exist",
    "does not check that a principal exists",
    "ok instead of MalformedPolicyDocumentException",
)

ministack.wrong(
    "kms PutKeyPolicy: refuses a policy that locks out its caller",
    "does not check whether the caller can change the policy again",
    "/checked: ok instead of MalformedPolicyDocumentException",
)

ministack.wrong(
    "kms TagResource: refusals",
    "checks no tags, and accepts an alias as a key",
    "/51: ok instead of LimitExceededException",
    "/a letter that none has: ok instead of TagException",
    "/an alias is not a key: false instead of true",
    "/left: 54 instead of 0",
    "/of AWS: ok instead of TagException",
    "/too long a key: ok instead of TagException",
    "/too long a value: ok instead of TagException",
    "/twice the same: ok instead of TagException",
)

ministack.wrong(
    "kms UntagResource: refusals",
    "checks no tags",
    "/of AWS: ok instead of TagException",
)

ministack.wrong(
    "kms ListResourceTags: pages",
    "returns one page, whatever the limit and the marker",
    "/a limit of 51: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

ministack.wrong(
    "kms CreateAlias: refusals",
    "checks no name, and accepts an alias as a key",
    "/a colon: false instead of true",
    "/letters that none has: ok instead of ValidationException",
    "/onto an alias: false instead of true",
    "/too long: ok instead of ValidationException",
)

ministack.wrong(
    "kms CreateAlias: alias/aws/ is reserved for AWS",
    "accepts names that AWS reserves",
    "false instead of true",
)

ministack.wrong(
    "kms UpdateAlias: same type, same usage",
    "does not compare the two keys",
    "false instead of true",
)

ministack.wrong(
    "kms ListAliases: of one key",
    "does not check that the key exists",
    "/of no key: ok instead of NotFoundException",
)

ministack.wrong(
    "kms ListAliases: pages",
    "returns one page, whatever the limit and the marker",
    "/a limit of 101: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

ministack.wrong(
    "kms EnableKeyRotation: 90 to 2560 days",
    "accepts any period",
    "/2561: ok instead of ValidationException",
    "/89: ok instead of ValidationException",
)

ministack.wrong(
    "kms EnableKeyRotation: only symmetric keys with material of AWS",
    "rotates asymmetric keys, and keys with imported material",
    "/RSA: ok instead of UnsupportedOperationException",
    "/imported: ok instead of UnsupportedOperationException",
)

ministack.wrong(
    "kms GetKeyRotationStatus: every part, off and on",
    "shows a period although rotation is off, and neither id nor date",
    "/off/KeyId: nothing instead of KEY",
    "/off/RotationPeriodInDays: 365 instead of nothing",
    "/on/KeyId: nothing instead of KEY",
    "/on/NextRotationDate: nothing instead of <time>",
)

ministack.wrong(
    "kms GetKeyRotationStatus: the next rotation is one period away",
    "does not return the date of the next rotation",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of 100",
)

ministack.wrong(
    "kms GetKeyRotationStatus: keys that do not rotate",
    "accepts an alias as a key everywhere",
    "/an alias is not a key: false instead of true",
)

ministack.wrong(
    "kms DisableKeyRotation: leaves no period, and succeeds twice",
    "shows a period although rotation is off",
    "/RotationPeriodInDays: 100 instead of nothing",
)

ministack.wrong(
    "kms DisableKeyRotation: a key that cannot rotate",
    "rotates asymmetric keys",
    "/RSA: ok instead of UnsupportedOperationException",
)

ministack.lacks(
    "kms RotateKeyOnDemand: is in the list",
    "has no rotation on demand and no list of rotations",
    "RotateKeyOnDemand refused: InvalidAction instead of an answer",
)

ministack.lacks(
    "kms RotateKeyOnDemand: one after the other",
    "has no rotation on demand and no list of rotations",
    "/0: InvalidAction instead of ok",
    "/1: InvalidAction instead of ConflictException",
)

ministack.lacks(
    "kms RotateKeyOnDemand: keeps the schedule",
    "has no rotation on demand and no list of rotations",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of true",
)

ministack.lacks(
    "kms RotateKeyOnDemand: a key that cannot rotate",
    "has no rotation on demand and no list of rotations",
    "/RSA: InvalidAction instead of UnsupportedOperationException",
    "/none: InvalidAction instead of NotFoundException",
)

ministack.lacks(
    "kms ListKeyRotations: a key never rotated",
    "has no rotation on demand and no list of rotations",
    "ListKeyRotations refused: InvalidAction instead of an answer",
)

ministack.wrong(
    "kms ScheduleKeyDeletion: its answer, by id",
    "does not return the window",
    "/PendingWindowInDays: nothing instead of 7",
)

ministack.wrong(
    "kms ScheduleKeyDeletion: 30 days by default",
    "does not return the window",
    "/PendingWindowInDays: nothing instead of 30",
)

ministack.wrong(
    "kms CancelKeyDeletion: keeps the rotation",
    "shows rotation of a key that is pending deletion",
    "/pending: true instead of false",
)

ministack.wrong(
    "kms CancelKeyDeletion: a key that is not pending deletion",
    "cancels a deletion that was never scheduled",
    "/enabled: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms ScheduleKeyDeletion: a primary is deleted after its replicas",
    "does not return the window; for a primary it also returns a date, which is still unknown",
    "/DeletionDate: <time> instead of nothing",
    "/PendingWindowInDays: nothing instead of 7",
)

ministack.open(
    "kms CreateGrant: the same operations in another order are the same grant",
    "treats operations in another order as other parameters; AWS says \"identical parameters\" and not whether a list counts in order",
    "2 instead of 1",
    document="KMS API Reference, CreateGrant, Name",
)

ministack.wrong(
    "kms CreateGrant: refusals",
    "does not check that a principal exists, and accepts any name",
    "/a grantee that is no principal: ok instead of InvalidArnException",
    "/a name with letters that none has: ok instead of ValidationException",
    "/left: 2 instead of 0",
)

ministack.open(
    "kms CreateGrant: both constraints on the context",
    "accepts both; AWS documents one or the other and does not forbid both (KMS was seen to answer \"More than one constraint supplied\")",
    "ok instead of ValidationException",
    document="KMS API Reference, GrantConstraints",
)

ministack.wrong(
    "kms CreateGrant: a role that does not exist",
    "does not check that a principal exists",
    "ok instead of InvalidArnException",
)

ministack.wrong(
    "kms CreateGrant: a context cannot constrain an operation without one",
    "checks no constraints against the key",
    "/an RSA key: ok instead of ValidationException",
)

ministack.lacks(
    "kms CreateGrant: for a service",
    "has no grants for services",
    "CreateGrant refused: ValidationException instead of an answer",
)

ministack.wrong(
    "kms CreateGrant: a grant without a name",
    "shows an empty text for a missing name",
    "/name:  instead of null",
)

ministack.wrong(
    "kms CreateGrant: gives access",
    "evaluates no permissions",
    "/before: ok instead of AccessDeniedException",
    "/nothing else: ok instead of AccessDeniedException",
)

ministack.wrong(
    "kms ListGrants: refusals",
    "checks no grant id",
    "/no id: ok instead of InvalidGrantIdException",
)

ministack.lacks(
    "kms ListRetirableGrants: lists the grants that a principal may retire",
    "has no ListRetirableGrants",
    "ListRetirableGrants refused: InvalidAction instead of an answer",
)

ministack.wrong(
    "kms ReplicateKey: every member of a replica",
    "does not return the account, and shows an empty list for the usage that the key does not have",
    "/metadata/AWSAccountId: nothing instead of ACCOUNT",
    "/metadata/SigningAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms ReplicateKey: rotation is shared, set at the primary",
    "rotates each key separately, replicas too",
    "/KeyRotationEnabled: false instead of true",
    "/RotationPeriodInDays: 365 instead of 100",
    "/ended at the replica: ok instead of UnsupportedOperationException",
    "/set at the replica: ok instead of UnsupportedOperationException",
)

ministack.wrong(
    "kms ReplicateKey: a replica is deleted separately",
    "overwrites a replica that is pending deletion",
    "/again there: ok instead of AlreadyExistsException",
)

ministack.lacks(
    "kms UpdatePrimaryRegion: primary and replica swap roles",
    "has no UpdatePrimaryRegion",
    "UpdatePrimaryRegion refused: InvalidAction instead of an answer",
)

ministack.lacks(
    "kms UpdatePrimaryRegion: refusals",
    "has no UpdatePrimaryRegion",
    "/a single-Region key: InvalidAction instead of UnsupportedOperationException",
    "/at a replica: InvalidAction instead of UnsupportedOperationException",
    "/where no replica is: InvalidAction instead of NotFoundException",
)

ministack.wrong(
    "kms Encrypt: refusals",
    "does not support dry runs, and accepts any length",
    "/4097 bytes: ok instead of ValidationException",
    "/a dry run: ok instead of DryRunOperationException",
    "/nothing: ok instead of ValidationException",
)

ministack.wrong(
    "kms Decrypt: refusals",
    "decrypts although the request names another key",
    "/another key: ok instead of IncorrectKeyException",
)

ministack.lacks(
    "kms Decrypt: decrypts a text from before a rotation",
    "has no rotation on demand and no list of rotations",
    "RotateKeyOnDemand refused: InvalidAction instead of hello",
)

ministack.wrong(
    "kms GenerateDataKey: refusals",
    "checks neither spec nor length",
    "/1025 bytes: ok instead of ValidationException",
    "/a spec that is none: ok instead of ValidationException",
    "/both: ok instead of ValidationException",
    "/neither: ok instead of ValidationException",
)

ministack.right(
    "kms ImportKeyMaterial: an invented token",
    "checks the token; the embedded AWS has no GetParametersForImport, so it accepts any token",
    "InvalidImportTokenException instead of ok",
)

ministack.wrong(
    "s3api CreateBucket: its answer",
    "does not return the ARN of the bucket",
    "/BucketArn: nothing instead of arn:aws:s3:::conformance-ACCOUNT",
)

ministack.wrong(
    "s3api CreateBucket: invalid names",
    "does not check reserved prefixes and suffixes",
    "/-s3alias: ok instead of InvalidBucketName",
    "/xn--: ok instead of InvalidBucketName",
)

ministack.wrong(
    "s3api HeadBucket: which accounts can see it",
    "checks no expected owner",
    "/of an owner that it is not: ok instead of HTTP 403",
)

ministack.wrong(
    "s3api ListBuckets: pages, a Region, a prefix",
    "returns one page, whatever the request",
    "ListBuckets refused: InvalidArgument instead of an answer",
)

ministack.wrong(
    "s3api GetBucketEncryption: a new bucket refuses SSE-C",
    "behaves as before April 2026, when new buckets accepted SSE-C",
    "{} instead of nothing",
    "/BlockedEncryptionTypes/EncryptionType/0: nothing instead of SSE-C",
)

ministack.wrong(
    "s3api GetBucketEncryption: no such bucket, another owner",
    "checks no expected owner",
    "/of an owner that it is not: ok instead of AccessDenied",
)

ministack.wrong(
    "s3api PutBucketEncryption: refusals",
    "checks the algorithm and nothing else",
    "/a key with AES256: ok instead of InvalidArgument",
    "/no rule: ok instead of MalformedXML",
    "/two rules: ok instead of MalformedXML",
)

ministack.wrong(
    "s3api PutBucketPolicy: refuses an invalid policy of this bucket",
    "accepts any text as a policy",
    "/a principal that is not there: ok instead of MalformedPolicy",
    "/an action of another service: ok instead of MalformedPolicy",
    "/no JSON: ok instead of MalformedPolicy",
    "/no principal: ok instead of MalformedPolicy",
    "/of another bucket: ok instead of MalformedPolicy",
    "/too long: ok instead of MalformedPolicy",
)

ministack.wrong(
    "s3api PutBucketPolicy: public policies are blocked",
    "has the setting but does not enforce it",
    "ok instead of AccessDenied",
)

ministack.wrong(
    "s3api PutBucketPolicy: of a bucket of another account",
    "accepts it from another account with the permission",
    "/with it: ok instead of MethodNotAllowed",
)

ministack.wrong(
    "s3api PutBucketPolicy: a Deny counts, with its condition",
    "evaluates no bucket policy",
    "/denied: ok instead of AccessDenied",
)

ministack.wrong(
    "s3api GetBucketPolicyStatus: which policies are public",
    "returns a response that the SDK cannot parse",
    "no answer that boto3 can read: KeyError 'IsPublic' instead of an answer",
)

ministack.wrong(
    "s3api GetPublicAccessBlock: a new bucket blocks all public access",
    "behaves as before April 2023, when new buckets blocked nothing",
    "GetPublicAccessBlock refused: NoSuchPublicAccessBlockConfiguration instead of an answer",
)

ministack.wrong(
    "s3api PutPublicAccessBlock: replaces the whole configuration",
    "shows only the flags that were sent",
    "/BlockPublicPolicy: nothing instead of false",
    "/IgnorePublicAcls: nothing instead of false",
    "/RestrictPublicBuckets: nothing instead of false",
)

ministack.wrong(
    "s3api PutBucketVersioning: an invalid status",
    "accepts a configuration without a status",
    "/nothing said: ok instead of IllegalVersioningConfigurationException",
)

ministack.wrong(
    "s3api PutBucketOwnershipControls: is read back",
    "accepts any ownership",
    "/Rules/0/ObjectOwnership: Nobody instead of BucketOwnerPreferred",
    "/none such: ok instead of MalformedXML",
)

ministack.wrong(
    "s3api PutBucketTagging: refusals",
    "checks only the number of tags",
    "/of AWS: ok instead of InvalidTag",
    "/too long a key: ok instead of InvalidTag",
    "/too long a value: ok instead of InvalidTag",
    "/twice the same: ok instead of InvalidTag",
)

ministack.wrong(
    "s3api PutObject: with SSE-S3",
    "does not report the encryption of an object",
    "/ServerSideEncryption: nothing instead of AES256",
)

ministack.wrong(
    "s3api PutObject: with the key of its bucket",
    "does not report the use of a bucket key",
    "/BucketKeyEnabled: nothing instead of true",
)

ministack.wrong(
    "s3api PutObject: a disabled key",
    "does not check the key",
    "/get: ok instead of KMS.DisabledException",
    "/put: ok instead of KMS.DisabledException",
)

ministack.wrong(
    "s3api PutObject: blocked SSE-C",
    "accepts SSE-C",
    "ok instead of AccessDenied",
)

ministack.wrong(
    "s3api GetObject: returns the stored object",
    "does not report the encryption of an object",
    "/ServerSideEncryption: nothing instead of AES256",
)

ministack.wrong(
    "s3api GetObject: refusals",
    "checks no expected owner",
    "/of an owner that it is not: ok instead of AccessDenied",
)

ministack.wrong(
    "s3api HeadObject: returns the stored object",
    "does not report the use of a bucket key, and returns another default content type",
    "/BucketKeyEnabled: nothing instead of true",
    "/ContentType: application/octet-stream instead of binary/octet-stream",
)

ministack.wrong(
    "sts AssumeRole: refusals",
    "checks only the ARN",
    "/a minute: ok instead of ValidationError",
    "/a session name of one letter: ok instead of ValidationError",
    "/a session name with a blank: ok instead of ValidationError",
)

ministack.wrong(
    "iam CreateRole: refusals",
    "checks neither name nor document",
    "/65 letters: ok instead of ValidationError",
    "/letters that none has: ok instead of ValidationError",
    "/no JSON: ok instead of MalformedPolicyDocument",
)

ministack.wrong(
    "iam PutRolePolicy: refusals",
    "accepts a principal, and policies of any length",
    "/a principal: ok instead of MalformedPolicyDocument",
    "/too long: ok instead of LimitExceeded",
)

ministack.wrong(
    "iam ListRolePolicies: pages",
    "returns one page, whatever the limit",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

ministack.wrong(
    "resourcegroupstaggingapi GetResources: of a type",
    "does not support the resource type of a bucket",
    "/s3:bucket: 0 instead of 1",
)

ministack.wrong(
    "resourcegroupstaggingapi GetResources: omits resources that were never tagged",
    "lists resources that were never tagged",
    "1 instead of 0",
)

ministack.wrong(
    "resourcegroupstaggingapi GetResources: pages",
    "returns one page, and checks neither its size nor the token",
    "/101 a page: ok instead of InvalidParameterException",
    "/a token that is none: ok instead of InvalidParameterException",
    "/first: 5 instead of 3",
)

ministack.open(
    "cloudtrail CreateTrail: its answer",
    "shows an empty prefix; AWS does not document its response without one",
    "/S3KeyPrefix:  instead of nothing",
    document="CloudTrail API Reference, CreateTrail, response, S3KeyPrefix",
)

ministack.wrong(
    "cloudtrail CreateTrail: returns the key as its ARN",
    "returns no ARN for an alias",
    "/1: alias/trail instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
)

ministack.wrong(
    "cloudtrail CreateTrail: invalid names",
    "checks no name",
    "/129 letters: ok instead of InvalidTrailNameException",
    "/a blank: ok instead of InvalidTrailNameException",
    "/a dash at the end: ok instead of InvalidTrailNameException",
    "/an address: ok instead of InvalidTrailNameException",
    "/two dashes: ok instead of InvalidTrailNameException",
    "/two letters: ok instead of InvalidTrailNameException",
)

ministack.wrong(
    "cloudtrail CreateTrail: its prerequisites",
    "checks neither bucket nor key",
    "/a bucket name that none has: ok instead of InvalidS3BucketNameException",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/a disabled key: ok instead of KmsException",
    "/a key that lets it not: ok instead of InsufficientEncryptionPolicyException",
    "/no such bucket: ok instead of S3BucketDoesNotExistException",
    "/no such key: ok instead of KmsKeyNotFoundException",
    "/too long a prefix: ok instead of InvalidS3PrefixException",
)

ministack.wrong(
    "cloudtrail CreateTrail: settings that exclude each other",
    "checks no settings against each other",
    "/every Region without global events: ok instead of InvalidParameterCombinationException",
)

ministack.wrong(
    "cloudtrail CreateTrail: five a Region",
    "has no quota",
    "/1: ok instead of MaximumNumberOfTrailsExceededException",
)

ministack.wrong(
    "cloudtrail CreateTrail: stores the tags of the call",
    "does not keep the tags",
    "/0/TagsList/0/Key: nothing instead of team",
    "/0/TagsList/0/Value: nothing instead of a",
    "/0/TagsList: [] instead of nothing",
)

ministack.wrong(
    "cloudtrail UpdateTrail: refusals",
    "checks neither bucket nor key",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/no such bucket: ok instead of S3BucketDoesNotExistException",
    "/no such key: ok instead of KmsKeyNotFoundException",
)

ministack.wrong(
    "cloudtrail GetTrail: refusals",
    "checks no name",
    "/two letters: TrailNotFoundException instead of InvalidTrailNameException",
)

ministack.lacks(
    "cloudtrail GetTrail: reports selectors of the trail",
    "has no insight selectors",
    "PutInsightSelectors refused: InvalidParameterException instead of an answer",
)

ministack.wrong(
    "cloudtrail GetTrailStatus: refusals",
    "accepts the name of a shadow trail",
    "/of a copy, by name: ok instead of TrailNotFoundException",
)

ministack.wrong(
    "cloudtrail PutEventSelectors: refusals",
    "checks neither types nor fields",
    "/a field that none is: ok instead of InvalidEventSelectorsException",
    "/a resource type that none is: ok instead of InvalidEventSelectorsException",
)

ministack.lacks(
    "cloudtrail GetInsightSelectors: none",
    "has no insight selectors",
    "/no such trail: InvalidParameterException instead of TrailNotFoundException",
    "/none: InvalidParameterException instead of InsightNotEnabledException",
)

ministack.lacks(
    "cloudtrail PutInsightSelectors: replaces everything, and an empty list turns it off",
    "has no insight selectors",
    "PutInsightSelectors refused: InvalidParameterException instead of an answer",
)

ministack.lacks(
    "cloudtrail PutInsightSelectors: refusals",
    "has no insight selectors",
    "/a type that none is: InvalidParameterException instead of InvalidInsightSelectorsException",
    "/call rates without writes: InvalidParameterException instead of InvalidInsightSelectorsException",
    "/no such trail: InvalidParameterException instead of TrailNotFoundException",
)

ministack.wrong(
    "cloudtrail AddTags: adds and replaces by key",
    "does not keep the tags of CreateTrail",
    "/1/Key: team instead of kept",
    "/1/Value: ä ö instead of x",
    "/2/Key: nothing instead of team",
    "/2/Value: nothing instead of ä ö",
)

ministack.wrong(
    "cloudtrail AddTags: refusals",
    "checks no tags",
    "/51: ok instead of TagsLimitExceededException",
    "/twice the same: ok instead of InvalidTagParameterException",
)

ministack.wrong(
    "cloudtrail RemoveTags: by key",
    "does not keep the tags of CreateTrail",
    "/left/0/Key: nothing instead of kept",
    "/left/0/Value: nothing instead of x",
    "/left: [] instead of nothing",
)

ministack.wrong(
    "cloudtrail ListTags: of several trails, and of an unknown one",
    "does not keep the tags of CreateTrail",
    "/several/0/TagsList/0/Key: nothing instead of team",
    "/several/0/TagsList/0/Value: nothing instead of a",
    "/several/0/TagsList: [] instead of nothing",
)

ministack.lacks(
    "resourcegroupstaggingapi GetResources: trails by tag",
    "does not index trails",
    "[] instead of nothing",
    "/0: nothing instead of arn:aws:cloudtrail:us-east-1:ACCOUNT:trail/trail",
)

ministack.wrong(
    "kms PutKeyPolicy: enforces a Deny",
    "evaluates no permissions",
    "/then: ok instead of AccessDeniedException",
)

ministack.wrong(
    "kms PutKeyPolicy: refuses a role without the permission",
    "evaluates no permissions",
    "ok instead of AccessDeniedException",
)

ministack.wrong(
    "iam PutRolePolicy: a session has the permissions of its role",
    "evaluates no permissions",
    "/a bucket: ok instead of AccessDenied",
    "/disabled: ok instead of AccessDeniedException",
)

ministack.wrong(
    "s3api PutBucketLogging: refusals",
    "does not check the target",
    "/another Region: ok instead of CrossLocationLoggingProhibited",
    "/not there: ok instead of InvalidTargetBucketForLogging",
)
ministack.wrong(
    "s3api PutBucketLifecycleConfiguration: replaces all",
    "shows a size that was never set, which excludes empty objects",
    "/1/Filter/And/ObjectSizeGreaterThan: 0 instead of nothing",
)
ministack.wrong(
    "s3api PutBucketLifecycleConfiguration: refusals",
    "stores rules that S3 refuses",
    "/days and a delete marker: ok instead of MalformedXML",
    "/no action: ok instead of InvalidRequest",
    "/no rule: ok instead of MalformedXML",
    "/one ID twice: ok instead of InvalidArgument",
)
