import { createHash } from 'node:crypto';

/**
 * Makes the tag of an answer: the same as long as nothing but the time differs at which it was given. It is a weak one
 * (RFC 9110 §8.8.1), since two answers with one tag may differ in `at` and in ages, and compression changes the bytes.
 */
export function etagOf(answer: object): string {
  const text = JSON.stringify(timeless(answer)).replaceAll(/"ageMs":[\d.]+,?/gu, '');
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Leaves out when it was answered. An answer that does not say it is a list, of which each part says it. */
function timeless(answer: object): object {
  if ('at' in answer || !('items' in answer) || !Array.isArray(answer.items))
    return { ...answer, at: undefined };
  const items: readonly unknown[] = answer.items;
  return {
    ...answer,
    items: items.map((item) =>
      typeof item === 'object' && item !== null ? { ...item, at: undefined } : item,
    ),
  };
}

/** Returns true if the client has the answer with this tag (RFC 9110 §13.1.2; the comparison is always weak). */
export function hasTag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const opaque = etag.replace(/^W\//u, '');
  return ifNoneMatch.split(',').some((one) => {
    const tag = one.trim();
    return tag === '*' || tag.replace(/^W\//u, '') === opaque;
  });
}
