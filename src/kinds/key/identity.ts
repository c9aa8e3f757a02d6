import { z } from 'zod';
import type { Identity } from '../../model/kind/identity.ts';
import type { Tree } from '../../model/tree.ts';
import { addressTag, stackTag } from '../../model/resource.ts';
import { kms } from '../../aws/services/kms.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import { keyTags, tagsIn } from '../shared/kms/tags.ts';
import { markedBy } from '../shared/tags.ts';
import { granteeOf, type LiveGrant } from '../shared/kms/grant-list.ts';
import { sharedKeyReads, type KeyMetadata } from '../shared/kms/reads.ts';
import { onlyUsageOf } from './specs.ts';
import { keyReads, type KeyReads } from './reads.ts';
import type { KeySpecOf } from './schema.ts';

const Keys = z.object({ Keys: z.array(z.object({ KeyId: z.string(), KeyArn: z.string() })).nullish() });

const Aliases = z.object({
  Aliases: z
    .array(
      z.object({ AliasName: z.string(), AliasArn: z.string().nullish(), TargetKeyId: z.string().nullish() }),
    )
    .nullish(),
});

const Described = z.object({ KeyMetadata: z.object({ KeyId: z.string() }) });

/** Keys have ids that AWS chooses and carry our mark in two tags. */
export const keyIdentity: Identity<KeySpecOf, KeyReads> = {
  by: 'mark',
  id: 'keyId',
  marking: markedBy('Key', keyTags),
  asks: ['kms:ListAliases', 'kms:DescribeKey', 'kms:ListKeys', 'kms:ListResourceTags'],
  names(at, referrers) {
    const names = [...new Set([...(at.spec.aliases ?? []), ...referrers.flatMap(aliasNameOf)])];
    if (names.length === 0) return undefined;
    return {
      call: kms.listAliases(at.place),
      parse: (answer) =>
        (Aliases.parse(answer).Aliases ?? []).flatMap(({ AliasName, TargetKeyId }) =>
          names.includes(AliasName) && typeof TargetKeyId === 'string'
            ? [{ name: AliasName, ids: keyIdsOf(TargetKeyId, at) }]
            : [],
        ),
      each: names.map((name) => ({
        name,
        call: kms.describeKey(at.place, { KeyId: name }),
        parse: (answer) => keyIdsOf(Described.parse(answer).KeyMetadata.KeyId, at),
      })),
    };
  },
  sweep: {
    list: (place) => kms.listKeys(place),
    ids: (answer) =>
      (Keys.parse(answer).Keys ?? []).map(({ KeyId, KeyArn }) => ({ keyId: KeyId, arn: KeyArn })),
    tags: ({ keyId = '' }, place) => kms.listResourceTags(place, { KeyId: keyId }),
    parseTags: tagsIn,
  },
  byTags: {
    asks: ['kms:GetKeyPolicy', 'kms:ListGrants'],
    // Whether the manifest manages them or not.
    reads: {
      policy: { ...sharedKeyReads.policy, needed: () => true },
      grants: { ...keyReads.grants, needed: () => true },
    },
    doubts: (at, { metadata }) => (metadata === undefined ? [] : doubtsOf(at.spec, metadata)),
    access: ({ policy, grants }) => ({
      policy: (policy ?? null) as Tree,
      grants: ((grants ?? []) as readonly LiveGrant[]).map(grantTree),
    }),
  },
  unmarkByHand: (ids, { region }) =>
    `aws kms untag-resource --region ${region} --key-id ${ids['keyId'] ?? 'KEY'} --tag-keys ${stackTag} ${addressTag}`,
  idsOf: (id, place, settings) => keyIdsOf(id, { place, settings }),
};

function aliasNameOf({ kind, spec }: { readonly kind: string; readonly spec: unknown }): readonly string[] {
  const alias = z.object({ name: z.string() }).safeParse(spec);
  return kind === 'Alias' && alias.success ? [alias.data.name] : [];
}

/** Lists how a key that carries our mark differs from what CreateKey would have made from this spec. */
function doubtsOf(spec: KeySpecOf, live: KeyMetadata): readonly string[] {
  const keySpec = spec.keySpec ?? 'SYMMETRIC_DEFAULT';
  const made: readonly (readonly [string, Tree | undefined, Tree | undefined])[] = [
    ['the origin of its material', live.origin, 'AWS_KMS'],
    ['keySpec', live.keySpec, keySpec],
    ['keyUsage', live.keyUsage, spec.keyUsage ?? onlyUsageOf(keySpec)],
    ['multiRegion', live.multiRegion, spec.multiRegion ?? false],
  ];
  return made.flatMap(([name, seen, want]) =>
    seen === want || want === undefined
      ? []
      : [`${name} is ${JSON.stringify(seen)}, not ${JSON.stringify(want)}`],
  );
}

function grantTree(grant: LiveGrant): Tree {
  const { GrantId, Name, Operations, Constraints } = grant;
  return {
    grantId: GrantId,
    ...(typeof Name === 'string' && Name !== '' ? { name: Name } : {}),
    grantee: granteeOf(grant),
    operations: [...(Operations ?? [])],
    ...(Constraints === undefined || Constraints === null ? {} : { constraints: constraintsOf(Constraints) }),
  };
}

function constraintsOf(constraints: NonNullable<LiveGrant['Constraints']>): Tree {
  return Object.fromEntries(
    Object.entries(constraints).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value] as const],
    ),
  );
}
