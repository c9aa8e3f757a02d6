import { z } from 'zod';
import { described, ref } from '../fields.ts';
import { aliasName } from '../key/schema.ts';

const keyIdOrArn = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/)?(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u,
    {
      error: 'wants a key id or the ARN of a key, not an alias',
    },
  );

/** The spec of an Alias (KMS API, CreateAlias). */
export const AliasSpecSchema = z.strictObject({
  name: described(aliasName, {
    description: 'The alias, with its prefix alias/.',
    examples: ['alias/customer-data'],
  }),
  target: ref({
    to: ['Key'],
    attribute: 'keyId',
    literal: keyIdOrArn,
    description: 'The key it points to, in the same account and Region.',
  }),
});

export type AliasSpecOf = z.infer<typeof AliasSpecSchema>;
