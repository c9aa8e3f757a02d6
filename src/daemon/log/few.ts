import { minute, type Instant } from '../../model/instant.ts';

/** Gives how many of a kind were left out since the last one told; undefined where this one is left out too. */
export type Few = (kind: string, at: Instant) => number | undefined;

/**
 * Limits what others can make a log tell: at most so many of a kind begin in a minute. Whoever reaches an address can
 * send as many requests as they like, and must not fill a disk.
 */
export function createFew(most: number): Few {
  const kinds = new Map<string, { from: Instant; told: number; untold: number }>();
  return (kind, at) => {
    const known = kinds.get(kind);
    // A clock that was set back begins anew.
    const isSame = known !== undefined && Math.abs(at - known.from) < minute;
    if (isSame && known.told >= most) {
      known.untold += 1;
      return undefined;
    }
    const untold = known?.untold ?? 0;
    kinds.set(kind, { from: isSame ? known.from : at, told: isSame ? known.told + 1 : 1, untold: 0 });
    return untold;
  };
}
