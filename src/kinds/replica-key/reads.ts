import type { Place } from '../../model/call.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { markOf, stackTag } from '../../model/resource.ts';
import { isUnknown } from '../../model/tree.ts';
import { kms } from '../../aws/services/kms.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import { metadataIn, sharedKeyReads, type KeyMetadata, type SharedKeyReads } from '../shared/kms/reads.ts';
import { tagsIn } from '../shared/kms/tags.ts';
import { indexCall, indexedTags } from '../shared/marks.ts';
import type { ReplicaKeySpecOf } from './schema.ts';

export type At = Subject<ReplicaKeySpecOf>;

/** What one full look at a replica gives. */
export type ReplicaKeyReads = SharedKeyReads & {
  /** The declared primary, as DescribeKey shows it in its own Region. */
  readonly primary: KeyMetadata;
  /** Whether the declared primary carries our mark. */
  readonly primaryIsOurs: boolean;
};

/** The declared primary, as far as it is known: AWS assigns the id, manifests say the place. */
export interface Primary {
  readonly place: Place | undefined;
  readonly keyId: string | undefined;
  readonly arn: string | undefined;
}

export function primaryOf(at: At): Primary {
  const { primary } = at.spec;
  const text = isUnknown(primary) ? primary.$unknown : primary;
  // A hole is filled by manifests, or its text has no colons of its own.
  const [, , , region = '', account = ''] = text.split(':');
  const isKnown = region !== '' && account !== '' && !`${region}${account}`.includes('$');
  const place = isKnown ? { account, region } : undefined;
  if (isUnknown(primary)) return { place, keyId: undefined, arn: undefined };
  return { place, keyId: keyIdsOf(primary, at)['keyId'], arn: primary };
}

/** The same question as the primary's own, so it is asked once. */
const primary: Read<ReplicaKeySpecOf, KeyMetadata> = {
  trust: 'truth',
  asks: ['kms:DescribeKey'],
  call: (at) => kms.describeKey(primaryOf(at).place ?? at.place, { KeyId: primaryOf(at).keyId ?? '' }),
  parse: metadataIn,
  absent: ['NotFoundException'],
};

/** The index of the primary's Region, which its own Key asks as well; else its tags. */
const primaryIsOurs: Read<ReplicaKeySpecOf, boolean> = {
  trust: 'hint',
  asks: ['tagging:GetResources', 'kms:ListResourceTags'],
  call: (at) => indexCall(primaryOf(at).place ?? at.place, at.settings),
  narrow: (at) => kms.listResourceTags(primaryOf(at).place ?? at.place, { KeyId: primaryOf(at).keyId ?? '' }),
  parse: (answer, at) => (isOurs(indexedTags(answer, primaryOf(at).arn), at) ? true : undefined),
  parseNarrow: (answer, at) => isOurs(tagsIn(answer), at),
};

function isOurs(tags: Readonly<Record<string, string>> | undefined, at: At): boolean {
  return tags?.[stackTag] === markOf(at.settings);
}

export const replicaKeyReads = { ...sharedKeyReads, primary, primaryIsOurs };
