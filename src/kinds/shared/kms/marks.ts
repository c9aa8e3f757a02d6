import { idOf, type Marked, type Marking } from '../../../model/kind.ts';
import type { Subject } from '../../../model/subject.ts';
import { isAddress, kindOf } from '../../../model/address.ts';
import type { Place } from '../../../model/call.ts';
import { addressTag, stackTag } from '../../../model/resource.ts';
import { isMap } from '../../../model/tree.ts';
import { kms } from '../../../aws/services/kms.ts';
import { wantedTags } from './facets.ts';
import type { SharedAt, SharedKeyReads, SharedKeySpec } from './reads.ts';
import { indexCall, indexed, markOfSubject } from '../marks.ts';

type TagList = readonly { readonly TagKey: string; readonly TagValue: string }[];

/** How a KMS key carries our mark, for one kind of key. */
export function keyMarking(kind: string): Marking<SharedKeySpec, SharedKeyReads> {
  return {
    asks: ['tagging:GetResources'],
    calls: ['kms:TagResource', 'kms:UntagResource'],
    index: indexCall,
    parseIndex: (answer, place) => keysIn(answer, place, kind),
    mark: (at) => [kms.tagResource(at.place, { KeyId: idOf(at, 'keyId'), Tags: markTags(at) })],
    unmark: (at) => [
      kms.untagResource(at.place, { KeyId: idOf(at, 'keyId'), TagKeys: [stackTag, addressTag] }),
    ],
    tagsOf: (reads) => reads.tags,
    // KMS refuses tags while a deletion is pending (KMS Developer Guide, key-state).
    after: ['deletion'],
  };
}

function keysIn(answer: unknown, place: Place, kind: string): readonly Marked[] {
  return indexed(answer).flatMap(({ arn, tags: of }) => {
    const address = of[addressTag] ?? '';
    const keyId = arn.split(':key/')[1];
    const here = arn.split(':')[3] === place.region;
    const mine = isAddress(address) && kindOf(address) === kind;
    return keyId === undefined || !here || !mine ? [] : [{ address, ids: { keyId, arn } }];
  });
}

/** The mark as KMS takes tags. */
function markTags(at: Pick<Subject<unknown>, 'settings' | 'address'>): TagList {
  return Object.entries(markOfSubject(at)).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

/** The mark goes into the creating call: there is no moment in which the key is nobody's. */
export function tagsAtBirth(at: SharedAt): TagList {
  const wanted = wantedTags(at);
  const own = isMap(wanted) ? Object.entries(wanted) : [];
  return [
    ...markTags(at),
    ...own.flatMap(([TagKey, TagValue]) => (typeof TagValue === 'string' ? [{ TagKey, TagValue }] : [])),
  ];
}
