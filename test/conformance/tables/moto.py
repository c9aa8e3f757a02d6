"""moto 5.2.5: what it answers otherwise, and why. A store of what was sent, more than a judge of it."""

from explanations import Table

moto = Table("moto")

moto.wrong(
    "kms CreateKey: all that is said of a key made without a word",
    "says no usage unless it was told one, nothing of Regions or material, and lists of algorithms that are empty",
    "/CurrentKeyMaterialId: nothing instead of <64 hex>",
    "/KeyUsage: nothing instead of ENCRYPT_DECRYPT",
    "/MultiRegion: nothing instead of false",
    "/SigningAlgorithms: [] instead of nothing",
)

moto.wrong(
    "kms CreateKey: ECC_NIST_P256 for KEY_AGREEMENT",
    "knows no key agreement: it shows the algorithms of other usages",
    "/EncryptionAlgorithms/0: RSAES_OAEP_SHA_1 instead of nothing",
    "/EncryptionAlgorithms/1: RSAES_OAEP_SHA_256 instead of nothing",
    "/KeyAgreementAlgorithms/0: nothing instead of ECDH",
    "/SigningAlgorithms/0: ECDSA_SHA_256 instead of nothing",
)

moto.wrong(
    "kms CreateKey: HMAC_256 for GENERATE_VERIFY_MAC",
    "knows no MACs: it shows the algorithms of other usages",
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
    "checks the spec and no usage",
    "/HMAC that encrypts: ok instead of ValidationException",
    "/HMAC without a usage: ok instead of ValidationException",
    "/RSA without a usage: ok instead of ValidationException",
    "/a usage that is none: ok instead of ValidationException",
    "/symmetric that signs: ok instead of ValidationException",
)

moto.wrong(
    "kms CreateKey: a key for imported material waits for it",
    "has no imported key material: the key is enabled at once",
    "/Enabled: true instead of false",
    "/KeyState: Enabled instead of PendingImport",
)

moto.wrong(
    "kms CreateKey: refuses what is too long",
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
    "kms DescribeKey: all that is said of a key",
    "says nothing of Regions unless asked for one that has several, nor of the material",
    "/CurrentKeyMaterialId: nothing instead of <64 hex>",
    "/MultiRegion: nothing instead of false",
)

moto.wrong(
    "kms DescribeKey: names of nothing",
    "takes an ARN of another service for the id of a key, and breaks off without one",
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
    "makes an AWS managed key as if it were the customer's",
    "/KeyManager: CUSTOMER instead of AWS",
    "/delete: ok instead of AccessDeniedException",
    "/disable: ok instead of AccessDeniedException",
    "/tag: ok instead of AccessDeniedException",
)

moto.wrong(
    "kms ListKeys: pages",
    "gives one page, whatever the limit and the marker",
    "/a limit of 0: ok instead of ValidationException",
    "/a limit of 1001: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms DisableKey: by id and by ARN, twice",
    "breaks off when it is given an ARN",
    "/said/1: HTTP 500 instead of ok",
)

moto.wrong(
    "kms EnableKey: by id and by ARN, twice",
    "breaks off when it is given an ARN",
    "/said/1: HTTP 500 instead of ok",
)

moto.wrong(
    "kms UpdateKeyDescription: refusals",
    "checks neither that a description is there nor its length",
    "/nothing said: ok instead of ValidationException",
    "/too long: ok instead of ValidationException",
)

moto.lacks(
    "kms GetKeyLastUsage: before and after its first use",
    "has no GetKeyLastUsage",
    "GetKeyLastUsage refused: HTTP 500 instead of an answer",
)

