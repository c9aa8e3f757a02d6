"""moto 5.2.5: what it answers otherwise, and why. A store of what was sent, more than a judge of it."""

from explanations import Table

moto = Table("moto")

moto.wrong(
    "kms CreateKey: every member of a key created with the defaults",
    "returns no usage unless the request has one, nothing about Regions or key material, and empty lists of algorithms",
    "/CurrentKeyMaterialId: nothing instead of <64 hex>",
    "/KeyUsage: nothing instead of ENCRYPT_DECRYPT",
    "/MultiRegion: nothing instead of false",
    "/SigningAlgorithms: [] instead of nothing",
)

moto.wrong(
    "kms CreateKey: ECC_NIST_P256 for KEY_AGREEMENT",
    "does not support key agreement: it shows the algorithms of other usages",
    "/EncryptionAlgorithms/0: RSAES_OAEP_SHA_1 instead of nothing",
    "/EncryptionAlgorithms/1: RSAES_OAEP_SHA_256 instead of nothing",
    "/KeyAgreementAlgorithms/0: nothing instead of ECDH",
    "/SigningAlgorithms/0: ECDSA_SHA_256 instead of nothing",
)

moto.wrong(
    "kms CreateKey: HMAC_256 for GENERATE_VERIFY_MAC",
    "does not support MACs: it shows the algorithms of other usages",
    "/EncryptionAlgorithms/0: RSAES_OAEP_SHA_1 instead of nothing",
    "/EncryptionAlgorithms/1: RSAES_OAEP_SHA_256 instead of nothing",
    "/MacAlgorithms/0: nothing instead of HMAC_SHA_256",
    "/SigningAlgorithms: [] instead of nothing",
)

moto.lacks(
    "kms CreateKey: ML_DSA_44 for SIGN_VERIFY",
    "has no ML-DSA keys",
    "CreateKey refused: ValidationException instead of an answer",
)

moto.wrong(
    "kms CreateKey: a usage that the spec does not have",
    "checks the spec but not the usage",
    "/HMAC that encrypts: ok instead of ValidationException",
    "/HMAC without a usage: ok instead of ValidationException",
    "/RSA without a usage: ok instead of ValidationException",
    "/a usage that is none: ok instead of ValidationException",
    "/symmetric that signs: ok instead of ValidationException",
)

moto.wrong(
    "kms CreateKey: a key for imported material is pending import",
    "has no imported key material: the key is enabled at once",
    "/Enabled: true instead of false",
    "/KeyState: Enabled instead of PendingImport",
)

moto.wrong(
    "kms CreateKey: refuses values that are too long",
    "checks no length",
    "/description: ok instead of ValidationException",
    "/policy: ok instead of LimitExceededException",
    "/tag key: ok instead of TagException",
    "/tag value: ok instead of TagException",
)

moto.wrong(
    "kms CreateKey: refuses tags",
    "checks no tags of keys",
    "/51: ok instead of LimitExceededException",
    "/of AWS: ok instead of TagException",
    "/twice the same: ok instead of TagException",
    "/with letters that no tag has: ok instead of TagException",
)

moto.wrong(
    "kms DescribeKey: every member of a key",
    "returns Regions only for a multi-Region key, and no id of the key material",
    "/CurrentKeyMaterialId: nothing instead of <64 hex>",
    "/MultiRegion: nothing instead of false",
)

moto.wrong(
    "kms DescribeKey: names of keys that do not exist",
    "treats an ARN of another service as the id of a key, and crashes without one",
    "/an ARN of another service: NotFoundException instead of InvalidArnException",
    "/nothing: HTTP 500 instead of ValidationException",
)

moto.wrong(
    "kms DescribeKey: another account needs the key policy",
    "looks for every key in the caller's account",
    "/before: NotFoundException instead of AccessDeniedException",
    "/then: NotFoundException instead of ok",
)

moto.wrong(
    "kms DescribeKey: the key of an AWS service",
    "creates an AWS managed key as a customer managed key",
    "/KeyManager: CUSTOMER instead of AWS",
    "/delete: ok instead of AccessDeniedException",
    "/disable: ok instead of AccessDeniedException",
    "/tag: ok instead of AccessDeniedException",
)

moto.wrong(
    "kms ListKeys: pages",
    "returns one page, whatever the limit and the marker",
    "/a limit of 0: ok instead of ValidationException",
    "/a limit of 1001: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms DisableKey: by id and by ARN, twice",
    "crashes when it is given an ARN",
    "/said/1: HTTP 500 instead of ok",
)

moto.wrong(
    "kms EnableKey: by id and by ARN, twice",
    "crashes when it is given an ARN",
    "/said/1: HTTP 500 instead of ok",
)

moto.wrong(
    "kms UpdateKeyDescription: refusals",
    "checks neither the presence nor the length of a description",
    "/nothing said: ok instead of ValidationException",
    "/too long: ok instead of ValidationException",
)

moto.lacks(
    "kms GetKeyLastUsage: before and after its first use",
    "has no GetKeyLastUsage",
    "GetKeyLastUsage refused: HTTP 500 instead of an answer",
)

