import { z } from 'zod';

/** A grant as ListGrants shows it. */
const LiveGrantEntry = z.object({
  GrantId: z.string(),
  Name: z.string().nullish(),
  GranteePrincipal: z.string().nullish(),
  GranteeServicePrincipal: z.string().nullish(),
  RetiringPrincipal: z.string().nullish(),
  RetiringServicePrincipal: z.string().nullish(),
  Operations: z.array(z.string()).nullish(),
  Constraints: z
    .object({
      EncryptionContextEquals: z.record(z.string(), z.string()).nullish(),
      EncryptionContextSubset: z.record(z.string(), z.string()).nullish(),
      SourceArn: z.string().nullish(),
    })
    .nullish(),
});

export type LiveGrant = z.infer<typeof LiveGrantEntry>;

/** The answer of ListGrants (KMS API). */
export const GrantList = z.object({ Grants: z.array(LiveGrantEntry).nullish() });

/** Tells who got the grant: an ARN, an AWS service, or the unique id of a principal that is gone. */
export function granteeOf(grant: LiveGrant): string {
  return grant.GranteeServicePrincipal ?? grant.GranteePrincipal ?? 'nobody';
}

/** Returns true once the user or role was deleted: AWS then shows neither an ARN nor a service (KMS API, GrantListEntry). */
export function isGone(principal: string): boolean {
  return !principal.startsWith('arn:') && !isService(principal);
}

export function isService(principal: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/u.test(principal);
}

/** Builds the start of the names of all grants of one stack; what has another start is not ours. */
export function grantPrefix(settings: { readonly name: string; readonly uid: string }): string {
  return `keywright:${inName(settings.name)}/${settings.uid}:`;
}

/** Replaces dots: names of manifests may hold them, names of grants may not. An underscore is the other way round. */
export function inName(text: string): string {
  return text.replaceAll('.', '_');
}