moto.lacks(
    "kms GetKeyLastUsage: a key that is not there",
    "has no GetKeyLastUsage",
    "HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms EnableKey: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms DisableKey: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms UpdateKeyDescription: in each key state",
    "has states and lets none of them forbid a call",
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
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms UntagResource: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms EnableKeyRotation: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms DisableKeyRotation: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms GetKeyRotationStatus: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingImport: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms RotateKeyOnDemand: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms ScheduleKeyDeletion: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms CancelKeyDeletion: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms Encrypt: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms GenerateDataKey: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms GenerateDataKeyWithoutPlaintext: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms CreateGrant: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
    "/PendingImport: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms CreateAlias: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms UpdateAlias: in each key state",
    "has states and lets none of them forbid a call",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms Decrypt: in each key state",
    "has states and lets none of them forbid a call",
    "/Disabled: ok instead of DisabledException",
    "/PendingDeletion: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms ReplicateKey: in each key state",
    "has states and lets none of them forbid a call",
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
    "demands a name",
    "GetKeyPolicy refused: NotFoundException instead of an answer",
)

moto.wrong(
    "kms PutKeyPolicy: refuses what is no policy",
    "keeps any text as a policy",
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
    "looks up no principal",
    "ok instead of MalformedPolicyDocumentException",
)

moto.wrong(
    "kms PutKeyPolicy: nobody is locked out by mistake",
    "does not ask whether the policy can be changed again",
    "/checked: ok instead of MalformedPolicyDocumentException",
)

moto.wrong(
    "kms PutKeyPolicy: a Deny that names others does not reach the caller",
    "takes a Deny for one of everybody, whatever its principal",
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
    "gives one page, whatever the limit and the marker",
    "/a limit of 51: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms CreateAlias: is listed with its key",
    "keeps no dates of aliases",
    "/0/CreationDate: nothing instead of <time>",
    "/0/LastUpdatedDate: nothing instead of <time>",
)

moto.wrong(
    "kms CreateAlias: refusals",
    "does not check how long a name is",
    "/too long: ok instead of ValidationException",
)

moto.wrong(
    "kms CreateAlias: alias/aws/ is AWS's",
    "lets anybody have names of AWS",
    "false instead of true",
)

moto.wrong(
    "kms UpdateAlias: points to the other key",
    "keeps no dates of aliases",
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
    "gives one page, whatever the limit and the marker",
    "/a limit of 101: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms EnableKeyRotation: keeps the period",
    "forgets the period",
    "/RotationPeriodInDays: nothing instead of 200",
)

moto.wrong(
    "kms EnableKeyRotation: 365 days if nothing is said",
    "forgets the period",
    "/RotationPeriodInDays: nothing instead of 365",
)

moto.wrong(
    "kms EnableKeyRotation: 90 to 2560 days",
    "takes any period",
    "/2561: ok instead of ValidationException",
    "/89: ok instead of ValidationException",
)

moto.wrong(
    "kms EnableKeyRotation: only symmetric keys with material of AWS",
    "rotates keys of every sort",
    "/HMAC: ok instead of UnsupportedOperationException",
    "/RSA: ok instead of UnsupportedOperationException",
    "/imported: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms GetKeyRotationStatus: all of it, off and on",
    "knows only on and off: no period, no date, no id",
    "/off/KeyId: nothing instead of KEY",
    "/on/KeyId: nothing instead of KEY",
    "/on/NextRotationDate: nothing instead of <time>",
    "/on/RotationPeriodInDays: nothing instead of 100",
)

moto.wrong(
    "kms GetKeyRotationStatus: the next rotation is one period away",
    "knows only on and off: no period, no date, no id",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of 100",
)

moto.wrong(
    "kms DisableKeyRotation: a key that cannot rotate",
    "rotates keys of every sort",
    "/RSA: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms RotateKeyOnDemand: is in the list",
    "knows no key material",
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
    "kms RotateKeyOnDemand: the schedule is not moved",
    "knows no date of the next rotation",
    "no answer that boto3 can read: KeyError 'NextRotationDate' instead of true",
)

moto.wrong(
    "kms RotateKeyOnDemand: a key that cannot rotate",
    "rotates keys of every sort",
    "/RSA: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms ListKeyRotations: a key never rotated",
    "does not list the first material, and names the wrong error",
    "/a marker that is none: InvalidToken instead of InvalidMarkerException",
    "/materials: 0 instead of 1",
)

