import { z } from 'zod';
import { isUnknown, type Unknown } from '../../model/tree.ts';
import { arn, described, ref, regionName } from '../shared/fields.ts';
import { ownKeyFields } from '../key/schema.ts';

const primary = ref({
  to: ['Key'],
  attribute: 'arn',
  literal: arn('kms').regex(/:key\/mrk-[0-9a-f]{32}$/u, {
    error:
      'must be the full ARN of a multi-Region key (…:key/mrk-…): an id alone does not identify the Region',
  }),
  description: 'The primary multi-Region key, declared with multiRegion: true.',
});

/**
 * Spells out all of the ARN but the key's id, as manifests alone settle it. So a plan can say where ReplicateKey
 * goes.
 */
function inParts(value: string | Unknown): string | Unknown {
  const address = isUnknown(value) ? /^\$\{(Key\/[^}]+)\.arn\}$/u.exec(value.$unknown)?.[1] : undefined;
  if (address === undefined) return value;
  const place = `\${${address}.region}:\${${address}.account}`;
  return { $unknown: `arn:\${partition}:kms:${place}:key/\${${address}.keyId}` };
}

/** The spec of a ReplicaKey (KMS API, ReplicateKey). Key spec, usage and rotation are those of its primary. */
export const ReplicaKeySpecSchema = z.strictObject({
  primary: described(primary.transform(inParts), {
    description: 'The primary multi-Region key, declared with multiRegion: true.',
    immutable: true,
    examples: [{ ref: 'Key/customer-data' }],
    ref: { to: ['Key'], attribute: 'arn' },
  }),
  region: described(regionName.optional(), {
    description:
      'The Region of the replica, which must differ from that of its primary. Same as metadata.region.',
    immutable: true,
    unset: 'metadata.region, or the default of the Stack',
    examples: ['eu-west-1'],
  }),
  ...ownKeyFields,
});

export type ReplicaKeySpecOf = z.infer<typeof ReplicaKeySpecSchema>;
