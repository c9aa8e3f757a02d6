import { z } from 'zod';
import { operation, scopeOf, type Operations } from '../../operation.ts';
import { authorize } from './authorize.ts';
import { between, keyIdInput, tagListInput } from './input.ts';
import { page } from './listing.ts';
import { requireCustomerKey, resolveKey } from './resolve.ts';
import { requireState } from './state.ts';
import { requestTagKeys, requireTagKey, requireTags } from './tag-rules.ts';

const tagResource = operation(
  'writes',
  z.object({ KeyId: keyIdInput, Tags: tagListInput }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, key);
    authorize(context, key, { keys: requestTagKeys(input.Tags) });
    requireState('TagResource', key, context.now);
    context.world.put('key', scopeOf(key), key.id, { ...key, tags: requireTags(key.tags, input.Tags) });
    return undefined;
  },
);

const untagResource = operation(
  'writes',
  z.object({ KeyId: keyIdInput, TagKeys: z.array(z.string().min(1)) }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, key);
    authorize(context, key, { keys: { 'aws:tagkeys': input.TagKeys } });
    requireState('UntagResource', key, context.now);
    input.TagKeys.forEach(requireTagKey);
    // A tag that is not there is no error (KMS API Reference, UntagResource).
    const tags = key.tags.filter((tag) => !input.TagKeys.includes(tag.TagKey));
    context.world.put('key', scopeOf(key), key.id, { ...key, tags });
    return undefined;
  },
);

const listResourceTags = operation(
  'reads',
  z.object({ KeyId: keyIdInput, Limit: between(1, 50).optional(), Marker: z.string().optional() }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    authorize(context, key);
    return page(
      context,
      'Tags',
      key.tags.map((tag) => [tag.TagKey, tag] as const),
      input,
      50,
    );
  },
);

export const tagOperations: Operations = {
  TagResource: tagResource,
  UntagResource: untagResource,
  ListResourceTags: listResourceTags,
};
