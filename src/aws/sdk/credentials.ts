import type { Role } from '../../model/call.ts';
import type { Clock } from '../../model/clock.ts';
import { minute, type Instant } from '../../model/instant.ts';
import type { AccountSettings } from '../../model/resource.ts';

/** As the SDK understands it. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type Provider = () => Promise<AwsCredentials>;

export interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly ExternalId?: string;
  readonly SourceIdentity?: string;
}

export interface CredentialParts {
  readonly accounts: readonly AccountSettings[];
  /** Appears in CloudTrail as the session's name: stack, and plan or commit. */
  readonly session: string;
  readonly clock: Clock;
  /** The credentials Keywright was started with: the default chain, or those of the embedded AWS. */
  readonly base: Provider;
  readonly assume: (input: AssumeRoleInput, region: string) => Promise<AwsCredentials>;
}

export interface Credentials {
  /** Credentials for one of an account's roles; the base ones if the Stack names no roles for it. */
  of(account: string, role: Role, region: string, source?: string): Provider;
  /** AWS called these expired: the next caller gets new ones. Those that another caller got since then stay. */
  forget(account: string, role: Role, used: AwsCredentials, source?: string): Promise<void>;
}

interface Assumed {
  readonly credentials: Promise<AwsCredentials>;
  until: Instant;
}

/** A session is renewed this long before it ends, so that no call starts with one that ends under way. */
const renewBefore = 5 * minute;

/**
 * Creates one session per role and source identity for all clients: each client of the SDK alone would assume the
 * role again.
 */
export function createCredentials(parts: CredentialParts): Credentials {
  const held = new Map<string, Assumed>();
  const accounts = new Map(parts.accounts.map((account) => [account.id, account]));

  function keyOf(roleArn: string, source: string | undefined): string {
    return `${roleArn} ${source ?? ''}`;
  }

  function assumed(
    roleArn: string,
    externalId: string | undefined,
    region: string,
    source: string | undefined,
  ): Promise<AwsCredentials> {
    const key = keyOf(roleArn, source);
    const before = held.get(key);
    if (before !== undefined && parts.clock.now() < before.until) return before.credentials;
    // Each plan has a session of its own: those that ended are of no use.
    for (const [old, { until }] of held) if (parts.clock.now() >= until) held.delete(old);
    const credentials = parts.assume(
      {
        RoleArn: roleArn,
        RoleSessionName: sessionName(parts.session),
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        ...(source === undefined ? {} : { SourceIdentity: source }),
      },
      region,
    );
    const entry: Assumed = { credentials, until: Infinity };
    held.set(key, entry);
    credentials.then(
      ({ expiration }) => {
        entry.until = expiration === undefined ? Infinity : expiration.getTime() - renewBefore;
      },
      () => {
        if (held.get(key) === entry) held.delete(key);
      },
    );
    return credentials;
  }

  return {
    of(account, role, region, source) {
      const settings = accounts.get(account);
      const roleArn = settings?.roles?.[role];
      if (roleArn === undefined) return parts.base;
      return () => assumed(roleArn, settings?.externalId, region, source);
    },
    async forget(account, role, used, source) {
      const roleArn = accounts.get(account)?.roles?.[role];
      if (roleArn === undefined) return;
      const key = keyOf(roleArn, source);
      const entry = held.get(key);
      if (entry === undefined) return;
      const current = await entry.credentials.catch(() => undefined);
      if (current === used && held.get(key) === entry) held.delete(key);
    },
  };
}

/** Makes a session name of what STS allows: `[\w+=,.@-]{2,64}` (API Reference, AssumeRole). */
export function sessionName(text: string): string {
  return `keywright-${text}`.replaceAll(/[^\w+=,.@-]+/gu, '-').slice(0, 64);
}
