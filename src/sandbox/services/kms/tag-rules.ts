import { byCodeUnit } from '../../../model/tree.ts';
import { refuse } from '../../refusal.ts';
import type { Keys } from '../iam/variables.ts';
import type { TagRecord } from './records.ts';

/** KMS Developer Guide, resource quotas: tags. */
const most = 50;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Returns the tags after setting `set` on `have`; refuses what KMS refuses (KMS API Reference, TagResource). */
export function requireTags(have: readonly TagRecord[], set: readonly TagRecord[]): TagRecord[] {
  const names = new Set<string>();
  for (const { TagKey, TagValue } of set) {
    requireTagKey(TagKey);
    if (names.has(TagKey)) refuse('TagException', `Duplicate tag key: ${TagKey}`);
    names.add(TagKey);
    if (TagValue.length > 256 || !allowed.test(TagValue))
      refuse('TagException', `Invalid tag value for key ${TagKey}.`);
  }
  const merged = [...have.filter((tag) => !names.has(tag.TagKey)), ...set];
  if (merged.length > most)
    refuse('LimitExceededException', `A KMS key can have at most ${String(most)} tags.`);
  return merged.sort((a, b) => byCodeUnit(a.TagKey, b.TagKey));
}

export function requireTagKey(name: string): void {
  if (/^aws:/iu.test(name))
    refuse('TagException', 'aws: prefixed tag key names are not allowed for external use.');
  if (name.length > 128 || !allowed.test(name)) refuse('TagException', `Invalid tag key: ${name}`);
}

/** Builds `aws:RequestTag/…` and `aws:TagKeys` of a request that sets tags. */
export function requestTagKeys(tags: readonly TagRecord[]): Keys {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map((tag) => [`aws:requesttag/${tag.TagKey.toLowerCase()}`, tag.TagValue])),
    'aws:tagkeys': tags.map((tag) => tag.TagKey),
  };
}
