import { z } from 'zod';
import { arn, bucketName, policyDocument, ref, setOf, tags } from '../kinds/shared/fields.ts';
import type { Place } from '../model/call.ts';
import { declareKind } from '../model/kind/declare.ts';
import type { AnyKind, Kind } from '../model/kind/kind.ts';
import { isUnknown } from '../model/tree.ts';

type Told<S> = Pick<Kind<S, object>, 'kind' | 'schema' | 'attributes' | 'claims'> &
  Partial<Pick<Kind<S, object>, 'expand' | 'validate'>>;

/** Creates a kind that only the loader asks: it has no facets, and its calls are never made. */
export function fakeKind<S>(told: Told<S>): AnyKind {
  return declareKind<S, { readonly it: string }>({
    summary: `A ${told.kind}.`,
    identity: {
      by: 'name',
      ids: () => ({}),
      blank: () => true,
      adoption: { is: 'id', what: 'its id', live: () => undefined },
    },
    locks: () => [],
    reads: {
      it: {
        trust: 'truth',
        asks: ['kms:DescribeKey'],
        call: ({ place }) => ({ op: 'kms:DescribeKey', at: place, input: {} }),
        parse: () => undefined,
      },
    },
    existence: 'it',
    facets: [],
    removal: { reads: {}, blockers: () => [], watch: 'none', calls: [], next: () => undefined },
    ...told,
  });
}

const keySchema = z.strictObject({
  description: z.string().max(20).exactOptional(),
  enabled: z.boolean().exactOptional(),
  keyUsage: z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY']).exactOptional(),
  rotation: z
    .strictObject({ enabled: z.boolean(), periodInDays: z.int().min(90).max(2560).exactOptional() })
    .exactOptional(),
  policy: policyDocument({ description: 'Who may use it.' }).exactOptional(),
  tags: tags().exactOptional(),
  aliases: setOf(z.string().regex(/^alias\//u, { error: 'must be alias/name' }), {
    description: 'Names.',
  }).exactOptional(),
});

const aliasSchema = z.strictObject({
  name: z.string().min(7),
  target: ref({ to: ['Key', 'ReplicaKey'], attribute: 'arn', literal: arn('kms'), description: 'The key.' }),
});

const trailSchema = z.strictObject({
  name: z.string(),
  bucket: bucketName.exactOptional(),
  logging: z.boolean().exactOptional(),
});

const encryptionSchema = z.strictObject({
  bucket: bucketName,
  key: ref({ to: ['Key'], attribute: 'arn', literal: arn('kms'), description: 'The key.' }),
});

function at({ account, region }: Place): string {
  return `${account}/${region}`;
}

/** Small kinds with what the loader must handle: policies, references, shorthand, known attributes. */
export const fakeKinds: readonly AnyKind[] = [
  fakeKind<z.infer<typeof keySchema>>({
    kind: 'Key',
    schema: keySchema,
    attributes: { arn: { of: ({ arn: one }) => one }, keyId: { of: ({ keyId }) => keyId } },
    claims: () => [],
    expand: ({ name, spec }) =>
      (spec.aliases ?? []).map((alias, index) => ({
        kind: 'Alias',
        name: alias.replace('alias/', '').replaceAll(/[^a-z0-9.-]/gu, '-'),
        spec: { name: alias, target: { ref: `Key/${name}` } },
        path: `/aliases/${String(index)}` as const,
      })),
    validate: ({ spec }) =>
      spec.description === 'secret'
        ? [
            {
              severity: 'warning',
              code: 'manifest.value',
              message: 'a description is public',
              path: '/description',
            },
          ]
        : [],
  }),
  fakeKind<z.infer<typeof aliasSchema>>({
    kind: 'Alias',
    schema: aliasSchema,
    attributes: {
      arn: {
        known: ({ name }, { account, region }, { partition }) =>
          `arn:${partition}:kms:${region}:${account}:${name}`,
        of: ({ arn: one }) => one,
      },
    },
    claims: ({ name }, place) => [`${at(place)} ${name}`],
  }),
  fakeKind<z.infer<typeof trailSchema>>({
    kind: 'Trail',
    schema: trailSchema,
    attributes: {
      arn: {
        known: ({ name }, { account, region }, { partition }) =>
          `arn:${partition}:cloudtrail:${region}:${account}:trail/${name}`,
        of: ({ arn: one }) => one,
      },
    },
    claims: ({ name }, place) => [`${at(place)} trail ${name}`],
  }),
  fakeKind<z.infer<typeof encryptionSchema>>({
    kind: 'BucketEncryption',
    schema: encryptionSchema,
    attributes: {},
    claims: ({ bucket }) => [`encryption of ${bucket}`],
    validate: ({ spec }) =>
      isUnknown(spec.key) || spec.key.includes(':key/')
        ? []
        : [{ severity: 'error', code: 'manifest.value', message: 'must be a key', path: '/key' }],
  }),
];
