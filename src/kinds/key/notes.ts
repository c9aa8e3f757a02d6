import type { Subject } from '../../model/subject.ts';
import type { ForeignAccess } from '../../model/kind/kind.ts';
import type { Settings } from '../../model/resource.ts';
import { grantPrefix, granteeOf, isService, type LiveGrant } from '../shared/kms/grant-list.ts';
import type { KeySpecOf } from './schema.ts';
import { plural } from '../../model/plural.ts';

/** A key may hold tens of thousands; people read the first few. */
const shownAtMost = 10;

/** Access that no manifest of this stack gives. It is shown and never touched (design §5). */
export function unmanagedAccess(
  grants: readonly LiveGrant[] | undefined,
  { settings, spec, metadata }: Pick<Subject<KeySpecOf>, 'settings' | 'spec' | 'metadata'>,
): ForeignAccess {
  if (spec.grants === 'ignore' || metadata.state !== 'present') return { foreign: [], opened: [] };
  if (grants === undefined) {
    return {
      foreign: ['its grants could not be read, so access through grants is unknown'],
      opened: 'unread',
    };
  }
  const prefix = grantPrefix(settings);
  const foreign = grants.filter(({ Name }) => !(Name ?? '').startsWith(prefix));
  const opened = foreign.filter((grant) => !isOfService(granteeOf(grant), settings));
  const byHand = sentencesOf(opened, settings);
  return {
    foreign: [
      ...byHand,
      ...sentencesOf(
        foreign.filter((grant) => !opened.includes(grant)),
        settings,
      ),
    ],
    opened: byHand,
  };
}

function sentencesOf(grants: readonly LiveGrant[], settings: Pick<Settings, 'accounts'>): readonly string[] {
  const shown = grants.slice(0, shownAtMost).map((grant) => {
    const operations = (grant.Operations ?? []).join(', ');
    return `${granteeText(granteeOf(grant), settings)} can ${operations} (grant ${grant.GrantId.slice(0, 8)}…, made outside Git)`;
  });
  const more = grants.length - shown.length;
  return more > 0 ? [...shown, `${plural(more, 'more grant')} made outside Git`] : shown;
}

/** Puts the account first, where it is another one: that is what a reviewer has to see. */
function granteeText(grantee: string, { accounts }: Pick<Settings, 'accounts'>): string {
  const account = /^arn:[^:]+:(?:iam|sts)::(\d{12}):/u.exec(grantee)?.[1];
  return account === undefined || accounts.some(({ id }) => id === account)
    ? grantee
    : `account ${account} (${grantee})`;
}

/**
 * Returns true for principals that services make grants for, to use a key for its owner. These are a service, a service-linked role,
 * and the session that EC2 makes for an instance. (KMS Developer Guide, services-ebs: aws:ec2-infrastructure.) Those
 * of a foreign account use the key for that account. *Guess*: services name no other grantees.
 */
function isOfService(grantee: string, { accounts }: Pick<Settings, 'accounts'>): boolean {
  if (isService(grantee)) return true;
  const account = /^arn:[^:]+:(?:iam|sts)::(\d{12}):(?:role\/aws-service-role\/|assumed-role\/aws:)/u.exec(
    grantee,
  )?.[1];
  return accounts.some(({ id }) => id === account);
}
