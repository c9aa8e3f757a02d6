"""ministack 1.5.33: what it answers otherwise, and why. An emulator of another family than moto."""

from explanations import Table

ministack = Table("ministack")

ministack.wrong(
    "kms CreateKey: all that is said of a key made without a word",
    "does not say the account, and lists algorithms of other usages as none",
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
    "knows no key agreement: it shows the algorithms of another usage",
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
    "checks the usage of HMAC keys only, and has another error for a spec that is none",
    "/RSA without a usage: ok instead of ValidationException",
    "/a spec that is none: UnsupportedOperationException instead of ValidationException",
    "/a usage that is none: ok instead of ValidationException",
    "/symmetric that signs: ok instead of ValidationException",
)

ministack.wrong(
    "kms CreateKey: refuses what is too long",
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
    "kms DescribeKey: all that is said of a key",
    "does not say the account, and shows an empty list for the usage that the key does not have",
    "/AWSAccountId: nothing instead of ACCOUNT",
    "/SigningAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms DescribeKey: names of nothing",
    "has one error for every name that it does not know",
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
    "kms DisableKey: an alias is no key",
    "takes an alias for a key everywhere",
    "/0: false instead of true",
    "/1: false instead of true",
)

ministack.wrong(
    "kms UpdateKeyDescription: refusals",
    "checks neither that a description is there nor its length",
    "/nothing said: ok instead of ValidationException",
    "/too long: ok instead of ValidationException",
)

ministack.lacks(
    "kms GetKeyLastUsage: before and after its first use",
    "has no GetKeyLastUsage",
    "GetKeyLastUsage refused: InvalidAction instead of an answer",
)

ministack.lacks(
    "kms GetKeyLastUsage: a key that is not there",
    "has no GetKeyLastUsage",
    "InvalidAction instead of NotFoundException",
)

ministack.wrong(
    "kms EnableKey: in each key state",
    "enforces states where a key is used or granted, and not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms DisableKey: in each key state",
    "enforces states where a key is used or granted, and not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms UpdateKeyDescription: in each key state",
    "enforces states where a key is used or granted, and not here",
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
    "enforces states where a key is used or granted, and not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms UntagResource: in each key state",
    "enforces states where a key is used or granted, and not here",
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
    "enforces states where a key is used or granted, and not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms CancelKeyDeletion: in each key state",
    "cancels what was never scheduled",
    "/Disabled: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms CreateAlias: in each key state",
    "enforces states where a key is used or granted, and not here",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms UpdateAlias: in each key state",
    "enforces states where a key is used or granted, and not here",
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
    "kms GetKeyPolicy: none shared by RAM, no such key",
    "has one policy under every name",
    "/none shared by RAM: ok instead of NotFoundException",
)

ministack.wrong(
    "kms PutKeyPolicy: refuses what is no policy",
    "keeps any text as a policy",
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
    "looks up no principal",
    "ok instead of MalformedPolicyDocumentException",
)

ministack.wrong(
    "kms PutKeyPolicy: nobody is locked out by mistake",
    "does not ask whether the policy can be changed again",
    "/checked: ok instead of MalformedPolicyDocumentException",
)

