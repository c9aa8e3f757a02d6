import { createLocalJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Binding } from '../../../model/binding.ts';
import type { Person } from '../../../model/decisions.ts';
import { second, type Instant } from '../../../model/instant.ts';
import { hashOfToken, type KnownToken } from '../known-token.ts';
import type { KeySet, Keys } from './keys.ts';

/** What the operator says of the issuer: nothing of it is taken from a token. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly subjectClaim: string;
  readonly groupsClaim: string;
  /** Persons by the value of the subject claim. */
  readonly people: Readonly<Record<string, string>>;
  readonly groups: readonly { readonly group: string; readonly bindings: readonly Binding[] }[];
}

export interface OidcParts {
  readonly settings: OidcSettings;
  readonly keys: Keys;
  now(): Instant;
}

/** Asymmetric ones only: with a symmetric one the public key of the issuer would sign (RFC 8725 §2.1). */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** How far the clock of the issuer may be off. */
const tolerance = 30 * second;

/** Finds who a token of the issuer names, and what the groups in it may do. Undefined for any other token. */
export async function holderBy(
  token: string,
  { settings, keys, now }: OidcParts,
): Promise<KnownToken | undefined> {
  const set = await keys.current();
  const payload = (await payloadOf(token, set, settings, now())) ?? (await afterRotation());
  return payload === undefined ? undefined : holderOf(token, payload, settings);

  /** Tries again with newer keys where the issuer may have changed them. */
  async function afterRotation(): Promise<JWTPayload | undefined> {
    const newer = await keys.newerThan(set);
    return newer === undefined ? undefined : payloadOf(token, newer, settings, now());
  }
}

async function payloadOf(
  token: string,
  set: KeySet | undefined,
  { issuer, audience, subjectClaim }: OidcSettings,
  now: Instant,
): Promise<JWTPayload | undefined> {
  if (set === undefined) return undefined;
  // It looks at the kid only: keys and addresses of keys in the header of a token count for nothing.
  const byKid: JWTVerifyGetKey = createLocalJWKSet(set);
  try {
    const { payload } = await jwtVerify(token, byKid, {
      issuer,
      audience,
      algorithms,
      requiredClaims: ['exp', subjectClaim],
      clockTolerance: tolerance / second,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function holderOf(
  token: string,
  payload: JWTPayload,
  { subjectClaim, groupsClaim, people, groups }: OidcSettings,
): KnownToken | undefined {
  const subject = payload[subjectClaim];
  const held = payload[groupsClaim];
  if (typeof subject !== 'string' || subject === '' || subject.length > 200 || payload.exp === undefined)
    return undefined;
  const name = Object.hasOwn(people, subject) ? people[subject] : undefined;
  const person: Person =
    name === undefined ? { id: `oidc:${subject}`, name: subject } : { id: `person:${name}`, name };
  const bindings = groups
    .filter(({ group }) => Array.isArray(held) && held.includes(group))
    .flatMap((one) => one.bindings)
    // A person that no setting names may have a token of the file as well, and would count as two persons.
    .filter(({ role }) => name !== undefined || role !== 'approver');
  const known = { hash: hashOfToken(token), person, bindings, expiresAt: payload.exp * second };
  return bindings.length === 0 ? undefined : known;
}