moto.lacks(
    "kms GetKeyLastUsage: a key that does not exist",
    "has no GetKeyLastUsage",
    "HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms EnableKey: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms DisableKey: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms UpdateKeyDescription: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.lacks(
    "kms GetKeyLastUsage: in each key state",
    "has no GetKeyLastUsage",
    "/Disabled: HTTP 500 instead of ok",
    "/PendingDeletion: HTTP 500 instead of ok",
    "/PendingImport: HTTP 500 instead of ok",
)

moto.wrong(
    "kms TagResource: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms UntagResource: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms EnableKeyRotation: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms DisableKeyRotation: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms GetKeyRotationStatus: in each key state",
    "has key states but refuses no call because of them",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms RotateKeyOnDemand: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms ScheduleKeyDeletion: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms CancelKeyDeletion: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms Encrypt: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms GenerateDataKey: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms GenerateDataKeyWithoutPlaintext: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms CreateGrant: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms CreateAlias: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms UpdateAlias: in each key state",
    "has key states but refuses no call because of them",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms Decrypt: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms ReplicateKey: in each key state",
    "has key states but refuses no call because of them",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.lacks(
    "kms UpdatePrimaryRegion: in each key state",
    "has no UpdatePrimaryRegion",
    "HTTP 500 instead of DisabledException",
)

moto.wrong(
    "kms GetKeyPolicy: PolicyName can be left out",
    "requires a name",
    "GetKeyPolicy refused: NotFoundException instead of an answer",
)

moto.wrong(
    "kms PutKeyPolicy: refuses an invalid policy",
    "accepts any text as a policy",
    "/a letter that none has: ok instead of ValidationException",
    "/an effect that is none: ok instead of MalformedPolicyDocumentException",
    "/empty: ok instead of ValidationException",
    "/no JSON: ok instead of MalformedPolicyDocumentException",
    "/no principal: ok instead of MalformedPolicyDocumentException",
    "/not one statement: ok instead of MalformedPolicyDocumentException",
    "/too long: ok instead of LimitExceededException",
)

moto.wrong(
    "kms PutKeyPolicy: a principal that does not exist",
    "does not check that a principal exists",
    "ok instead of MalformedPolicyDocumentException",
)

moto.wrong(
    "kms PutKeyPolicy: refuses a policy that locks out its caller",
    "does not check whether the caller can change the policy again",
    "/checked: ok instead of MalformedPolicyDocumentException",
)

moto.wrong(
    "kms PutKeyPolicy: a Deny that names others does not reach the caller",
    "applies a Deny to everyone, whatever its principal",
    "AccessDeniedException instead of ok",
)

moto.wrong(
    "kms TagResource: refusals",
    "checks no tags of keys",
    "/51: ok instead of LimitExceededException",
    "/a letter that none has: ok instead of TagException",
    "/left: 54 instead of 0",
    "/of AWS: ok instead of TagException",
    "/too long a key: ok instead of TagException",
    "/too long a value: ok instead of TagException",
    "/twice the same: ok instead of TagException",
)

moto.wrong(
    "kms UntagResource: refusals",
    "checks no tags of keys",
    "/of AWS: ok instead of TagException",
)

moto.wrong(
    "kms ListResourceTags: pages",
    "returns one page, whatever the limit and the marker",
    "/a limit of 51: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms CreateAlias: is listed with its key",
    "stores no dates of aliases",
    "/0/CreationDate: nothing instead of <time>",
    "/0/LastUpdatedDate: nothing instead of <time>",
)

moto.wrong(
    "kms CreateAlias: refusals",
    "does not check the length of a name",
    "/too long: ok instead of ValidationException",
)

moto.wrong(
    "kms CreateAlias: alias/aws/ is reserved for AWS",
    "accepts names that AWS reserves",
    "false instead of true",
)

moto.wrong(
    "kms UpdateAlias: then points to the other key",
    "stores no dates of aliases",
    "/aliases/0/CreationDate: nothing instead of <time>",
    "/aliases/0/LastUpdatedDate: nothing instead of <time>",
)

moto.wrong(
    "kms UpdateAlias: same type, same usage",
    "does not compare the two keys",
    "false instead of true",
)

moto.wrong(
    "kms ListAliases: pages",
    "returns one page, whatever the limit and the marker",
    "/a limit of 101: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms EnableKeyRotation: keeps the period",
    "does not keep the period",
    "/RotationPeriodInDays: nothing instead of 200",
)

moto.wrong(
    "kms EnableKeyRotation: 365 days by default",
    "does not keep the period",
    "/RotationPeriodInDays: nothing instead of 365",
)

moto.wrong(
    "kms EnableKeyRotation: 90 to 2560 days",
    "accepts any period",
    "/2561: ok instead of ValidationException",
    "/89: ok instead of ValidationException",
)

moto.wrong(
    "kms EnableKeyRotation: only symmetric keys with material of AWS",
    "rotates keys of every type",
    "/HMAC: ok instead of UnsupportedOperationException",
    "/RSA: ok instead of UnsupportedOperationException",
    "/imported: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms GetKeyRotationStatus: every part, off and on",
    "stores only on or off: no period, no date, no id",
    "/off/KeyId: nothing instead of KEY",
    "/on/KeyId: nothing instead of KEY",
    "/on/NextRotationDate: nothing instead of <time>",
    "/on/RotationPeriodInDays: nothing instead of 100",
)

moto.wrong(
    "kms GetKeyRotationStatus: the next rotation is one period away",
    "stores only on or off: no period, no date, no id",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of 100",
)

moto.wrong(
    "kms DisableKeyRotation: a key that cannot rotate",
    "rotates keys of every type",
    "/RSA: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms RotateKeyOnDemand: is in the list",
    "has no key material",
    "/list/Rotations/0/KeyMaterialId: nothing instead of <64 hex>",
    "/list/Rotations/0/KeyMaterialState: nothing instead of CURRENT",
)

moto.open(
    "kms RotateKeyOnDemand: one after the other",
    "rotates again at once; AWS names a conflict only with an automatic rotation, and calls an on-demand one \"in progress\" for some time",
    "/1: ok instead of ConflictException",
    document="KMS API Reference, RotateKeyOnDemand, ConflictException; GetKeyRotationStatus, OnDemandRotationStartDate",
)

moto.wrong(
    "kms RotateKeyOnDemand: keeps the schedule",
    "does not return the date of the next rotation",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of true",
)

moto.wrong(
    "kms RotateKeyOnDemand: a key that cannot rotate",
    "rotates keys of every type",
    "/RSA: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms ListKeyRotations: a key never rotated",
    "does not list the first key material, and returns the wrong error",
    "/a marker that is none: InvalidToken instead of InvalidMarkerException",
    "/materials: 0 instead of 1",
)

moto.wrong(
    "kms ScheduleKeyDeletion: its answer, by id",
    "returns the id, without state and window",
    "/KeyId: KEY instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
    "/KeyState: nothing instead of PendingDeletion",
    "/PendingWindowInDays: nothing instead of 7",
)

moto.wrong(
    "kms ScheduleKeyDeletion: by ARN, and what the key then shows",
    "crashes when it is given an ARN",
    "ScheduleKeyDeletion refused: HTTP 500 instead of an answer",
)

moto.wrong(
    "kms ScheduleKeyDeletion: 30 days by default",
    "does not return the window",
    "/PendingWindowInDays: nothing instead of 30",
)

moto.wrong(
    "kms ScheduleKeyDeletion: 7 to 30 days",
    "accepts any window, and ignores one that is too short or too long",
    "/31: ok instead of ValidationException",
    "/3: ok instead of ValidationException",
    "/6: ok instead of ValidationException",
)

moto.wrong(
    "kms CancelKeyDeletion: the key comes back disabled",
    "crashes when it is given an ARN",
    "CancelKeyDeletion refused: HTTP 500 instead of an answer",
)

moto.wrong(
    "kms CancelKeyDeletion: keeps the rotation",
    "shows rotation of a key that is pending deletion",
    "/pending: true instead of false",
)

moto.wrong(
    "kms CancelKeyDeletion: a key that is not pending deletion",
    "has key states but refuses no call because of them",
    "/enabled: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms ScheduleKeyDeletion: a primary is deleted after its replicas",
    "deletes a primary before its replicas",
    "/DeletionDate: <time> instead of nothing",
    "/KeyState: PendingDeletion instead of PendingReplicaDeletion",
    "/PendingDeletionWindowInDays: nothing instead of 7",
    "/PendingWindowInDays: nothing instead of 7",
)

moto.wrong(
    "kms CreateGrant: every member of a grant",
    "returns neither time nor creator, and the id of the key instead of its ARN",
    "/CreationDate: nothing instead of <time>",
    "/IssuingAccount: nothing instead of arn:aws:iam::ACCOUNT:root",
    "/KeyId: KEY instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
)

moto.open(
    "kms CreateGrant: an id has the length of an id of AWS",
    "has ids of 8 characters; AWS documents 1 to 128, and shows 64",
    "8 instead of 64",
    document="KMS API Reference, CreateGrant, GrantId and example",
)

moto.wrong(
    "kms CreateGrant: the same name and parameters are the same grant",
    "creates another grant each time",
    "/grants: 2 instead of 1",
    "/same: false instead of true",
)

moto.wrong(
    "kms CreateGrant: the same name with other parameters is another grant",
    "creates another grant each time, even for equal parameters",
    "5 instead of 4",
)

moto.wrong(
    "kms CreateGrant: the same operations in another order are the same grant",
    "creates another grant each time",
    "2 instead of 1",
)

moto.wrong(
    "kms CreateGrant: refusals",
    "checks nothing, and crashes without a key",
    "/a grantee that is no principal: ok instead of InvalidArnException",
    "/a name with letters that none has: ok instead of ValidationException",
    "/an alias is not a key: false instead of true",
    "/an operation of other keys: ok instead of ValidationException",
    "/an operation that is none: ok instead of ValidationException",
    "/left: 6 instead of 0",
    "/no operation: ok instead of ValidationException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.open(
    "kms CreateGrant: both constraints on the context",
    "accepts both; AWS documents one or the other and does not forbid both (KMS was seen to answer \"More than one constraint supplied\")",
    "ok instead of ValidationException",
    document="KMS API Reference, GrantConstraints",
)

moto.wrong(
    "kms CreateGrant: a role that does not exist",
    "does not check that a principal exists",
    "ok instead of InvalidArnException",
)

moto.wrong(
    "kms CreateGrant: a context cannot constrain an operation without one",
    "checks no constraints",
    "/an RSA key: ok instead of ValidationException",
)

moto.wrong(
    "kms CreateGrant: for a service",
    "does not keep service principals",
    "/GranteeServicePrincipal: nothing instead of dynamodb.amazonaws.com",
    "/RetiringServicePrincipal: nothing instead of dynamodb.amazonaws.com",
)

moto.wrong(
    "kms CreateGrant: a dry run creates none",
    "creates the grant",
    "/grants: 1 instead of 0",
    "/said: ok instead of DryRunOperationException",
)

moto.wrong(
    "kms CreateGrant: gives access",
    "evaluates no permissions",
    "/before: ok instead of AccessDeniedException",
    "/nothing else: ok instead of AccessDeniedException",
)

moto.wrong(
    "kms ListGrants: of one id, of one grantee",
    "does not filter by grantee",
    "/of one grantee/0: arn:aws:iam::ACCOUNT:role/one instead of arn:aws:iam::ACCOUNT:role/two",
    "/of one grantee/1: arn:aws:iam::ACCOUNT:role/two instead of nothing",
)

moto.wrong(
    "kms ListGrants: pages",
    "returns one page, whatever the limit and the marker",
    "/a limit of 101: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms ListGrants: refusals",
    "checks no grant id, and crashes without a key",
    "/no id: ok instead of InvalidGrantIdException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms ListRetirableGrants: lists the grants that a principal may retire",
    "returns the id of the key instead of its ARN",
    "/keys: false instead of true",
)

moto.wrong(
    "kms RevokeGrant: once",
    "crashes without a key",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms RetireGrant: refusals",
    "retires a grant that does not exist",
    "/a token that is none: ok instead of InvalidGrantTokenException",
    "/an id that none has: ok instead of NotFoundException",
    "/nothing said: HTTP 500 instead of ValidationException",
)

moto.wrong(
    "kms ReplicateKey: every member of a replica",
    "reports the replica as a primary, and has no key material id",
    "/metadata/CurrentKeyMaterialId: nothing instead of <64 hex>",
    "/metadata/MultiRegionConfiguration/MultiRegionKeyType: PRIMARY instead of REPLICA",
)

moto.wrong(
    "kms ReplicateKey: both list each other",
    "has one configuration for both: the primary becomes a replica",
    "/primary/MultiRegionKeyType: REPLICA instead of PRIMARY",
)

moto.wrong(
    "kms ReplicateKey: has a separate description, policy and tags",
    "copies the primary and ignores the parameters of the call",
    "/descriptions/1: primary instead of replica",
    "/tags/1/0/TagKey: nothing instead of a",
    "/tags/1/0/TagValue: nothing instead of replica",
    "/tags/1: [] instead of nothing",
)

moto.wrong(
    "kms ReplicateKey: copies nothing from the primary",
    "copies the primary and ignores the parameters of the call",
    "/description: primary instead of ",
)

moto.wrong(
    "kms ReplicateKey: refusals",
    "replicates a replica, overwrites an existing key, and starts to replicate a single-Region key before it crashes",
    "/a replica: ok instead of UnsupportedOperationException",
    "/a single-Region key: HTTP 500 instead of UnsupportedOperationException",
    "/made nothing: ok instead of NotFoundException",
    "/nowhere: HTTP 500 instead of ValidationException",
    "/where one is: ok instead of AlreadyExistsException",
    "/where the primary is: ok instead of AlreadyExistsException",
)

moto.wrong(
    "kms ReplicateKey: each key has separate state, tags, grants and aliases",
    "shares grants and aliases between the two",
    "/aliases there: 1 instead of 0",
    "/grants there: 1 instead of 0",
)

moto.wrong(
    "kms ReplicateKey: rotation is shared, set at the primary",
    "rotates each key separately, replicas too",
    "/KeyRotationEnabled: false instead of true",
    "/RotationPeriodInDays: nothing instead of 100",
    "/ended at the replica: ok instead of UnsupportedOperationException",
    "/set at the replica: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms ReplicateKey: decrypts in one Region what the other encrypted",
    "cannot decrypt with a multi-Region key",
    "Decrypt refused: AccessDeniedException instead of an answer",
)

moto.wrong(
    "kms ReplicateKey: a replica is deleted separately",
    "overwrites a replica that is pending deletion",
    "/again there: ok instead of AlreadyExistsException",
)

moto.lacks(
    "kms UpdatePrimaryRegion: primary and replica swap roles",
    "has no UpdatePrimaryRegion",
    "UpdatePrimaryRegion refused: HTTP 500 instead of an answer",
)

moto.lacks(
    "kms UpdatePrimaryRegion: refusals",
    "has no UpdatePrimaryRegion",
    "/a single-Region key: HTTP 500 instead of UnsupportedOperationException",
    "/at a replica: HTTP 500 instead of UnsupportedOperationException",
    "/where no replica is: HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms Encrypt: its answer",
    "does not return the algorithm",
    "/EncryptionAlgorithm: nothing instead of SYMMETRIC_DEFAULT",
)

moto.wrong(
    "kms Encrypt: refusals",
    "does not support dry runs, and encrypts with a key for MACs",
    "/a dry run: ok instead of DryRunOperationException",
    "/a key of another usage: ok instead of InvalidKeyUsageException",
)

moto.wrong(
    "kms Decrypt: its answer",
    "returns neither the algorithm nor the id of the key material",
    "/EncryptionAlgorithm: nothing instead of SYMMETRIC_DEFAULT",
    "/KeyMaterialId: nothing instead of <64 hex>",
)

moto.wrong(
    "kms Decrypt: refusals",
    "returns another error for another key",
    "/another key: AccessDeniedException instead of IncorrectKeyException",
)

moto.wrong(
    "kms GenerateDataKey: its answer and what it opens to",
    "does not return the id of the key material",
    "/KeyMaterialId: nothing instead of <64 hex>",
)

moto.wrong(
    "kms GenerateDataKeyWithoutPlaintext: its answer and what it opens to",
    "does not return the id of the key material",
    "/KeyMaterialId: nothing instead of <64 hex>",
)

moto.lacks(
    "kms ImportKeyMaterial: only keys for imported material",
    "has no imported key material",
    "/a key of AWS's material: HTTP 500 instead of UnsupportedOperationException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.lacks(
    "kms ImportKeyMaterial: an invented token",
    "has no imported key material",
    "HTTP 500 instead of ok",
)

moto.lacks(
    "kms DeleteImportedKeyMaterial: only keys for imported material",
    "has no imported key material",
    "/a key of AWS's material: HTTP 500 instead of UnsupportedOperationException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "s3api CreateBucket: its answer",
    "does not return the ARN of the bucket",
    "/BucketArn: nothing instead of arn:aws:s3:::conformance-ACCOUNT",
)

moto.wrong(
    "s3api CreateBucket: invalid names",
    "checks only the length of a name",
    "/-s3alias: ok instead of InvalidBucketName",
    "/an address: ok instead of InvalidBucketName",
    "/an underscore: ok instead of InvalidBucketName",
    "/capitals: ok instead of InvalidBucketName",
    "/two dots: ok instead of InvalidBucketName",
    "/xn--: ok instead of InvalidBucketName",
)

moto.wrong(
    "s3api CreateBucket: stores the tags of the call",
    "does not keep the tags",
    "GetBucketTagging refused: NoSuchTagSet instead of an answer",
)

moto.wrong(
    "s3api HeadBucket: which accounts can see it",
    "hides no bucket from other accounts and checks no expected owner",
    "/of an owner that it is not: ok instead of HTTP 403",
    "/of another account: ok instead of HTTP 403",
)

moto.wrong(
    "s3api ListBuckets: pages, a Region, a prefix",
    "returns one page and no token for the next",
    "/all: 2 instead of 3",
)

moto.wrong(
    "s3api GetBucketEncryption: a new bucket encrypts with SSE-S3",
    "behaves as before January 2023, without default encryption",
    "GetBucketEncryption refused: ServerSideEncryptionConfigurationNotFoundError instead of an answer",
)

moto.wrong(
    "s3api GetBucketEncryption: a new bucket refuses SSE-C",
    "behaves as before January 2023, without default encryption",
    "GetBucketEncryption refused: ServerSideEncryptionConfigurationNotFoundError instead of an answer",
)

moto.wrong(
    "s3api GetBucketEncryption: no such bucket, another owner",
    "hides no bucket from other accounts and checks no expected owner",
    "/by another account: ServerSideEncryptionConfigurationNotFoundError instead of AccessDenied",
    "/of an owner that it is not: ServerSideEncryptionConfigurationNotFoundError instead of AccessDenied",
)

moto.wrong(
    "s3api PutBucketEncryption: blocked encryption types are read back",
    "does not keep the blocked types",
    "/0/EncryptionType/0: nothing instead of NONE",
    "/0: null instead of nothing",
    "/1/EncryptionType/0: nothing instead of SSE-C",
    "/1: null instead of nothing",
)

moto.wrong(
    "s3api PutBucketEncryption: refusals",
    "checks no rule, and crashes with two",
    "/a key with AES256: ok instead of InvalidArgument",
    "/an algorithm that is none: ok instead of MalformedXML",
    "/two rules: HTTP 500 instead of MalformedXML",
)

moto.wrong(
    "s3api DeleteBucketEncryption: back to SSE-S3",
    "leaves a bucket without encryption",
    "GetBucketEncryption refused: ServerSideEncryptionConfigurationNotFoundError instead of an answer",
)

moto.wrong(
    "s3api PutBucketPolicy: refuses an invalid policy of this bucket",
    "accepts any text as a policy",
    "/a principal that is not there: ok instead of MalformedPolicy",
    "/an action of another service: ok instead of MalformedPolicy",
    "/no JSON: ok instead of MalformedPolicy",
    "/no principal: ok instead of MalformedPolicy",
    "/of another bucket: ok instead of MalformedPolicy",
    "/too long: ok instead of MalformedPolicy",
)

moto.wrong(
    "s3api PutBucketPolicy: public policies are blocked",
    "has the setting but does not enforce it",
    "ok instead of AccessDenied",
)

moto.wrong(
    "s3api PutBucketPolicy: of a bucket of another account",
    "hides no bucket from other accounts",
    "/with it: ok instead of MethodNotAllowed",
    "/without the permission: ok instead of AccessDenied",
)

moto.wrong(
    "s3api PutBucketPolicy: a Deny counts, with its condition",
    "treats every condition as true, and returns the status instead of the name of the error",
    "/a condition that does not hold: HTTP 403 instead of ok",
    "/denied: HTTP 403 instead of AccessDenied",
)

moto.wrong(
    "s3api GetPublicAccessBlock: a new bucket blocks all public access",
    "behaves as before April 2023, when new buckets blocked nothing",
    "GetPublicAccessBlock refused: NoSuchPublicAccessBlockConfiguration instead of an answer",
)

moto.wrong(
    "s3api PutBucketVersioning: an invalid status",
    "accepts any status",
    "/none such: ok instead of MalformedXML",
    "/nothing said: HTTP 404 instead of IllegalVersioningConfigurationException",
)

moto.wrong(
    "s3api GetBucketOwnershipControls: a new bucket has BucketOwnerEnforced",
    "behaves as before April 2023, when new buckets had no ownership controls",
    "GetBucketOwnershipControls refused: OwnershipControlsNotFoundError instead of an answer",
)

moto.wrong(
    "s3api PutBucketOwnershipControls: is read back",
    "accepts any ownership",
    "/Rules/0/ObjectOwnership: Nobody instead of BucketOwnerPreferred",
    "/none such: ok instead of MalformedXML",
)

moto.wrong(
    "s3api PutBucketTagging: replaces all",
    "loses the value of a tag that is empty",
    "/0/Value: nothing instead of ",
)

moto.wrong(
    "s3api PutBucketTagging: refusals",
    "checks neither the number nor the length of tags",
    "/51: ok instead of BadRequest",
    "/too long a key: ok instead of InvalidTag",
    "/too long a value: ok instead of InvalidTag",
)

moto.wrong(
    "s3api PutObject: with SSE-S3",
    "does not report the encryption of an object",
    "/ServerSideEncryption: nothing instead of AES256",
)

moto.wrong(
    "s3api PutObject: a disabled key",
    "does not check the key",
    "/get: ok instead of KMS.DisabledException",
    "/put: ok instead of KMS.DisabledException",
)

moto.wrong(
    "s3api PutObject: blocked SSE-C",
    "accepts SSE-C",
    "ok instead of AccessDenied",
)

moto.wrong(
    "s3api GetObject: returns the stored object",
    "does not report the encryption of an object",
    "/ServerSideEncryption: nothing instead of AES256",
)

moto.wrong(
    "s3api GetObject: refusals",
    "hides no bucket from other accounts and checks no expected owner",
    "/of an owner that it is not: ok instead of AccessDenied",
    "/of another account: ok instead of AccessDenied",
)

moto.wrong(
    "sts AssumeRole: refusals",
    "checks no parameter",
    "/a minute: ok instead of ValidationError",
    "/a session name of one letter: ok instead of ValidationError",
    "/a session name with a blank: ok instead of ValidationError",
    "/no ARN: ok instead of ValidationError",
)

moto.wrong(
    "iam CreateRole: refusals",
    "checks neither name nor document",
    "/65 letters: ok instead of ValidationError",
    "/letters that none has: ok instead of ValidationError",
    "/no JSON: ok instead of MalformedPolicyDocument",
)

moto.wrong(
    "iam PutRolePolicy: refusals",
    "accepts a principal, and policies of any length",
    "/a principal: ok instead of MalformedPolicyDocument",
    "/too long: ok instead of LimitExceeded",
)

moto.wrong(
    "iam ListRolePolicies: pages",
    "returns one page, whatever the limit",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "resourcegroupstaggingapi GetResources: of these ARNs",
    "accepts filters beside ARNs",
    "/with a filter: ok instead of InvalidParameterException",
)

moto.wrong(
    "resourcegroupstaggingapi GetResources: pages",
    "reports an invented token as expired, and has no upper limit",
    "/a token that is none: PaginationTokenExpiredException instead of InvalidParameterException",
)

moto.wrong(
    "cloudtrail CreateTrail: its answer",
    "does not report recursive logging",
    "/RecursiveLogging: nothing instead of true",
)

moto.wrong(
    "cloudtrail CreateTrail: with every parameter",
    "does not report recursive logging",
    "/RecursiveLogging: nothing instead of true",
)

moto.wrong(
    "cloudtrail CreateTrail: returns the key as its ARN",
    "shows the key in the form of the request",
    "/0: KEY instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
    "/1: alias/trail instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
)

moto.wrong(
    "cloudtrail CreateTrail: invalid names",
    "lacks some of the rules",
    "/an address: ok instead of InvalidTrailNameException",
    "/two dashes: ok instead of InvalidTrailNameException",
)

moto.wrong(
    "cloudtrail CreateTrail: its prerequisites",
    "checks only that the bucket exists",
    "/a bucket name that none has: S3BucketDoesNotExistException instead of InvalidS3BucketNameException",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/a disabled key: ok instead of KmsException",
    "/a key that lets it not: ok instead of InsufficientEncryptionPolicyException",
    "/no such key: ok instead of KmsKeyNotFoundException",
    "/too long a prefix: ok instead of InvalidS3PrefixException",
)

moto.wrong(
    "cloudtrail CreateTrail: settings that exclude each other",
    "has no organizations, and accepts their trails",
    "/an organization's, without one: false instead of true",
)

moto.wrong(
    "cloudtrail CreateTrail: the name is taken",
    "overwrites the trail of that name",
    "ok instead of TrailAlreadyExistsException",
)

moto.wrong(
    "cloudtrail CreateTrail: five a Region",
    "has no quota",
    "/1: ok instead of MaximumNumberOfTrailsExceededException",
)

moto.wrong(
    "cloudtrail UpdateTrail: keeps unset values, and removes a value with empty text",
    "stores the empty text as a key",
    "/1/KmsKeyId:  instead of nothing",
)

moto.wrong(
    "cloudtrail UpdateTrail: refusals",
    "checks nothing, and finds trails only in their home Region",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/from another Region: TrailNotFoundException instead of InvalidHomeRegionException",
    "/no such bucket: ok instead of S3BucketDoesNotExistException",
    "/no such key: ok instead of KmsKeyNotFoundException",
)

moto.wrong(
    "cloudtrail DeleteTrail: by name, by ARN, once",
    "deletes by name only, and reports success for everything else",
    "/left: 1 instead of 0",
    "/said/2: ok instead of TrailNotFoundException",
)

moto.wrong(
    "cloudtrail DeleteTrail: only in the home Region",
    "deletes by name only, and reports success for everything else",
    "ok instead of InvalidHomeRegionException",
)

moto.wrong(
    "cloudtrail GetTrail: every member of a trail",
    "omits the home Region and recursive logging",
    "/HomeRegion: nothing instead of us-east-1",
    "/RecursiveLogging: nothing instead of true",
)

moto.wrong(
    "cloudtrail GetTrail: by ARN from every Region",
    "finds trails only in their home Region",
    "/there: TrailNotFoundException instead of ok",
)

moto.wrong(
    "cloudtrail GetTrail: refusals",
    "does not accept ARNs",
    "/an ARN of no trail: TrailNotFoundException instead of CloudTrailARNInvalidException",
)

moto.wrong(
    "cloudtrail GetTrail: reports selectors of the trail",
    "never sets these flags",
    "/HasCustomEventSelectors: false instead of true",
    "/HasInsightSelectors: false instead of true",
)

moto.wrong(
    "cloudtrail DescribeTrails: by name, and shadow trails of other Regions",
    "shows everything, whatever the request",
    "/by ARN/0: one instead of two",
    "/by ARN/1: two instead of nothing",
    "/by name/1: two instead of nothing",
    "/no such name/0: one instead of nothing",
    "/no such name/1: two instead of nothing",
    "/no such name: nothing instead of []",
)

moto.wrong(
    "cloudtrail GetTrailStatus: refusals",
    "accepts the name of a shadow trail",
    "/of a copy, by name: ok instead of TrailNotFoundException",
)

moto.wrong(
    "cloudtrail StopLogging: refusals",
    "finds trails only in their home Region",
    "/start from another Region: TrailNotFoundException instead of InvalidHomeRegionException",
    "/stop from another Region: TrailNotFoundException instead of InvalidHomeRegionException",
)

moto.wrong(
    "cloudtrail GetEventSelectors: a new trail logs management events",
    "creates a trail without a selector",
    "/AdvancedEventSelectors: [] instead of nothing",
    "/EventSelectors/0/DataResources: nothing instead of []",
    "/EventSelectors/0/ExcludeManagementEventSources: nothing instead of []",
    "/EventSelectors/0/IncludeManagementEvents: nothing instead of true",
    "/EventSelectors/0/ReadWriteType: nothing instead of All",
    "/EventSelectors: [] instead of nothing",
)

moto.wrong(
    "cloudtrail PutEventSelectors: basic ones are read back",
    "shows only the members that were sent, and an empty list of the other type",
    "/AdvancedEventSelectors: [] instead of nothing",
    "/EventSelectors/0/ExcludeManagementEventSources: nothing instead of []",
)

moto.wrong(
    "cloudtrail PutEventSelectors: advanced ones take the place of basic ones, and back",
    "keeps the basic selectors beside the advanced ones",
    "/basic/AdvancedEventSelectors/0/FieldSelectors/0/Equals/0: Management instead of nothing",
    "/basic/AdvancedEventSelectors/0/FieldSelectors/0/Field: eventCategory instead of nothing",
    "/basic/AdvancedEventSelectors/0/FieldSelectors/1/Equals/0: false instead of nothing",
    "/basic/AdvancedEventSelectors/0/FieldSelectors/1/Field: readOnly instead of nothing",
    "/basic/AdvancedEventSelectors/0/Name: writes instead of nothing",
    "/basic/AdvancedEventSelectors: nothing instead of []",
    "/basic/EventSelectors/0/DataResources: nothing instead of []",
    "/basic/EventSelectors/0/ExcludeManagementEventSources: nothing instead of []",
)

moto.wrong(
    "cloudtrail PutEventSelectors: refusals",
    "checks nothing",
    "/a field that none is: ok instead of InvalidEventSelectorsException",
    "/a resource type that none is: ok instead of InvalidEventSelectorsException",
    "/both: ok instead of InvalidEventSelectorsException",
    "/neither: ok instead of InvalidEventSelectorsException",
    "/six: ok instead of InvalidEventSelectorsException",
)

moto.wrong(
    "cloudtrail GetInsightSelectors: none",
    "returns an empty list",
    "/none: ok instead of InsightNotEnabledException",
)

moto.wrong(
    "cloudtrail PutInsightSelectors: replaces everything, and an empty list turns it off",
    "merges the tags, and an empty list removes none",
    "/seen/1/0: ApiCallRateInsight instead of ApiErrorRateInsight",
    "/seen/1/1: ApiErrorRateInsight instead of nothing",
    "/then: ok instead of InsightNotEnabledException",
)

moto.wrong(
    "cloudtrail PutInsightSelectors: refusals",
    "checks nothing",
    "/a type that none is: ok instead of InvalidInsightSelectorsException",
    "/call rates without writes: ok instead of InvalidInsightSelectorsException",
)

moto.wrong(
    "cloudtrail AddTags: refusals",
    "does not check that the trail exists, and checks no tags",
    "/51: ok instead of TagsLimitExceededException",
    "/no ARN: ok instead of CloudTrailARNInvalidException",
    "/no such trail: ok instead of ResourceNotFoundException",
    "/twice the same: ok instead of InvalidTagParameterException",
)

moto.wrong(
    "cloudtrail RemoveTags: by key",
    "does not check that the trail exists, and checks no tags",
    "/no such trail: ok instead of ResourceNotFoundException",
)

moto.wrong(
    "cloudtrail ListTags: of several trails, and of an unknown one",
    "does not check that the trail exists, and checks no tags",
    "/no ARN: ok instead of CloudTrailARNInvalidException",
    "/no such trail: ok instead of ResourceNotFoundException",
)

moto.lacks(
    "resourcegroupstaggingapi GetResources: trails by tag",
    "does not index trails",
    "[] instead of nothing",
    "/0: nothing instead of arn:aws:cloudtrail:us-east-1:ACCOUNT:trail/trail",
)

moto.wrong(
    "kms PutKeyPolicy: enforces a Deny",
    "evaluates no permissions",
    "/then: ok instead of AccessDeniedException",
)

moto.wrong(
    "kms PutKeyPolicy: refuses a role without the permission",
    "evaluates no permissions",
    "ok instead of AccessDeniedException",
)

moto.wrong(
    "iam PutRolePolicy: a session has the permissions of its role",
    "evaluates no permissions",
    "/a bucket: ServerSideEncryptionConfigurationNotFoundError instead of AccessDenied",
    "/disabled: ok instead of AccessDeniedException",
)

moto.wrong(
    "s3api PutBucketLogging: refusals",
    "looks for the target in its own Region only",
    "/another Region: InvalidTargetBucketForLogging instead of CrossLocationLoggingProhibited",
)

moto.wrong(
    "s3api PutBucketLogging: replaces everything, and an empty status turns it off",
    "does not keep the format of the object keys",
    "/0/shown/TargetObjectKeyFormat/PartitionedPrefix/PartitionDateSource: nothing instead of EventTime",
)
moto.wrong(
    "s3api PutBucketLifecycleConfiguration: refusals",
    "stores rules that S3 refuses",
    "/another status: ok instead of MalformedXML",
    "/no action: ok instead of InvalidRequest",
    "/no days: ok instead of InvalidArgument",
    "/no rule: ok instead of MalformedXML",
    "/one ID twice: ok instead of InvalidArgument",
)
