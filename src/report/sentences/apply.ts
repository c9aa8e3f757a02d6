import { showPlace, type AwsFailure } from '../../model/call.ts';
import { showIds, type Ids } from '../../model/ids.ts';
import { second } from '../../model/instant.ts';
import type { NamedPrincipals } from '../../model/principals.ts';
import type { Of } from './facts.ts';
import { showMark, type Sentences } from './words.ts';

type At = Of<'address'>;
type Part = Of<'address' | 'facet'>;

/** How a step goes, and why it ended as it did. */
export const applySentences = {
  // It is not started.
  stopped: () => 'stopped on request',
  notSent: ({ op }: Partial<Of<'op'>>) => `${op ?? 'its call'} was not sent: stopped on request`,
  leaseGone: () => 'this run no longer holds the lease',
  leaseLost: ({ id, place }: Of<'id' | 'place'>) =>
    `the lease on this stack ended before ${id} in ${showPlace(place)}`,
  unrecorded: ({ address, why }: Of<'address' | 'why'>) => ({
    message: `the write to ${address} cannot be recorded, so it was not sent: ${why}`,
    hint: 'make the data directory and standard output of the daemon writable',
  }),
  undecided: ({ address, why }: Of<'address' | 'why'>) =>
    `the write to ${address} was not sent, since what persons decided cannot be read: ${why}`,
  after: ({ cause }: Of<'cause'>) => `waits for ${cause}`,
  anotherMachine: () => 'another machine may be creating the same keys: a random delay, then a last look',
  spreading: ({ address }: Of<'address'>) =>
    `${address} was written a moment ago: not before every reader in AWS knows of it`,

  // It waits for AWS.
  waitsFor: ({ what }: Of<'what'>) => `for ${what}`,
  toShow: ({ what }: Of<'what'>) => `${what} to show`,
  toBeReady: ({ address }: Of<'address'>) => `${address} to be ready`,
  toBeReadable: (part: Part) => `${partOf(part)} to be readable`,
  partOf: (part: Part) => partOf(part),
  mark: ({ address }: Of<'address'>) => `the mark of ${address}`,
  tags: ({ address }: Of<'address'>) => `the tags of ${address}`,
  unanswered: ({ op, name }: AwsFailure, what: string) =>
    `no answer came to ${op} (${name}), and AWS does not show ${what}`,
  unansweredCreate: ({ address }: Of<'address'>) => `no answer says whether ${address} was made`,
  accepted: ({ what }: Of<'what'>) => `AWS accepted ${what} and does not show it yet`,
  tagsAccepted: ({ address }: Of<'address'>) =>
    `AWS accepted the tags of ${address} and does not show them yet`,
  madeUnshown: ({ address }: Of<'address'>) => `AWS made ${address} and does not show it yet`,
  madeUnlisted: ({ address }: Of<'address'>) => `AWS made ${address} and does not list it yet`,
  existsUnshown: ({ address }: Of<'address'>) => `AWS says that ${address} exists and does not show it`,
  facetUnshown: (part: Part) => `AWS does not show ${partOf(part)} yet`,
  refusedForNow: ({ name, why }: Of<'name' | 'why'>) => `${name}: ${why}`,
  conflicting: () => 'another change of the same thing is under way',
  recent: ({ address }: Of<'address'>) =>
    `${address} was made or changed a moment ago and AWS does not show it everywhere yet`,
  tried: ({ because, attempts, waited }: Of<'because' | 'attempts' | 'waited'>) =>
    attempts === 1
      ? because
      : `${because}; tried ${String(attempts)} times in ${String(Math.round(waited / second))} s`,

  // What it was planned on has moved.
  changed: ({ address }: Of<'address'>) => `${address} changed in AWS after it was planned`,
  facetChanged: (part: Part) => changed(part),
  facetTaken: ({ paths, ...part }: Of<'address' | 'facet' | 'paths'>) =>
    `${changed(part)}${anothers}${paths.length === 0 ? '' : ` (${paths.join(', ')})`}, and nothing of it was overwritten`,
  facetTakenSince: (part: Part) => `${changed(part)}${anothers}`,
  unreadAgain: ({ facet, message }: Of<'facet' | 'message'>) =>
    `${facet} could not be read again: ${message}`,
  changedMeanwhile: (part: Part) => `${partOf(part)} changed in AWS while its write was repeated`,
  inapplicable: ({ facet, why }: Of<'facet' | 'why'>) => `${facet} no longer applies: ${why}`,
  otherCall: ({ id }: Of<'id'>) => `${id} would now make another call than planned`,
  otherCalls: ({ id }: Of<'id'>) => `${id} would now make other calls than planned`,
  setByOthers: ({ address }: Of<'address'>) => `${address} was set by somebody else after it was planned`,
  existsSince: ({ address }: Of<'address'>) =>
    `${address} exists since after it was planned, with other settings`,
  markedSince: ({ address, mark }: Of<'address' | 'mark'>) =>
    `${address} was marked as ${showMark(mark)} after it was planned`,
  madeBefore: ({ address, ids }: Of<'address' | 'ids'>) =>
    `an earlier run had already made ${address} (${showIds(ids)})`,

  // There is more than one, or it may be.
  twins: ({
    address,
    ids,
    others,
  }: At & {
    readonly ids: Ids;
    readonly others: readonly { readonly ids: Ids; readonly unmark: string }[];
  }) => ({
    message: `${[ids, ...others.map((other) => other.ids)].map(showIds).join(' and ')} all carry the mark of ${address}: this run made ${showIds(ids)}, another run the other at the same time`,
    hint: others
      .map((other) => `if nothing uses ${showIds(other.ids)}, take its mark off: ${other.unmark}`)
      .join('; '),
  }),
  formerMark: ({ address, found }: Of<'address' | 'found'>) => ({
    message: `${listed(found)} ${found.length === 1 ? 'carries' : 'carry'} the mark of this Stack under another name or uid, so ${address} may be a second key`,
    hint: 'restore metadata.name and spec.uid of the Stack, or choose a name and a uid that nothing carries',
  }),
  several: ({ address, found, unmarks }: Of<'address' | 'found' | 'unmarks'>) => ({
    message: `${listed(found)} all carry the mark of ${address}`,
    hint: `keep the one that is in use and take the mark off the other: ${unmarks.join(' or: ')}`,
  }),
  candidate: ({ address, found }: Of<'address' | 'found'>) => ({
    message: `${listed(found)} appeared since an unfinished create of ${address}, and its tags cannot be read`,
    hint: `let the read role list its tags; or, if it is certain that it is not ours: reconcile forget ${address}`,
  }),

  // AWS refused a principal.
  missingPrincipals: ({ arns }: Of<'arns'>) =>
    arns.length === 1
      ? `the principal ${arns.join()} does not exist: correct its name, or make it first`
      : `these principals do not exist: ${arns.join(', ')}; correct their names, or make them first`,
  youngPrincipals: ({ young }: Pick<NamedPrincipals, 'young'>) =>
    `${young.map(({ arn, age }) => `${arn} (made ${String(Math.max(0, Math.round(age / second)))} s ago)`).join(', ')} may be too young for this service to know`,
  unknownPrincipals: ({ arns }: Of<'arns'>) =>
    `it names ${arns.join(', ')}, which could not be asked after: one that does not exist is refused so`,
  knownPrincipals: () => 'all roles it names exist, so its other parts are at fault',
} as const satisfies Sentences;

const anothers = ': the change of another writer stands';

function partOf({ facet, address }: Part): string {
  return `${facet} of ${address}`;
}

function changed(part: Part): string {
  return `${partOf(part)} changed in AWS after it was planned`;
}

function listed(found: readonly Ids[]): string {
  return found.map(showIds).join(', ');
}
