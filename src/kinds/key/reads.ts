import { z } from 'zod';
import type { Place } from '../../model/call.ts';
import { idOf, type Marked, type Read, type Subject } from '../../model/kind.ts';
import type { Ids } from '../../model/observation.ts';
import { addressTag } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import { callOf } from '../call.ts';
import { indexCall, indexed, indexedTags } from '../marks.ts';
import { documentOf } from '../policy-facet.ts';
import type { KeySpecOf } from './schema.ts';

export type At = Subject<KeySpecOf>;

/** What one full look at a key gives. */
export type KeyReads = {
  readonly metadata: KeyMetadata;
  readonly policy: Tree;
  readonly rotation: { readonly enabled: boolean; readonly periodInDays: number | undefined };
  readonly tags: Readonly<Record<string, string>>;
};

export interface KeyMetadata {
  readonly state: string;
  readonly description: string;
  readonly keySpec: string;
  readonly keyUsage: string | undefined;
  readonly multiRegion: boolean;
  readonly origin: string | undefined;
  readonly manager: string | undefined;
  readonly deletionDate: string | undefined;
  readonly creationDate: string | undefined;
}

const DescribeKeyAnswer = z.object({
  KeyMetadata: z.object({
    KeyState: z.string(),
    Description: z.string().nullish(),
    KeySpec: z.string().nullish(),
    KeyUsage: z.string().nullish(),
    MultiRegion: z.boolean().nullish(),
    Origin: z.string().nullish(),
    KeyManager: z.string().nullish(),
    DeletionDate: z.string().nullish(),
    CreationDate: z.string().nullish(),
  }),
});

const metadata: Read<KeySpecOf, KeyMetadata> = {
  trust: 'truth',
  call: (at) => callOf('kms:DescribeKey', at.place, { KeyId: idOf(at, 'keyId') }),
  parse(answer) {
    const { KeyMetadata: key } = DescribeKeyAnswer.parse(answer);
    return {
      state: key.KeyState,
      description: key.Description ?? '',
      keySpec: key.KeySpec ?? 'SYMMETRIC_DEFAULT',
      keyUsage: key.KeyUsage ?? undefined,
      multiRegion: key.MultiRegion ?? false,
      origin: key.Origin ?? undefined,
      manager: key.KeyManager ?? undefined,
      deletionDate: key.DeletionDate ?? undefined,
      creationDate: key.CreationDate ?? undefined,
    };
  },
  absent: ['NotFoundException'],
};

const policy: Read<KeySpecOf, Tree> = {
  trust: 'truth',
  needed: (at) => at.spec.policy !== undefined,
  call: (at) => callOf('kms:GetKeyPolicy', at.place, { KeyId: idOf(at, 'keyId'), PolicyName: 'default' }),
  parse(answer) {
    const text = z.object({ Policy: z.string() }).parse(answer).Policy;
    return documentOf(text) ?? text;
  },
};

const rotation: Read<KeySpecOf, KeyReads['rotation']> = {
  trust: 'truth',
  needed: (at) => at.spec.rotation !== undefined,
  call: (at) => callOf('kms:GetKeyRotationStatus', at.place, { KeyId: idOf(at, 'keyId') }),
  parse(answer) {
    const status = z
      .object({ KeyRotationEnabled: z.boolean().nullish(), RotationPeriodInDays: z.number().nullish() })
      .parse(answer);
    return {
      enabled: status.KeyRotationEnabled ?? false,
      periodInDays: status.RotationPeriodInDays ?? undefined,
    };
  },
  // Custom key stores and imported material (KMS Developer Guide, key-state, note 7).
  inapplicable: { UnsupportedOperationException: 'KMS does not rotate keys of this origin' },
};

/** The tag index holds the tags of every marked key of a Region: one call in place of one a key. */
const tags: Read<KeySpecOf, Readonly<Record<string, string>>> = {
  trust: 'hint',
  call: (at) => indexCall(at.place, at.settings),
  narrow: (at) => tagsCall(at.ids, at.place, idOf(at, 'keyId')),
  parse: (answer, at) => indexedTags(answer, at.ids['arn']),
  parseNarrow: (answer) => parseTags(answer),
};

export const keyReads = { metadata, policy, rotation, tags };

export function parseIndex(answer: unknown, place: Place): readonly Marked[] {
  return indexed(answer).flatMap(({ arn, tags: of }) => {
    const address = of[addressTag] ?? '';
    const keyId = arn.split(':key/')[1];
    const here = arn.split(':')[3] === place.region;
    return keyId === undefined || !here || !isKeyAddress(address) ? [] : [{ address, ids: { keyId, arn } }];
  });
}

function isKeyAddress(address: string): address is `Key/${string}` {
  return address.startsWith('Key/');
}

export function tagsCall(
  ids: Ids,
  place: Place,
  keyId: Tree = ids['keyId'] ?? '',
): ReturnType<typeof callOf> {
  return callOf('kms:ListResourceTags', place, { KeyId: keyId });
}

export function parseTags(answer: unknown): Readonly<Record<string, string>> {
  const list = z
    .object({ Tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string().nullish() })).nullish() })
    .parse(answer);
  return Object.fromEntries((list.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue ?? '']));
}
