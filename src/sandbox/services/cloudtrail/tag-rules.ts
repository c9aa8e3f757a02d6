import { z } from 'zod';
import { byCodeUnit } from '../../../model/tree.ts';
import { refuse } from '../../refusal.ts';

export const tagsInput = z.array(
  z.object({ Key: z.string('Member must not be null').min(1), Value: z.string().optional() }),
);

/** CloudTrail API Reference, Tag and AddTags: at most 50, unique keys, no `aws:`. */
const most = 50;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Returns the tags after setting `set` on `have`. */
export function requireTags(have: readonly Tag[], set: z.infer<typeof tagsInput>): Tag[] {
  const given = set.map(({ Key, Value }) => ({ Key, Value: Value ?? '' }));
  const names = new Set(given.map(({ Key }) => Key));
  if (names.size < given.length) invalid('Tag keys must be unique.');
  for (const { Key, Value } of given) {
    if (/^aws:/iu.test(Key)) invalid(`Tag key ${Key} starts with aws:, which is reserved.`);
    if (Key.length > 128 || Value.length > 256) invalid(`Tag ${Key} is too long.`);
    if (!allowed.test(Key) || !allowed.test(Value))
      invalid(`Tag ${Key} has characters that are not allowed.`);
  }
  const merged = [...have.filter(({ Key }) => !names.has(Key)), ...given];
  if (merged.length > most) {
    refuse('TagsLimitExceededException', `A trail can have at most ${String(most)} tags.`);
  }
  return merged.sort((a, b) => byCodeUnit(a.Key, b.Key));
}

function invalid(text: string): never {
  refuse('InvalidTagParameterException', text);
}
