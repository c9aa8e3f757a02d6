import { z } from 'zod';
import { described, ref } from '../shared/fields.ts';
import { aliasName, keyIdOrArn } from '../key/schema.ts';

/** The spec of an Alias (KMS API, CreateAlias). */
export const AliasSpecSchema = z.strictObject({
  name: described(aliasName, {
    description: 'The alias, with its prefix alias/.',
    examples: ['alias/customer-data'],
    identity: true,
  }),
  target: ref({
    to: ['Key', 'ReplicaKey'],
    attribute: 'keyId',
    literal: keyIdOrArn,
    description: 'The target key, in the same account and Region.',
  }),
});

export type AliasSpecOf = z.infer<typeof AliasSpecSchema>;