moto.wrong(
    "kms ScheduleKeyDeletion: its answer, by id",
    "answers with the id and without state and window",
    "/KeyId: KEY instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
    "/KeyState: nothing instead of PendingDeletion",
    "/PendingWindowInDays: nothing instead of 7",
)

moto.wrong(
    "kms ScheduleKeyDeletion: by ARN, and what the key then shows",
    "breaks off when it is given an ARN",
    "ScheduleKeyDeletion refused: HTTP 500 instead of an answer",
)

moto.wrong(
    "kms ScheduleKeyDeletion: 30 days if nothing is said",
    "does not say the window",
    "/PendingWindowInDays: nothing instead of 30",
)

moto.wrong(
    "kms ScheduleKeyDeletion: 7 to 30 days",
    "takes any window, and does nothing with one that is too short or too long",
    "/31: ok instead of ValidationException",
    "/3: ok instead of ValidationException",
    "/6: ok instead of ValidationException",
)

moto.wrong(
    "kms CancelKeyDeletion: the key comes back disabled",
    "breaks off when it is given an ARN",
    "CancelKeyDeletion refused: HTTP 500 instead of an answer",
)

moto.wrong(
    "kms CancelKeyDeletion: rotation is as it was",
    "shows rotation of a key that waits for its deletion",
    "/pending: true instead of false",
)

moto.wrong(
    "kms CancelKeyDeletion: a key that does not wait for it",
    "has states and lets none of them forbid a call",
    "/enabled: ok instead of KMSInvalidStateException",
)

moto.wrong(
    "kms ScheduleKeyDeletion: a primary waits for its replicas",
    "lets a primary go before its replicas",
    "/DeletionDate: <time> instead of nothing",
    "/KeyState: PendingDeletion instead of PendingReplicaDeletion",
    "/PendingDeletionWindowInDays: nothing instead of 7",
    "/PendingWindowInDays: nothing instead of 7",
)

moto.wrong(
    "kms CreateGrant: all that is said of a grant",
    "says neither when nor by whom, and the id of the key in place of its ARN",
    "/CreationDate: nothing instead of <time>",
    "/IssuingAccount: nothing instead of arn:aws:iam::ACCOUNT:root",
    "/KeyId: KEY instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
)

moto.open(
    "kms CreateGrant: an id is as long as AWS's",
    "has ids of 8 letters; AWS says 1 to 128, and shows 64",
    "8 instead of 64",
    document="KMS API Reference, CreateGrant, GrantId and example",
)

moto.wrong(
    "kms CreateGrant: the same name and parameters are the same grant",
    "makes another grant each time",
    "/grants: 2 instead of 1",
    "/same: false instead of true",
)

moto.wrong(
    "kms CreateGrant: the same name with other parameters is another grant",
    "makes another grant each time, also of what is there",
    "5 instead of 4",
)

moto.wrong(
    "kms CreateGrant: the order of operations makes no other grant",
    "makes another grant each time",
    "2 instead of 1",
)

moto.wrong(
    "kms CreateGrant: refusals",
    "checks nothing, and breaks off without a key",
    "/a grantee that is no principal: ok instead of InvalidArnException",
    "/a name with letters that none has: ok instead of ValidationException",
    "/an alias is no key: false instead of true",
    "/an operation of other keys: ok instead of ValidationException",
    "/an operation that is none: ok instead of ValidationException",
    "/left: 6 instead of 0",
    "/no operation: ok instead of ValidationException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.open(
    "kms CreateGrant: both constraints on the context",
    "takes both; AWS's documents speak of one or the other and do not forbid both (KMS was seen to answer \"More than one constraint supplied\")",
    "ok instead of ValidationException",
    document="KMS API Reference, GrantConstraints",
)

moto.wrong(
    "kms CreateGrant: a role that does not exist",
    "looks up no principal",
    "ok instead of InvalidArnException",
)

