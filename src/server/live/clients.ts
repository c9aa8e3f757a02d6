import type { Identity } from '../parts.ts';
import { networkOf } from '../limits/network.ts';

/**
 * Streams that are open at once: in all, and of one person. A person may have a page on a wall and ten tabs. Those
 * without a credential share a part of them, so that whoever signs in finds a place.
 */
const most = { inAll: 256, ofOne: 16, anonymous: 128 } as const;

/** Whoever opens a stream: nobody without a credential is a person, so that their network counts. */
export interface Client {
  readonly known: Pick<Extract<Identity, { is: 'known' }>, 'via' | 'person'>;
  /** The address that the request came from. */
  readonly from: string;
}

/** Counts the open streams. */
export interface Clients {
  /** Takes a place; undefined if there is none. Call what it returns to give the place back. */
  enter(client: Client): (() => void) | undefined;
  count(): number;
}

export function createClients(): Clients {
  const open = new Map<string, number>();
  let count = 0;
  let anonymous = 0;
  return {
    enter({ known: { via, person }, from }) {
      const isAnonymous = via === 'anonymous';
      const who = isAnonymous ? `network ${networkOf(from)}` : `person ${person.id}`;
      const own = open.get(who) ?? 0;
      if (count >= most.inAll || own >= most.ofOne) return undefined;
      if (isAnonymous && anonymous >= most.anonymous) return undefined;
      open.set(who, own + 1);
      count += 1;
      if (isAnonymous) anonymous += 1;
      return () => {
        count -= 1;
        if (isAnonymous) anonymous -= 1;
        const left = (open.get(who) ?? 1) - 1;
        if (left > 0) open.set(who, left);
        else open.delete(who);
      };
    },
    count: () => count,
  };
}
