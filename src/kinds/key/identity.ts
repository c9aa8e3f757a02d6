import { z } from 'zod';
import { idOf, type Identity } from '../../model/kind.ts';
import { addressTag, stackTag } from '../../model/resource.ts';
import { callOf } from '../call.ts';
import { keyIdsOf } from '../key-ids.ts';
import { indexCall, markOfSubject } from '../marks.ts';
import { parseIndex, parseTags, tagsCall, type At, type KeyReads } from './reads.ts';
import type { KeySpecOf } from './schema.ts';

const Keys = z.object({ Keys: z.array(z.object({ KeyId: z.string(), KeyArn: z.string() })).nullish() });

const Aliases = z.object({
  Aliases: z
    .array(
      z.object({ AliasName: z.string(), AliasArn: z.string().nullish(), TargetKeyId: z.string().nullish() }),
    )
    .nullish(),
});

/** Keys have ids that AWS chooses and carry our mark in two tags. */
export const keyIdentity: Identity<KeySpecOf, KeyReads> = {
  by: 'mark',
  marking: {
    index: indexCall,
    parseIndex,
    mark: (at) => [callOf('kms:TagResource', at.place, { KeyId: idOf(at, 'keyId'), Tags: markTags(at) })],
    unmark: (at) => [
      callOf('kms:UntagResource', at.place, { KeyId: idOf(at, 'keyId'), TagKeys: [stackTag, addressTag] }),
    ],
    tagsOf: (reads) => reads.tags,
  },
  names(at, referrers) {
    const names = [...(at.spec.aliases ?? []), ...referrers.flatMap(aliasNameOf)];
    if (names.length === 0) return undefined;
    return {
      call: callOf('kms:ListAliases', at.place),
      parse: (answer) =>
        (Aliases.parse(answer).Aliases ?? []).flatMap(({ AliasName, TargetKeyId }) =>
          names.includes(AliasName) && typeof TargetKeyId === 'string'
            ? [{ name: AliasName, ids: keyIdsOf(TargetKeyId, at) }]
            : [],
        ),
    };
  },
  sweep: {
    list: (place) => callOf('kms:ListKeys', place),
    ids: (answer) =>
      (Keys.parse(answer).Keys ?? []).map(({ KeyId, KeyArn }) => ({ keyId: KeyId, arn: KeyArn })),
    tags: (ids, place) => tagsCall(ids, place),
    parseTags,
  },
  idsOf: (id, place, settings) => keyIdsOf(id, { place, settings }),
};

/** The mark as KMS takes tags. */
export function markTags(
  at: Pick<At, 'settings' | 'address'>,
): readonly { readonly TagKey: string; readonly TagValue: string }[] {
  return Object.entries(markOfSubject(at)).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

function aliasNameOf({ kind, spec }: { readonly kind: string; readonly spec: unknown }): readonly string[] {
  const alias = z.object({ name: z.string() }).safeParse(spec);
  return kind === 'Alias' && alias.success ? [alias.data.name] : [];
}
