import type { OperationName } from '../../daemon/control/operations.ts';
import type { Standing } from '../../daemon/control/standing.ts';
import type { Known } from '../parts.ts';
import { hasTag } from './etag.ts';

/** A read as it was asked: the same answer goes to whoever asks the same with the same rights. */
export interface Asked {
  readonly operation: OperationName;
  /** Path and query. */
  readonly target: string;
  readonly known: Pick<Known, 'person' | 'bindings'>;
}

/** The tags of answers that still stand. */
export interface Tags {
  /** Gives the tag of a read if the client has it, and if its answer would be the same again. */
  unchanged(asked: Asked, ifNoneMatch: string | null): string | undefined;
  /** Keeps the tag of an answer that was begun when everything stood so. */
  keep(asked: Asked, etag: string, begun: Standing): void;
}

/** Some dozens of callers with a dozen questions each. */
const mostTags = 1024;

/** Longer questions are asked once. */
const longest = 2_000;

/** Makes what answers that nothing changed without making the answer again. */
export function createTags(standing: (operation: OperationName) => Standing): Tags {
  const tags = new Map<string, { readonly etag: string; readonly begun: Standing }>();
  return {
    unchanged(asked, ifNoneMatch) {
      const found = ifNoneMatch === null ? undefined : tags.get(keyOf(asked));
      if (found === undefined || !hasTag(ifNoneMatch, found.etag)) return undefined;
      return isSame(found.begun, standing(asked.operation)) ? found.etag : undefined;
    },
    keep(asked, etag, begun) {
      // What changed while the answer was made may be in it or not.
      if (asked.target.length > longest || !isSame(begun, standing(asked.operation))) return;
      const key = keyOf(asked);
      tags.delete(key);
      tags.set(key, { etag, begun });
      const [oldest] = tags.keys();
      if (tags.size > mostTags && oldest !== undefined) tags.delete(oldest);
    },
  };
}

function isSame(before: Standing, { of, at }: Standing): boolean {
  return before.of === of && at >= before.at && at < before.until;
}

function keyOf({ operation, target, known: { person, bindings } }: Asked): string {
  return JSON.stringify([operation, target, person, bindings]);
}
