import { showPlace, type AwsFailure } from '../../model/call.ts';
import { showIds, type Ids } from '../../model/ids.ts';
import { second } from '../../model/instant.ts';
import type { NamedPrincipals } from '../../model/principals.ts';
import type { Of } from './facts.ts';
import { showMark, type Sentences } from './words.ts';
import { plural } from '../../model/plural.ts';

type At = Of<'address'>;
type Part = Of<'address' | 'facet'>;

/** How a step goes, and why it ended as it did. */
export const applySentences = {
  // It is not started.
  stopped: () => 'stopped on request',
  notSent: ({ op }: Partial<Of<'op'>>) => `${op ?? 'its call'} was not sent: stopped on request`,
  leaseGone: () => 'this run lost the lease',
  leaseLost: ({ id, place }: Of<'id' | 'place'>) =>
    `the lease of this stack expired before ${id} in ${showPlace(place)}`,
  unrecorded: ({ address, why }: Of<'address' | 'why'>) => ({
    message: `the write to ${address} was not sent because it cannot be recorded: ${why}`,
    hint: 'make the data directory and standard output of the daemon writable',
  }),
  undecided: ({ address, why }: Of<'address' | 'why'>) =>
    `the write to ${address} was not sent because the decisions cannot be read: ${why}`,
  after: ({ cause }: Of<'cause'>) => `waits for ${cause}`,
  anotherMachine: () => 'another machine may be creating the same keys: random delay, then a final check',
  spreading: ({ address }: Of<'address'>) => `${address} was just written; waiting for AWS to propagate it`,

  // It waits for AWS.
  waitsFor: ({ what }: Of<'what'>) => `for ${what}`,
  toShow: ({ what }: Of<'what'>) => `${what} to show`,
  toBeReady: ({ address }: Of<'address'>) => `${address} to be ready`,
  toBeReadable: (part: Part) => `${partOf(part)} to be readable`,
  partOf: (part: Part) => partOf(part),
  mark: ({ address }: Of<'address'>) => `the ownership tags of ${address}`,
  tags: ({ address }: Of<'address'>) => `the tags of ${address}`,
  unanswered: ({ op, name }: AwsFailure, what: string) =>
    `no response to ${op} (${name}), and AWS does not show ${what}`,
  unansweredCreate: ({ address }: Of<'address'>) => `no response says whether ${address} was created`,
  accepted: ({ what }: Of<'what'>) => `AWS accepted ${what} and does not show it yet`,
  tagsAccepted: ({ address }: Of<'address'>) =>
    `AWS accepted the tags of ${address} and does not show them yet`,
  madeUnshown: ({ address }: Of<'address'>) => `AWS created ${address} and does not show it yet`,
  madeUnlisted: ({ address }: Of<'address'>) => `AWS created ${address} and does not list it yet`,
  existsUnshown: ({ address }: Of<'address'>) => `AWS reports that ${address} exists, but does not show it`,
  facetUnshown: (part: Part) => `AWS does not show ${partOf(part)} yet`,
  refusedForNow: ({ name, why }: Of<'name' | 'why'>) => `${name}: ${why}`,
  conflicting: () => 'another change of this resource is in progress',
  recent: ({ address }: Of<'address'>) => `${address} was just created or changed and has not propagated yet`,
  tried: ({ because, attempts, waited }: Of<'because' | 'attempts' | 'waited'>) =>
    attempts === 1
      ? because
      : `${because}; tried ${plural(attempts, 'time')} in ${String(Math.round(waited / second))} s`,

  // What it was planned on has moved.
  changed: ({ address }: Of<'address'>) => `${address} changed in AWS after the plan`,
  facetChanged: (part: Part) => changed(part),
  facetTaken: ({ paths, ...part }: Of<'address' | 'facet' | 'paths'>) =>
    `${changed(part)}${anothers}${paths.length === 0 ? '' : ` (${paths.join(', ')})`}, and Keywright did not overwrite it`,
  facetTakenSince: (part: Part) => `${changed(part)}${anothers}`,
  unreadAgain: ({ facet, message }: Of<'facet' | 'message'>) => `${facet} could not be re-read: ${message}`,
  changedMeanwhile: (part: Part) => `${partOf(part)} changed in AWS between two attempts to write it`,
  inapplicable: ({ facet, why }: Of<'facet' | 'why'>) => `${facet} no longer applies: ${why}`,
  otherCall: ({ id }: Of<'id'>) => `${id} would now make a different call than planned`,
  otherCalls: ({ id }: Of<'id'>) => `${id} would now make different calls than planned`,
  setByOthers: ({ address }: Of<'address'>) => `${address} was set by another writer after the plan`,
  existsSince: ({ address }: Of<'address'>) => `${address} was created after the plan, with other settings`,
  markedSince: ({ address, mark }: Of<'address' | 'mark'>) =>
    `${address} was tagged as ${showMark(mark)} after the plan`,
  madeBefore: ({ address, ids }: Of<'address' | 'ids'>) =>
    `an earlier run already created ${address} (${showIds(ids)})`,

  // There is more than one, or it may be.
  twins: ({
    address,
    ids,
    others,
  }: At & {
    readonly ids: Ids;
    readonly others: readonly { readonly ids: Ids; readonly unmark: string }[];
  }) => ({
    message: `${[ids, ...others.map((other) => other.ids)].map(showIds).join(' and ')} all have the ownership tags of ${address}: this run created ${showIds(ids)}, and another run created the other at the same time`,
    hint: others
      .map((other) => `if nothing uses ${showIds(other.ids)}, remove its ownership tags: ${other.unmark}`)
      .join('; '),
  }),
  formerMark: ({ address, found }: Of<'address' | 'found'>) => ({
    message: `${listed(found)} ${found.length === 1 ? 'has' : 'have'} the ownership tags of this Stack under another name or uid, so ${address} may be a duplicate key`,
    hint: 'restore metadata.name and spec.uid of the Stack, or choose an unused name and uid',
  }),
  several: ({ address, found, unmarks }: Of<'address' | 'found' | 'unmarks'>) => ({
    message: `${listed(found)} all have the ownership tags of ${address}`,
    hint: `keep the one in use and remove the ownership tags of the other: ${unmarks.join(' or: ')}`,
  }),
  candidate: ({ address, found }: Of<'address' | 'found'>) => ({
    message: `${listed(found)} appeared since an unfinished create of ${address}, and its tags cannot be read`,
    hint: `allow the read role to list its tags; or, if it is certainly not ours: reconcile forget ${address}`,
  }),

  // AWS refused a principal.
  missingPrincipals: ({ arns }: Of<'arns'>) =>
    arns.length === 1
      ? `the principal ${arns.join()} does not exist: correct its name, or create it first`
      : `these principals do not exist: ${arns.join(', ')}; correct their names, or create them first`,
  youngPrincipals: ({ young }: Pick<NamedPrincipals, 'young'>) =>
    `${young.map(({ arn, age }) => `${arn} (created ${String(Math.max(0, Math.round(age / second)))} s ago)`).join(', ')} may be too new for this service`,
  unknownPrincipals: ({ arns }: Of<'arns'>) =>
    `the policy names ${arns.join(', ')}, which could not be checked: AWS reports a missing principal this way`,
  knownPrincipals: () => 'all roles in it exist, so another part of the policy is wrong',
} as const satisfies Sentences;

const anothers = ': the change of the other writer stays';

function partOf({ facet, address }: Part): string {
  return `${facet} of ${address}`;
}

function changed(part: Part): string {
  return `${partOf(part)} changed in AWS after the plan`;
}

function listed(found: readonly Ids[]): string {
  return found.map(showIds).join(', ');
}
