import type { Call, Place } from '../../model/call.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { isUnknown, sameTree, type Text } from '../../model/tree.ts';
import { kms } from '../../aws/services/kms.ts';
import { GrantList, granteeOf, isGone, type LiveGrant } from '../shared/kms/grant-list.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import { metadataIn, type KeyMetadata } from '../shared/kms/reads.ts';
import { grantName, ownPrefix } from './names.ts';
import { liveParameters, wantedParameters } from './parameters.ts';
import type { GrantSpecOf } from './schema.ts';

export type At = Subject<GrantSpecOf>;

export type GrantReads = {
  readonly key: KeyMetadata;
  /** All live grants that this address made. */
  readonly grants: readonly LiveGrant[];
  /** The same, or only those of the wanted grantee: enough to see whether the wanted one is there. */
  readonly granted: readonly LiveGrant[];
};

/** Returns the key as calls name it: its id, or its ARN where it belongs to another account. */
export function keyIn(at: At): Text {
  const { key } = at.spec;
  if (isUnknown(key)) return key;
  const own = keyIdsOf(key, at);
  const isElsewhere = key.startsWith('arn:') && key !== own['arn'];
  return isElsewhere ? key : (own['keyId'] ?? key);
}

/** Returns the full ARN of the key; undefined while AWS has not made it. */
export function keyArnOf(at: At): string | undefined {
  const { key } = at.spec;
  if (isUnknown(key)) return undefined;
  return key.startsWith('arn:') ? key : keyIdsOf(key, at)['arn'];
}

export function listCall(KeyId: Text, place: Place, GranteePrincipal?: Text): Call {
  return kms.listGrants(place, { KeyId, GranteePrincipal });
}

const key: Read<GrantSpecOf, KeyMetadata> = {
  trust: 'truth',
  asks: ['kms:DescribeKey'],
  call: (at) => kms.describeKey(at.place, { KeyId: keyIn(at) }),
  parse: metadataIn,
  missing: {
    NotFoundException: {
      why: 'the key does not exist in this account and Region',
      release: 'correct spec.key, or declare the key in the same set of manifests',
    },
  },
};

/** One listing of all grants of a key, whoever declares some (it may be many pages). */
const grants: Read<GrantSpecOf, readonly LiveGrant[]> = {
  trust: 'truth',
  asks: ['kms:ListGrants'],
  call: (at) => listCall(keyIn(at), at.place),
  parse: ownGrants,
};

const granted: Read<GrantSpecOf, readonly LiveGrant[]> = {
  ...grants,
  // A key may hold tens of thousands. Services cannot be asked for (KMS API, ListGrants: GranteeServicePrincipal).
  narrow: (at) => listCall(keyIn(at), at.place, at.spec.granteePrincipal),
};

/**
 * Returns the start of the names. A tombstone that no file holds brings that of what it buries, under an address of
 * its own.
 */
export function nameStart(at: At): string {
  const { name } = at.spec as { readonly name?: unknown };
  return typeof name === 'string' ? name : ownPrefix(at.settings, at.address);
}

function ownGrants(answer: unknown, at: At): readonly LiveGrant[] {
  const prefix = nameStart(at);
  return (GrantList.parse(answer).Grants ?? []).filter((grant) => (grant.Name ?? '').startsWith(prefix));
}

/** The live grants of one address, by what is to become of them. */
export interface Sorted {
  /** Exactly what the manifest says. */
  readonly wanted: LiveGrant | undefined;
  /** Their principal was deleted; whoever bears its name now is somebody else. */
  readonly dead: readonly LiveGrant[];
  /** Earlier parameters, or parameters that are not ours under our name. */
  readonly former: readonly LiveGrant[];
}

export function sortGrants(all: readonly LiveGrant[], at: At): Sorted {
  const parameters = wantedParameters(at.spec);
  const name = grantName(at.settings, at.address, parameters);
  const wanted = all.find((one) => one.Name === name && sameTree(liveParameters(one), parameters));
  const others = all.filter((one) => one !== wanted);
  return {
    wanted,
    dead: others.filter((one) => isGone(granteeOf(one))),
    former: others.filter((one) => !isGone(granteeOf(one))),
  };
}

export const grantReads = { key, grants, granted };
