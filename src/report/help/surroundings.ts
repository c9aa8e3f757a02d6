import type { Service } from '../../model/call.ts';

/** What this run has about AWS: names of variables and profiles, never a credential. */
export interface Surroundings {
  /** Set in AWS_PROFILE. */
  readonly profile?: string;
  /** Profiles of the shared files, with what each rests on; undefined where the files were not read. */
  readonly profiles?: readonly Profile[];
  /** The shared files, as they were looked for. */
  readonly files: readonly string[];
  /** Variables that are set and carry credentials or point to some. */
  readonly set: ReadonlySet<CredentialVariable>;
  /** Another endpoint than AWS's own, and where it was said. */
  endpointOf(service: Service): { readonly url: string; readonly from: string } | undefined;
  /** The proxy between this machine and AWS, without its password, and the variable that names it. */
  readonly proxy?: { readonly url: string; readonly from: string };
  /** Whether FIPS endpoints are asked. */
  readonly fips?: boolean;
}

export interface Profile {
  readonly name: string;
  readonly signsIn: 'sso' | 'login' | 'other';
}

export const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_EC2_METADATA_DISABLED',
] as const;

export type CredentialVariable = (typeof credentialVariables)[number];

/** Returns the command that signs in again, for the profile in use. */
export function signInCommand({ profile, profiles }: Surroundings): string {
  const name = profile ?? 'default';
  const way = profiles?.find((one) => one.name === name)?.signsIn;
  const command = way === 'login' ? 'aws login' : 'aws sso login';
  return profile === undefined ? command : `${command} --profile ${profile}`;
}

/**
 * Lists where the SDK looked for credentials, in its order. With AWS_PROFILE it does not look at the keys in the
 * environment (AWS SDK for JavaScript v3, credential provider chain).
 */
export function lookedAt({ profile, profiles, files, set }: Surroundings): readonly string[] {
  const name = profile ?? 'default';
  const has = (variable: CredentialVariable): boolean => set.has(variable);
  const declared = profiles?.some((one) => one.name === name);
  const container = (
    ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'] as const
  ).find(has);
  return [
    `environment: ${environmentText(profile, has)}`,
    `profile ${name} in ${files.join(' and ')}: ${declared === true ? 'found, but it has none' : 'not found'}`,
    `web identity: ${has('AWS_WEB_IDENTITY_TOKEN_FILE') ? 'AWS_WEB_IDENTITY_TOKEN_FILE is set, but has none' : 'AWS_WEB_IDENTITY_TOKEN_FILE is not set'}`,
    container === undefined
      ? `container: AWS_CONTAINER_CREDENTIALS_… is not set`
      : `container: ${container} returned none`,
    `EC2 instance: ${has('AWS_EC2_METADATA_DISABLED') ? 'skipped (AWS_EC2_METADATA_DISABLED)' : container === undefined ? 'no response from the metadata service' : 'skipped'}`,
  ];
}

function environmentText(
  profile: string | undefined,
  has: (variable: CredentialVariable) => boolean,
): string {
  const id = has('AWS_ACCESS_KEY_ID');
  const secret = has('AWS_SECRET_ACCESS_KEY');
  if (profile !== undefined && id) return 'ignored because AWS_PROFILE is set';
  if (id && !secret) return 'AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not';
  if (!id && secret) return 'AWS_SECRET_ACCESS_KEY is set, AWS_ACCESS_KEY_ID is not';
  return id ? 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set' : 'AWS_ACCESS_KEY_ID is not set';
}
