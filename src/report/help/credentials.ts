import type { AwsFailure } from '../../model/call.ts';
import { durationText } from '../human/progress.ts';
import { lookedAt, signInCommand, type Surroundings } from './surroundings.ts';

type Refused = Pick<AwsFailure, 'name' | 'message' | 'at'>;

const expired: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'TokenProviderError',
]);
const unknownKey: ReadonlySet<string> = new Set([
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** Tells in lines what to do where AWS did not take the credentials, or none were found. */
export function credentialsHelp(failure: Refused, here?: Surroundings): readonly string[] {
  const { name, message } = failure;
  const skew = skewHelp(failure);
  if (skew !== undefined) return skew;
  const again = here === undefined ? 'aws sso login' : signInCommand(here);
  if (expired.has(name) || (isProvider(name) && /expired|refresh/iu.test(message))) {
    const fromVariables = here?.set.has('AWS_SESSION_TOKEN') === true && here.profile === undefined;
    if (fromVariables)
      return [
        'the session in AWS_SESSION_TOKEN has expired: set new keys, or unset the three variables and use a profile',
      ];
    return [`the session has expired: sign in again with ${again}`];
  }
  if (unknownKey.has(name)) return unknownKeyHelp(failure, here);
  if (name === 'SignatureDoesNotMatch')
    return ['the secret access key does not match the access key ID: copy both again'];
  if (isProvider(name) && here !== undefined) return nothingFound(here, again);
  return [`sign in (${again}), set AWS_PROFILE, or try Keywright without an account: reconcile --sandbox`];
}

function isProvider(name: string): boolean {
  return name === 'CredentialsProviderError' || name === 'TokenProviderError';
}

function nothingFound(here: Surroundings, again: string): readonly string[] {
  const { profile, profiles } = here;
  const others = (profiles ?? []).map((one) => one.name).filter((name) => name !== profile);
  const missing = profile !== undefined && profiles?.some((one) => one.name === profile) !== true;
  if (missing) {
    return [
      `there is no profile ${profile} (AWS_PROFILE) in ${here.files.join(' or ')}`,
      others.length === 0
        ? `create it with: aws configure sso --profile ${profile}`
        : `existing profiles: ${others.join(', ')}`,
    ];
  }
  return [
    'looked for credentials in:',
    ...lookedAt(here).map((line) => `- ${line}`),
    others.length > 0 && profile === undefined
      ? `set AWS_PROFILE to one of: ${others.join(', ')}`
      : profile === undefined
        ? 'create a profile with: aws configure sso'
        : `sign in with ${again}`,
    'or try Keywright without an account: reconcile --sandbox',
  ];
}

/**
 * Regions of the commercial partition that every account has. Those opened since 2019 must be enabled
 * first; there AWS says of good keys that it does not know them (AWS Account Management Reference Guide,
 * "Enable or disable AWS Regions").
 */
const alwaysOn: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

function mustBeEnabled(region: string): boolean {
  return !alwaysOn.has(region) && !/^(?:cn|us-gov|us-iso\w*|eu-iso\w*|eusc)-/u.test(region);
}

function unknownKeyHelp({ at }: Refused, here: Surroundings | undefined): readonly string[] {
  const which =
    here?.profile === undefined
      ? here?.set.has('AWS_ACCESS_KEY_ID') === true
        ? 'the key in AWS_ACCESS_KEY_ID'
        : 'the access key'
      : `the access key of the profile ${here.profile}`;
  if (mustBeEnabled(at.region)) {
    return [
      `${at.region} is an opt-in Region and may be disabled in this account: aws account get-region-opt-status --region-name ${at.region}`,
      `to enable it: aws account enable-region --region-name ${at.region}`,
      `otherwise ${which} was deleted, or belongs to another AWS partition`,
    ];
  }
  return [
    `${which} was deleted or deactivated, belongs to another AWS partition, or its session token is missing or wrong`,
    'to see who you are: aws sts get-caller-identity',
  ];
}

const stamped =
  /Signature (?:expired|not yet current): (?<signed>\d{8}T\d{6}Z) is (?:now earlier|still later) than \d{8}T\d{6}Z \((?<server>\d{8}T\d{6}Z)/u;

/** Explains a clock that is off: AWS takes at most five minutes, S3 fifteen (Signature Version 4). */
function skewHelp({ name, message }: Refused): readonly string[] | undefined {
  const times = stamped.exec(message)?.groups;
  const skewed = name === 'RequestTimeTooSkewed' || name === 'RequestExpired' || times !== undefined;
  if (!skewed) return undefined;
  const signed = instantOf(times?.['signed']);
  const server = instantOf(times?.['server']);
  const by =
    signed === undefined || server === undefined
      ? 'too far'
      : `${durationText(Math.abs(signed - server))} ${signed > server ? 'ahead' : 'behind'}`;
  return [
    `the clock of this machine is ${by === 'too far' ? 'too far from' : `${by}${by.endsWith('ahead') ? ' of' : ''}`} AWS's: set it, e.g. timedatectl set-ntp true`,
  ];
}

function instantOf(text: string | undefined): number | undefined {
  const iso = text?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6Z');
  const instant = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(instant) ? undefined : instant;
}