ministack.wrong(
    "kms TagResource: refusals",
    "checks no tags, and takes an alias for a key",
    "/51: ok instead of LimitExceededException",
    "/a letter that none has: ok instead of TagException",
    "/an alias is no key: false instead of true",
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
    "gives one page, whatever the limit and the marker",
    "/a limit of 51: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

ministack.wrong(
    "kms CreateAlias: refusals",
    "checks no name, and takes an alias for a key",
    "/a colon: false instead of true",
    "/letters that none has: ok instead of ValidationException",
    "/onto an alias: false instead of true",
    "/too long: ok instead of ValidationException",
)

ministack.wrong(
    "kms CreateAlias: alias/aws/ is AWS's",
    "lets anybody have names of AWS",
    "false instead of true",
)

ministack.wrong(
    "kms UpdateAlias: same type, same usage",
    "does not compare the two keys",
    "false instead of true",
)

ministack.wrong(
    "kms ListAliases: of one key",
    "does not ask whether the key is there",
    "/of no key: ok instead of NotFoundException",
)

ministack.wrong(
    "kms ListAliases: pages",
    "gives one page, whatever the limit and the marker",
    "/a limit of 101: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

ministack.wrong(
    "kms EnableKeyRotation: 90 to 2560 days",
    "takes any period",
    "/2561: ok instead of ValidationException",
    "/89: ok instead of ValidationException",
)

ministack.wrong(
    "kms EnableKeyRotation: only symmetric keys with material of AWS",
    "rotates asymmetric keys, and those of imported material",
    "/RSA: ok instead of UnsupportedOperationException",
    "/imported: ok instead of UnsupportedOperationException",
)

ministack.wrong(
    "kms GetKeyRotationStatus: all of it, off and on",
    "shows a period although rotation is off, and neither id nor date",
    "/off/KeyId: nothing instead of KEY",
    "/off/RotationPeriodInDays: 365 instead of nothing",
    "/on/KeyId: nothing instead of KEY",
    "/on/NextRotationDate: nothing instead of <time>",
)

ministack.wrong(
    "kms GetKeyRotationStatus: the next rotation is one period away",
    "knows no date of the next rotation",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of 100",
)

ministack.wrong(
    "kms GetKeyRotationStatus: keys that do not rotate",
    "takes an alias for a key everywhere",
    "/an alias is no key: false instead of true",
)

ministack.wrong(
    "kms DisableKeyRotation: no period is left, twice is no error",
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
    "kms RotateKeyOnDemand: the schedule is not moved",
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
    "does not say the window",
    "/PendingWindowInDays: nothing instead of 7",
)

ministack.wrong(
    "kms ScheduleKeyDeletion: 30 days if nothing is said",
    "does not say the window",
    "/PendingWindowInDays: nothing instead of 30",
)

ministack.wrong(
    "kms CancelKeyDeletion: rotation is as it was",
    "shows rotation of a key that waits for its deletion",
    "/pending: true instead of false",
)

ministack.wrong(
    "kms CancelKeyDeletion: a key that does not wait for it",
    "cancels what was never scheduled",
    "/enabled: ok instead of KMSInvalidStateException",
)

ministack.wrong(
    "kms ScheduleKeyDeletion: a primary waits for its replicas",
    "does not say the window; of a primary it also says a date, which is not known yet",
    "/DeletionDate: <time> instead of nothing",
    "/PendingWindowInDays: nothing instead of 7",
)

ministack.open(
    "kms CreateGrant: the order of operations makes no other grant",
    "takes operations in another order for other parameters; AWS says \"identical parameters\" and not whether a list counts in order",
    "2 instead of 1",
    document="KMS API Reference, CreateGrant, Name",
)

ministack.wrong(
    "kms CreateGrant: refusals",
    "looks up no principal, and takes any name",
    "/a grantee that is no principal: ok instead of InvalidArnException",
    "/a name with letters that none has: ok instead of ValidationException",
    "/left: 2 instead of 0",
)

ministack.open(
    "kms CreateGrant: both constraints on the context",
    "takes both; AWS's documents speak of one or the other and do not forbid both (KMS was seen to answer \"More than one constraint supplied\")",
    "ok instead of ValidationException",
    document="KMS API Reference, GrantConstraints",
)

ministack.wrong(
    "kms CreateGrant: a role that does not exist",
    "looks up no principal",
    "ok instead of InvalidArnException",
)

ministack.wrong(
    "kms CreateGrant: a context cannot constrain what has none",
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
    "shows an empty text where there is no name",
    "/name:  instead of null",
)

ministack.wrong(
    "kms CreateGrant: gives access",
    "judges no permissions",
    "/before: ok instead of AccessDeniedException",
    "/nothing else: ok instead of AccessDeniedException",
)

ministack.wrong(
    "kms ListGrants: refusals",
    "checks no grant id",
    "/no id: ok instead of InvalidGrantIdException",
)

ministack.lacks(
    "kms ListRetirableGrants: those that a principal may retire",
    "has no ListRetirableGrants",
    "ListRetirableGrants refused: InvalidAction instead of an answer",
)

ministack.wrong(
    "kms ReplicateKey: all that is said of a replica",
    "does not say the account, and shows an empty list for the usage that the key does not have",
    "/metadata/AWSAccountId: nothing instead of ACCOUNT",
    "/metadata/SigningAlgorithms: [] instead of nothing",
)

ministack.wrong(
    "kms ReplicateKey: rotation is shared, set at the primary",
    "rotates each key by itself, replicas too",
    "/KeyRotationEnabled: false instead of true",
    "/RotationPeriodInDays: 365 instead of 100",
    "/ended at the replica: ok instead of UnsupportedOperationException",
    "/set at the replica: ok instead of UnsupportedOperationException",
)

ministack.wrong(
    "kms ReplicateKey: a replica goes by itself",
    "replicates over a replica that waits for its deletion",
    "/again there: ok instead of AlreadyExistsException",
)

ministack.lacks(
    "kms UpdatePrimaryRegion: the two change places",
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
    "knows no dry runs, and takes any length",
    "/4097 bytes: ok instead of ValidationException",
    "/a dry run: ok instead of DryRunOperationException",
    "/nothing: ok instead of ValidationException",
)

ministack.wrong(
    "kms Decrypt: refusals",
    "opens it although another key was named",
    "/another key: ok instead of IncorrectKeyException",
)

ministack.lacks(
    "kms Decrypt: what was sealed before a rotation",
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
    "kms ImportKeyMaterial: a token that nobody gave out",
    "checks the token; the embedded AWS does not hold GetParametersForImport, and so takes any",
    "InvalidImportTokenException instead of ok",
)

ministack.wrong(
    "s3api CreateBucket: its answer",
    "does not give the ARN of the bucket",
    "/BucketArn: nothing instead of arn:aws:s3:::conformance-ACCOUNT",
)

ministack.wrong(
    "s3api CreateBucket: names that none has",
    "does not know reserved beginnings and ends",
    "/-s3alias: ok instead of InvalidBucketName",
    "/xn--: ok instead of InvalidBucketName",
)

ministack.wrong(
    "s3api HeadBucket: who may see it",
    "checks no expected owner",
    "/of an owner that it is not: ok instead of HTTP 403",
)

ministack.wrong(
    "s3api ListBuckets: pages, a Region, a prefix",
    "gives one page, whatever was asked for",
    "ListBuckets refused: InvalidArgument instead of an answer",
)

ministack.wrong(
    "s3api GetBucketEncryption: a new bucket takes no SSE-C",
    "still is in the time before April 2026, when new buckets took SSE-C",
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
    "s3api PutBucketPolicy: refuses what is no policy of this bucket",
    "keeps any text as a policy",
    "/a principal that is not there: ok instead of MalformedPolicy",
    "/an action of another service: ok instead of MalformedPolicy",
    "/no JSON: ok instead of MalformedPolicy",
    "/no principal: ok instead of MalformedPolicy",
    "/of another bucket: ok instead of MalformedPolicy",
    "/too long: ok instead of MalformedPolicy",
)

ministack.wrong(
    "s3api PutBucketPolicy: public policies are blocked",
    "has the setting and does not act by it",
    "ok instead of AccessDenied",
)

ministack.wrong(
    "s3api PutBucketPolicy: of a bucket of another account",
    "lets an account that may also do it",
    "/with it: ok instead of MethodNotAllowed",
)

ministack.wrong(
    "s3api PutBucketPolicy: a Deny counts, with its condition",
    "judges no bucket policy",
    "/denied: ok instead of AccessDenied",
)

ministack.wrong(
    "s3api GetBucketPolicyStatus: what is public",
    "answers in a way that the SDK cannot read",
    "no answer that boto3 can read: KeyError 'IsPublic' instead of an answer",
)

ministack.wrong(
    "s3api GetPublicAccessBlock: a new bucket blocks all",
    "still is in the time before April 2023, when new buckets blocked nothing",
    "GetPublicAccessBlock refused: NoSuchPublicAccessBlockConfiguration instead of an answer",
)

ministack.wrong(
    "s3api PutPublicAccessBlock: replaces the whole",
    "shows only the flags that were sent",
    "/BlockPublicPolicy: nothing instead of false",
    "/IgnorePublicAcls: nothing instead of false",
    "/RestrictPublicBuckets: nothing instead of false",
)

ministack.wrong(
    "s3api PutBucketVersioning: a status that is none",
    "takes a configuration without a status",
    "/nothing said: ok instead of IllegalVersioningConfigurationException",
)

ministack.wrong(
    "s3api PutBucketOwnershipControls: is read back",
    "takes any ownership",
    "/Rules/0/ObjectOwnership: Nobody instead of BucketOwnerPreferred",
    "/none such: ok instead of MalformedXML",
)

ministack.wrong(
    "s3api PutBucketTagging: refusals",
    "checks only how many tags there are",
    "/of AWS: ok instead of InvalidTag",
    "/too long a key: ok instead of InvalidTag",
    "/too long a value: ok instead of InvalidTag",
    "/twice the same: ok instead of InvalidTag",
)

ministack.wrong(
    "s3api PutObject: under SSE-S3",
    "does not say that an object is encrypted",
    "/ServerSideEncryption: nothing instead of AES256",
)

ministack.wrong(
    "s3api PutObject: under the key of its bucket",
    "does not say that a bucket key was used",
    "/BucketKeyEnabled: nothing instead of true",
)

ministack.wrong(
    "s3api PutObject: a disabled key",
    "does not ask the key",
    "/get: ok instead of KMS.DisabledException",
    "/put: ok instead of KMS.DisabledException",
)

ministack.wrong(
    "s3api PutObject: blocked SSE-C",
    "takes SSE-C",
    "ok instead of AccessDenied",
)

ministack.wrong(
    "s3api GetObject: what was put",
    "does not say that an object is encrypted",
    "/ServerSideEncryption: nothing instead of AES256",
)

ministack.wrong(
    "s3api GetObject: refusals",
    "checks no expected owner",
    "/of an owner that it is not: ok instead of AccessDenied",
)

ministack.wrong(
    "s3api HeadObject: what was put",
    "does not say that a bucket key was used, and has another type for what has none",
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
    "takes a principal, and policies of any length",
    "/a principal: ok instead of MalformedPolicyDocument",
    "/too long: ok instead of LimitExceeded",
)

ministack.wrong(
    "iam ListRolePolicies: pages",
    "gives one page, whatever the limit",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

ministack.wrong(
    "resourcegroupstaggingapi GetResources: of a type",
    "does not know the type of a bucket",
    "/s3:bucket: 0 instead of 1",
)

ministack.wrong(
    "resourcegroupstaggingapi GetResources: what was never tagged is not in it",
    "lists what was never tagged",
    "1 instead of 0",
)

ministack.wrong(
    "resourcegroupstaggingapi GetResources: pages",
    "gives one page, and checks neither its size nor the token",
    "/101 a page: ok instead of InvalidParameterException",
    "/a token that is none: ok instead of InvalidParameterException",
    "/first: 5 instead of 3",
)

ministack.open(
    "cloudtrail CreateTrail: its answer",
    "shows a prefix that is empty; AWS does not say what it shows where there is none",
    "/S3KeyPrefix:  instead of nothing",
    document="CloudTrail API Reference, CreateTrail, response, S3KeyPrefix",
)

ministack.wrong(
    "cloudtrail CreateTrail: the key is answered as its ARN",
    "makes no ARN of an alias",
    "/1: alias/trail instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
)

ministack.wrong(
    "cloudtrail CreateTrail: names that none has",
    "checks no name",
    "/129 letters: ok instead of InvalidTrailNameException",
    "/a blank: ok instead of InvalidTrailNameException",
    "/a dash at the end: ok instead of InvalidTrailNameException",
    "/an address: ok instead of InvalidTrailNameException",
    "/two dashes: ok instead of InvalidTrailNameException",
    "/two letters: ok instead of InvalidTrailNameException",
)

ministack.wrong(
    "cloudtrail CreateTrail: what it needs",
    "looks at neither bucket nor key",
    "/a bucket name that none has: ok instead of InvalidS3BucketNameException",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/a disabled key: ok instead of KmsException",
    "/a key that lets it not: ok instead of InsufficientEncryptionPolicyException",
    "/no such bucket: ok instead of S3BucketDoesNotExistException",
    "/no such key: ok instead of KmsKeyNotFoundException",
    "/too long a prefix: ok instead of InvalidS3PrefixException",
)

ministack.wrong(
    "cloudtrail CreateTrail: settings that do not go together",
    "checks no settings against each other",
    "/every Region without global events: ok instead of InvalidParameterCombinationException",
)

ministack.wrong(
    "cloudtrail CreateTrail: five a Region",
    "has no quota",
    "/1: ok instead of MaximumNumberOfTrailsExceededException",
)

ministack.wrong(
    "cloudtrail CreateTrail: tags go with the call",
    "forgets the tags",
    "/0/TagsList/0/Key: nothing instead of team",
    "/0/TagsList/0/Value: nothing instead of a",
    "/0/TagsList: [] instead of nothing",
)

ministack.wrong(
    "cloudtrail UpdateTrail: refusals",
    "looks at neither bucket nor key",
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
    "cloudtrail GetTrail: selectors that are its own show",
    "has no insight selectors",
    "PutInsightSelectors refused: InvalidParameterException instead of an answer",
)

ministack.wrong(
    "cloudtrail GetTrailStatus: refusals",
    "takes a copy by name",
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
    "cloudtrail PutInsightSelectors: replaces all, empty turns off",
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
    "forgets the tags of CreateTrail",
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
    "forgets the tags of CreateTrail",
    "/left/0/Key: nothing instead of kept",
    "/left/0/Value: nothing instead of x",
    "/left: [] instead of nothing",
)

ministack.wrong(
    "cloudtrail ListTags: of several, of none",
    "forgets the tags of CreateTrail",
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
    "kms PutKeyPolicy: whom it denies is denied",
    "judges no permissions",
    "/then: ok instead of AccessDeniedException",
)

ministack.wrong(
    "kms PutKeyPolicy: a role without the permission may not",
    "judges no permissions",
    "ok instead of AccessDeniedException",
)

ministack.wrong(
    "iam PutRolePolicy: a session may do what its role may",
    "judges no permissions",
    "/a bucket: ok instead of AccessDenied",
    "/disabled: ok instead of AccessDeniedException",
)

ministack.wrong(
    "s3api PutBucketLogging: refusals",
    "does not look at the target",
    "/another Region: ok instead of CrossLocationLoggingProhibited",
    "/not there: ok instead of InvalidTargetBucketForLogging",
)
ministack.wrong(
    "s3api PutBucketLifecycleConfiguration: replaces all",
    "it shows a size that was never put, by which empty objects are left out",
    "/1/Filter/And/ObjectSizeGreaterThan: 0 instead of nothing",
)
ministack.wrong(
    "s3api PutBucketLifecycleConfiguration: refusals",
    "it stores rules that S3 refuses",
    "/days and a delete marker: ok instead of MalformedXML",
    "/no action: ok instead of InvalidRequest",
    "/no rule: ok instead of MalformedXML",
    "/one ID twice: ok instead of InvalidArgument",
)
