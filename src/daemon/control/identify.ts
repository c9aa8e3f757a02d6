import { createHash } from 'node:crypto';
import { everything, readOnly, type Binding } from '../../model/binding.ts';
import type { Person } from '../../model/decisions.ts';

/** A person as the configuration of the operator names them: a repository cannot. */
export interface KnownPerson {
  readonly name: string;
  /** Users of this machine. */
  readonly uids: readonly number[];
  /** SHA-256 in hexadecimal of each token that proves this person. */
  readonly tokenHashes: readonly string[];
}

export type Identified =
  | { readonly is: 'person'; readonly person: Person; readonly bindings: readonly Binding[] }
  | { readonly is: 'unknown' };

/**
 * Makes what tells callers of the socket apart. The socket itself proves one thing: whoever opened it is the user of
 * the daemon, or root. A token proves a person; a wrong one proves nobody, and is never taken for the user of the socket.
 * As soon as anybody has a token, decisions need one: else the author of a commit could approve it without a name.
 */
export function createIdentify(
  people: readonly KnownPerson[],
  uid: number | undefined,
): (authorization: string | undefined) => Identified {
  const byToken = new Map(
    people.flatMap(({ name, tokenHashes }) => tokenHashes.map((hash) => [hash, personOf(name)] as const)),
  );
  const owner = people.find((one) => uid !== undefined && one.uids.includes(uid));
  const ofSocket: Person = owner === undefined ? userOf(uid) : personOf(owner.name);
  return (authorization) => {
    if (authorization === undefined)
      return { is: 'person', person: ofSocket, bindings: byToken.size === 0 ? everything : readOnly };
    const token = /^Bearer (?<token>\S+)$/u.exec(authorization)?.groups?.['token'];
    const person = token === undefined ? undefined : byToken.get(hashOf(token));
    return person === undefined ? { is: 'unknown' } : { is: 'person', person, bindings: everything };
  };
}

/** Describes a user of the machine that no setting names by one word, wherever they are shown. */
export function userOf(uid: number | undefined, name?: string): Person {
  const id = `uid:${String(uid ?? 'unknown')}`;
  return { id, name: name ?? id };
}

/** Gives one person one id, however they are proven: nobody counts twice where two must approve. */
function personOf(name: string): Person {
  return { id: `person:${name}`, name };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