moto.wrong(
    "kms CreateGrant: a context cannot constrain what has none",
    "checks no constraints",
    "/an RSA key: ok instead of ValidationException",
)

moto.wrong(
    "kms CreateGrant: for a service",
    "forgets principals of services",
    "/GranteeServicePrincipal: nothing instead of dynamodb.amazonaws.com",
    "/RetiringServicePrincipal: nothing instead of dynamodb.amazonaws.com",
)

moto.wrong(
    "kms CreateGrant: a dry run makes none",
    "makes the grant",
    "/grants: 1 instead of 0",
    "/said: ok instead of DryRunOperationException",
)

moto.wrong(
    "kms CreateGrant: gives access",
    "judges no permissions",
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
    "gives one page, whatever the limit and the marker",
    "/a limit of 101: ok instead of ValidationException",
    "/a marker that is none: ok instead of InvalidMarkerException",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "kms ListGrants: refusals",
    "checks no grant id, and breaks off without a key",
    "/no id: ok instead of InvalidGrantIdException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms ListRetirableGrants: those that a principal may retire",
    "answers with the id of the key in place of its ARN",
    "/keys: false instead of true",
)

moto.wrong(
    "kms RevokeGrant: once",
    "breaks off without a key",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.wrong(
    "kms RetireGrant: refusals",
    "retires what is not there",
    "/a token that is none: ok instead of InvalidGrantTokenException",
    "/an id that none has: ok instead of NotFoundException",
    "/nothing said: HTTP 500 instead of ValidationException",
)

moto.wrong(
    "kms ReplicateKey: all that is said of a replica",
    "calls the replica a primary, and knows no material",
    "/metadata/CurrentKeyMaterialId: nothing instead of <64 hex>",
    "/metadata/MultiRegionConfiguration/MultiRegionKeyType: PRIMARY instead of REPLICA",
)

moto.wrong(
    "kms ReplicateKey: both know each other",
    "has one configuration for both: the primary becomes a replica",
    "/primary/MultiRegionKeyType: REPLICA instead of PRIMARY",
)

moto.wrong(
    "kms ReplicateKey: description, policy and tags are its own",
    "copies the primary and forgets what the call says",
    "/descriptions/1: primary instead of replica",
    "/tags/1/0/TagKey: nothing instead of a",
    "/tags/1/0/TagValue: nothing instead of replica",
    "/tags/1: [] instead of nothing",
)

moto.wrong(
    "kms ReplicateKey: nothing is taken from the primary",
    "copies the primary and forgets what the call says",
    "/description: primary instead of ",
)

moto.wrong(
    "kms ReplicateKey: refusals",
    "replicates a replica, over what is there, and even a single-Region key, although there it breaks off",
    "/a replica: ok instead of UnsupportedOperationException",
    "/a single-Region key: HTTP 500 instead of UnsupportedOperationException",
    "/made nothing: ok instead of NotFoundException",
    "/nowhere: HTTP 500 instead of ValidationException",
    "/where one is: ok instead of AlreadyExistsException",
    "/where the primary is: ok instead of AlreadyExistsException",
)

moto.wrong(
    "kms ReplicateKey: state, tags, grants and aliases are each key's own",
    "shares grants and aliases between the two",
    "/aliases there: 1 instead of 0",
    "/grants there: 1 instead of 0",
)

moto.wrong(
    "kms ReplicateKey: rotation is shared, set at the primary",
    "rotates each key by itself, replicas too",
    "/KeyRotationEnabled: false instead of true",
    "/RotationPeriodInDays: nothing instead of 100",
    "/ended at the replica: ok instead of UnsupportedOperationException",
    "/set at the replica: ok instead of UnsupportedOperationException",
)

moto.wrong(
    "kms ReplicateKey: what one seals the other opens",
    "cannot open what was sealed with a multi-Region key",
    "Decrypt refused: AccessDeniedException instead of an answer",
)

moto.wrong(
    "kms ReplicateKey: a replica goes by itself",
    "replicates over a replica that waits for its deletion",
    "/again there: ok instead of AlreadyExistsException",
)

moto.lacks(
    "kms UpdatePrimaryRegion: the two change places",
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
    "does not name the algorithm",
    "/EncryptionAlgorithm: nothing instead of SYMMETRIC_DEFAULT",
)

moto.wrong(
    "kms Encrypt: refusals",
    "knows no dry runs, and encrypts with a key for MACs",
    "/a dry run: ok instead of DryRunOperationException",
    "/a key of another usage: ok instead of InvalidKeyUsageException",
)

moto.wrong(
    "kms Decrypt: its answer",
    "names neither algorithm nor material",
    "/EncryptionAlgorithm: nothing instead of SYMMETRIC_DEFAULT",
    "/KeyMaterialId: nothing instead of <64 hex>",
)

moto.wrong(
    "kms Decrypt: refusals",
    "has another error for another key",
    "/another key: AccessDeniedException instead of IncorrectKeyException",
)

moto.wrong(
    "kms GenerateDataKey: its answer and what it opens to",
    "does not name the material",
    "/KeyMaterialId: nothing instead of <64 hex>",
)

moto.wrong(
    "kms GenerateDataKeyWithoutPlaintext: its answer and what it opens to",
    "does not name the material",
    "/KeyMaterialId: nothing instead of <64 hex>",
)

moto.lacks(
    "kms ImportKeyMaterial: only keys for imported material",
    "has no imported key material",
    "/a key of AWS's material: HTTP 500 instead of UnsupportedOperationException",
    "/no such key: HTTP 500 instead of NotFoundException",
)

moto.lacks(
    "kms ImportKeyMaterial: a token that nobody gave out",
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
    "does not give the ARN of the bucket",
    "/BucketArn: nothing instead of arn:aws:s3:::conformance-ACCOUNT",
)

moto.wrong(
    "s3api CreateBucket: names that none has",
    "checks only how long a name is",
    "/-s3alias: ok instead of InvalidBucketName",
    "/an address: ok instead of InvalidBucketName",
    "/an underscore: ok instead of InvalidBucketName",
    "/capitals: ok instead of InvalidBucketName",
    "/two dots: ok instead of InvalidBucketName",
    "/xn--: ok instead of InvalidBucketName",
)

moto.wrong(
    "s3api CreateBucket: tags go with the call",
    "forgets the tags",
    "GetBucketTagging refused: NoSuchTagSet instead of an answer",
)

moto.wrong(
    "s3api HeadBucket: who may see it",
    "keeps no bucket from other accounts and checks no expected owner",
    "/of an owner that it is not: ok instead of HTTP 403",
    "/of another account: ok instead of HTTP 403",
)

moto.wrong(
    "s3api ListBuckets: pages, a Region, a prefix",
    "gives one page and no token for the next",
    "/all: 2 instead of 3",
)

moto.wrong(
    "s3api GetBucketEncryption: a new bucket encrypts with SSE-S3",
    "still is in the time before January 2023, without default encryption",
    "GetBucketEncryption refused: ServerSideEncryptionConfigurationNotFoundError instead of an answer",
)

moto.wrong(
    "s3api GetBucketEncryption: a new bucket takes no SSE-C",
    "still is in the time before January 2023, without default encryption",
    "GetBucketEncryption refused: ServerSideEncryptionConfigurationNotFoundError instead of an answer",
)

moto.wrong(
    "s3api GetBucketEncryption: no such bucket, another owner",
    "keeps no bucket from other accounts and checks no expected owner",
    "/by another account: ServerSideEncryptionConfigurationNotFoundError instead of AccessDenied",
    "/of an owner that it is not: ServerSideEncryptionConfigurationNotFoundError instead of AccessDenied",
)

moto.wrong(
    "s3api PutBucketEncryption: blocked encryption types are read back",
    "forgets the blocked types",
    "/0/EncryptionType/0: nothing instead of NONE",
    "/0: null instead of nothing",
    "/1/EncryptionType/0: nothing instead of SSE-C",
    "/1: null instead of nothing",
)

moto.wrong(
    "s3api PutBucketEncryption: refusals",
    "checks no rule, and breaks off with two",
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
    "s3api PutBucketPolicy: refuses what is no policy of this bucket",
    "keeps any text as a policy",
    "/a principal that is not there: ok instead of MalformedPolicy",
    "/an action of another service: ok instead of MalformedPolicy",
    "/no JSON: ok instead of MalformedPolicy",
    "/no principal: ok instead of MalformedPolicy",
    "/of another bucket: ok instead of MalformedPolicy",
    "/too long: ok instead of MalformedPolicy",
)

moto.wrong(
    "s3api PutBucketPolicy: public policies are blocked",
    "has the setting and does not act by it",
    "ok instead of AccessDenied",
)

moto.wrong(
    "s3api PutBucketPolicy: of a bucket of another account",
    "keeps no bucket from other accounts",
    "/with it: ok instead of MethodNotAllowed",
    "/without the permission: ok instead of AccessDenied",
)

moto.wrong(
    "s3api PutBucketPolicy: a Deny counts, with its condition",
    "takes every condition for one that holds, and gives the status in place of the name of the error",
    "/a condition that does not hold: HTTP 403 instead of ok",
    "/denied: HTTP 403 instead of AccessDenied",
)

moto.wrong(
    "s3api GetPublicAccessBlock: a new bucket blocks all",
    "still is in the time before April 2023, when new buckets blocked nothing",
    "GetPublicAccessBlock refused: NoSuchPublicAccessBlockConfiguration instead of an answer",
)

moto.wrong(
    "s3api PutBucketVersioning: a status that is none",
    "takes any status",
    "/none such: ok instead of MalformedXML",
    "/nothing said: HTTP 404 instead of IllegalVersioningConfigurationException",
)

moto.wrong(
    "s3api GetBucketOwnershipControls: a new bucket: its owner's",
    "still is in the time before April 2023, when new buckets had no ownership controls",
    "GetBucketOwnershipControls refused: OwnershipControlsNotFoundError instead of an answer",
)

moto.wrong(
    "s3api PutBucketOwnershipControls: is read back",
    "takes any ownership",
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
    "checks neither how many tags there are nor how long they are",
    "/51: ok instead of BadRequest",
    "/too long a key: ok instead of InvalidTag",
    "/too long a value: ok instead of InvalidTag",
)

moto.wrong(
    "s3api PutObject: under SSE-S3",
    "does not say that an object is encrypted",
    "/ServerSideEncryption: nothing instead of AES256",
)

moto.wrong(
    "s3api PutObject: a disabled key",
    "does not ask the key",
    "/get: ok instead of KMS.DisabledException",
    "/put: ok instead of KMS.DisabledException",
)

moto.wrong(
    "s3api PutObject: blocked SSE-C",
    "takes SSE-C",
    "ok instead of AccessDenied",
)

moto.wrong(
    "s3api GetObject: what was put",
    "does not say that an object is encrypted",
    "/ServerSideEncryption: nothing instead of AES256",
)

moto.wrong(
    "s3api GetObject: refusals",
    "keeps no bucket from other accounts and checks no expected owner",
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
    "takes a principal, and policies of any length",
    "/a principal: ok instead of MalformedPolicyDocument",
    "/too long: ok instead of LimitExceeded",
)

moto.wrong(
    "iam ListRolePolicies: pages",
    "gives one page, whatever the limit",
    "/first: 5 instead of 3",
    "/more: false instead of true",
)

moto.wrong(
    "resourcegroupstaggingapi GetResources: of these ARNs",
    "takes filters beside ARNs",
    "/with a filter: ok instead of InvalidParameterException",
)

moto.wrong(
    "resourcegroupstaggingapi GetResources: pages",
    "calls a token that never was one expired, and has no upper limit",
    "/a token that is none: PaginationTokenExpiredException instead of InvalidParameterException",
)

moto.wrong(
    "cloudtrail CreateTrail: its answer",
    "does not tell of recursive logging",
    "/RecursiveLogging: nothing instead of true",
)

moto.wrong(
    "cloudtrail CreateTrail: with all that can be said",
    "does not tell of recursive logging",
    "/RecursiveLogging: nothing instead of true",
)

moto.wrong(
    "cloudtrail CreateTrail: the key is answered as its ARN",
    "shows the key as it was named",
    "/0: KEY instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
    "/1: alias/trail instead of arn:aws:kms:us-east-1:ACCOUNT:key/KEY",
)

moto.wrong(
    "cloudtrail CreateTrail: names that none has",
    "does not know all the rules",
    "/an address: ok instead of InvalidTrailNameException",
    "/two dashes: ok instead of InvalidTrailNameException",
)

moto.wrong(
    "cloudtrail CreateTrail: what it needs",
    "asks only whether the bucket is there",
    "/a bucket name that none has: S3BucketDoesNotExistException instead of InvalidS3BucketNameException",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/a disabled key: ok instead of KmsException",
    "/a key that lets it not: ok instead of InsufficientEncryptionPolicyException",
    "/no such key: ok instead of KmsKeyNotFoundException",
    "/too long a prefix: ok instead of InvalidS3PrefixException",
)

moto.wrong(
    "cloudtrail CreateTrail: settings that do not go together",
    "has no organizations, and takes their trails",
    "/an organization's, without one: false instead of true",
)

moto.wrong(
    "cloudtrail CreateTrail: the name is taken",
    "writes over the trail of that name",
    "ok instead of TrailAlreadyExistsException",
)

moto.wrong(
    "cloudtrail CreateTrail: five a Region",
    "has no quota",
    "/1: ok instead of MaximumNumberOfTrailsExceededException",
)

moto.wrong(
    "cloudtrail UpdateTrail: what is not said stays, empty text takes away",
    "keeps the empty text as a key",
    "/1/KmsKeyId:  instead of nothing",
)

moto.wrong(
    "cloudtrail UpdateTrail: refusals",
    "checks nothing, and knows trails only at home",
    "/a bucket that lets it not: ok instead of InsufficientS3BucketPolicyException",
    "/from another Region: TrailNotFoundException instead of InvalidHomeRegionException",
    "/no such bucket: ok instead of S3BucketDoesNotExistException",
    "/no such key: ok instead of KmsKeyNotFoundException",
)

moto.wrong(
    "cloudtrail DeleteTrail: by name, by ARN, once",
    "deletes by name only, and says yes to everything else",
    "/left: 1 instead of 0",
    "/said/2: ok instead of TrailNotFoundException",
)

moto.wrong(
    "cloudtrail DeleteTrail: only at home",
    "deletes by name only, and says yes to everything else",
    "ok instead of InvalidHomeRegionException",
)

moto.wrong(
    "cloudtrail GetTrail: all that is said of a trail",
    "leaves out the home Region and recursive logging",
    "/HomeRegion: nothing instead of us-east-1",
    "/RecursiveLogging: nothing instead of true",
)

moto.wrong(
    "cloudtrail GetTrail: by ARN from every Region",
    "knows trails only at home",
    "/there: TrailNotFoundException instead of ok",
)

moto.wrong(
    "cloudtrail GetTrail: refusals",
    "does not read ARNs",
    "/an ARN of no trail: TrailNotFoundException instead of CloudTrailARNInvalidException",
)

moto.wrong(
    "cloudtrail GetTrail: selectors that are its own show",
    "never sets these flags",
    "/HasCustomEventSelectors: false instead of true",
    "/HasInsightSelectors: false instead of true",
)

moto.wrong(
    "cloudtrail DescribeTrails: by name, and copies of other Regions",
    "shows all, whatever was asked for",
    "/by ARN/0: one instead of two",
    "/by ARN/1: two instead of nothing",
    "/by name/1: two instead of nothing",
    "/no such name/0: one instead of nothing",
    "/no such name/1: two instead of nothing",
    "/no such name: nothing instead of []",
)

moto.wrong(
    "cloudtrail GetTrailStatus: refusals",
    "takes a copy by name",
    "/of a copy, by name: ok instead of TrailNotFoundException",
)

moto.wrong(
    "cloudtrail StopLogging: refusals",
    "knows trails only at home",
    "/start from another Region: TrailNotFoundException instead of InvalidHomeRegionException",
    "/stop from another Region: TrailNotFoundException instead of InvalidHomeRegionException",
)

moto.wrong(
    "cloudtrail GetEventSelectors: a new trail logs management events",
    "gives a new trail no selector",
    "/AdvancedEventSelectors: [] instead of nothing",
    "/EventSelectors/0/DataResources: nothing instead of []",
    "/EventSelectors/0/ExcludeManagementEventSources: nothing instead of []",
    "/EventSelectors/0/IncludeManagementEvents: nothing instead of true",
    "/EventSelectors/0/ReadWriteType: nothing instead of All",
    "/EventSelectors: [] instead of nothing",
)

moto.wrong(
    "cloudtrail PutEventSelectors: basic ones are read back",
    "shows only the members that were sent, and an empty list of the other sort",
    "/AdvancedEventSelectors: [] instead of nothing",
    "/EventSelectors/0/ExcludeManagementEventSources: nothing instead of []",
)

moto.wrong(
    "cloudtrail PutEventSelectors: advanced ones take the place of basic ones, and back",
    "keeps the advanced ones beside the basic ones",
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
    "answers with an empty list",
    "/none: ok instead of InsightNotEnabledException",
)

moto.wrong(
    "cloudtrail PutInsightSelectors: replaces all, empty turns off",
    "adds, and an empty list takes nothing away",
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
    "does not ask whether the trail is there, and checks no tags",
    "/51: ok instead of TagsLimitExceededException",
    "/no ARN: ok instead of CloudTrailARNInvalidException",
    "/no such trail: ok instead of ResourceNotFoundException",
    "/twice the same: ok instead of InvalidTagParameterException",
)

moto.wrong(
    "cloudtrail RemoveTags: by key",
    "does not ask whether the trail is there, and checks no tags",
    "/no such trail: ok instead of ResourceNotFoundException",
)

moto.wrong(
    "cloudtrail ListTags: of several, of none",
    "does not ask whether the trail is there, and checks no tags",
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
    "kms PutKeyPolicy: whom it denies is denied",
    "judges no permissions",
    "/then: ok instead of AccessDeniedException",
)

moto.wrong(
    "kms PutKeyPolicy: a role without the permission may not",
    "judges no permissions",
    "ok instead of AccessDeniedException",
)

moto.wrong(
    "iam PutRolePolicy: a session may do what its role may",
    "judges no permissions",
    "/a bucket: ServerSideEncryptionConfigurationNotFoundError instead of AccessDenied",
    "/disabled: ok instead of AccessDeniedException",
)

moto.wrong(
    "s3api PutBucketLogging: refusals",
    "looks for the target in its own Region only",
    "/another Region: InvalidTargetBucketForLogging instead of CrossLocationLoggingProhibited",
)

moto.wrong(
    "s3api PutBucketLogging: replaces all, and an empty status turns it off",
    "forgets the format of the keys",
    "/0/shown/TargetObjectKeyFormat/PartitionedPrefix/PartitionDateSource: nothing instead of EventTime",
)
moto.wrong(
    "s3api PutBucketLifecycleConfiguration: refusals",
    "it stores rules that S3 refuses",
    "/another status: ok instead of MalformedXML",
    "/no action: ok instead of InvalidRequest",
    "/no days: ok instead of InvalidArgument",
    "/no rule: ok instead of MalformedXML",
    "/one ID twice: ok instead of InvalidArgument",
)
