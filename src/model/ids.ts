import type { Place } from './call.ts';
import { byCodeUnit } from './tree.ts';

/** Identifiers AWS gave: keyId, arn, … */
export type Ids = Readonly<Record<string, string>>;

/** Tells whether two sets of ids may be of one thing: an id that one side does not know yet does not differ. */
export function isSameThing(known: Ids, ids: Ids): boolean {
  return Object.entries(ids).every(([name, id]) => (known[name] ?? id) === id);
}

/** Formats the name of a thing for messages: its ARN or id, else all its ids. */
export function showIds(ids: Ids): string {
  return ids['arn'] ?? ids['keyId'] ?? Object.values(ids).join('/');
}

const preferred = ['keyId', 'grantId', 'id', 'name', 'arn'];

/** Gives the one identifier that people use in AWS's console: a key's id rather than its ARN. */
export function mainId(ids: Ids): { readonly name: string; readonly value: string } | undefined {
  const names = Object.keys(ids).sort(byCodeUnit);
  const name = preferred.find((one) => names.includes(one)) ?? names[0];
  const value = name === undefined ? undefined : ids[name];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** Tells where an ARN lives; undefined for ids without one, or one without a Region. */
export function placeIn(ids: Ids): Place | undefined {
  const [, , , region = '', account] = (ids['arn'] ?? '').split(':');
  return region === '' || account === undefined ? undefined : { account, region };
}
