import { second, type Duration } from '../model/instant.ts';
import type { SentRequest } from './call-log.ts';

/**
 * Gives by how much the clock of this machine is ahead of the one that answered, as far as one answer proves it: 0 if
 * both may be the same. The answer was dated between sending and receiving, and its date lacks the part of a second.
 */
export function skewOf({ at, took, date }: Pick<SentRequest, 'at' | 'took' | 'date'>): Duration | undefined {
  if (date === undefined) return undefined;
  const least = at - (date + second);
  const most = at + took - date;
  if (least > 0) return least;
  return most < 0 ? most : 0;
}
