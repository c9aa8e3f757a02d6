/** Identifiers AWS gave: keyId, arn, … */
export type Ids = Readonly<Record<string, string>>;

/** Tells whether two sets of ids may be of one thing: an id that one side does not know yet does not differ. */
export function isSameThing(known: Ids, ids: Ids): boolean {
  return Object.entries(ids).every(([name, id]) => (known[name] ?? id) === id);
}

/** Names a thing for messages: its ARN or id, else all its ids. */
export function showIds(ids: Ids): string {
  return ids['arn'] ?? ids['keyId'] ?? Object.values(ids).join('/');
}
