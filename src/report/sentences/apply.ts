import type { Address } from '../../model/address.ts';
import { showPlace, type AwsFailure, type OpName, type Place } from '../../model/call.ts';
import { showIds, type Ids } from '../../model/ids.ts';
import { second, type Duration } from '../../model/instant.ts';
import type { LiveMark } from '../../model/observation.ts';
import type { Path } from '../../model/path.ts';
import type { StepId } from '../../model/plan.ts';
import type { NamedPrincipals } from '../../model/principals.ts';
import { showMark, type Notice } from './words.ts';

interface At {
  readonly address: Address;
}

interface Part extends At {
  readonly facet: string;
}

/** How a step goes, and why it ended as it did. */
export const applySentences = {
  // It is not started.
  stopped: (): string => 'stopped on request',
  notSent: ({ op }: { readonly op: OpName | undefined }): string =>
    `${op ?? 'its call'} was not sent: stopped on request`,
  leaseGone: (): string => 'this run no longer holds the lease',
  leaseLost: ({ id, place }: { readonly id: StepId; readonly place: Place }): string =>
    `the lease on this stack ended before ${id} in ${showPlace(place)}`,
  after: ({ cause }: { readonly cause: StepId }): string => `waits for ${cause}`,
  anotherMachine: (): string =>
    'another machine may be creating the same keys: a random delay, then a last look',
  spreading: ({ address }: At): string =>
    `${address} was written a moment ago: not before every reader in AWS knows of it`,

  // It waits for AWS.
  waitsFor: ({ what }: { readonly what: string }): string => `for ${what}`,
  toShow: ({ what }: { readonly what: string }): string => `${what} to show`,
  toBeReady: ({ address }: At): string => `${address} to be ready`,
  toBeReadable: (part: Part): string => `${partOf(part)} to be readable`,
  partOf: (part: Part): string => partOf(part),
  mark: ({ address }: At): string => `the mark of ${address}`,
  tags: ({ address }: At): string => `the tags of ${address}`,
  unanswered: ({ op, name }: AwsFailure, what: string): string =>
    `no answer came to ${op} (${name}), and AWS does not show ${what}`,
  unansweredCreate: ({ address }: At): string => `no answer says whether ${address} was made`,
  accepted: ({ what }: { readonly what: string }): string => `AWS accepted ${what} and does not show it yet`,
  tagsAccepted: ({ address }: At): string => `AWS accepted the tags of ${address} and does not show them yet`,
  madeUnshown: ({ address }: At): string => `AWS made ${address} and does not show it yet`,
  madeUnlisted: ({ address }: At): string => `AWS made ${address} and does not list it yet`,
  existsUnshown: ({ address }: At): string => `AWS says that ${address} exists and does not show it`,
  facetUnshown: (part: Part): string => `AWS does not show ${partOf(part)} yet`,
  refusedForNow: ({ name, why }: { readonly name: string; readonly why: string }): string =>
    `${name}: ${why}`,
  conflicting: (): string => 'another change of the same thing is under way',
  recent: ({ address }: At): string =>
    `${address} was made or changed a moment ago and AWS does not show it everywhere yet`,
  tried: ({
    because,
    attempts,
    waited,
  }: {
    readonly because: string;
    readonly attempts: number;
    readonly waited: Duration;
  }): string =>
    attempts === 1
      ? because
      : `${because}; tried ${String(attempts)} times in ${String(Math.round(waited / second))} s`,

  // What it was planned on has moved.
  changed: ({ address }: At): string => `${address} changed in AWS after it was planned`,
  facetChanged: (part: Part): string => `${partOf(part)} changed in AWS after it was planned`,
  facetTaken: ({ paths, ...part }: Part & { readonly paths: readonly Path[] }): string =>
    `${applySentences.facetChanged(part)}${anothers}${paths.length === 0 ? '' : ` (${paths.join(', ')})`}, and nothing of it was overwritten`,
  facetTakenSince: (part: Part): string => `${applySentences.facetChanged(part)}${anothers}`,
  unreadAgain: ({ facet, message }: { readonly facet: string; readonly message: string }): string =>
    `${facet} could not be read again: ${message}`,
  changedMeanwhile: (part: Part): string => `${partOf(part)} changed in AWS while its write was repeated`,
  inapplicable: ({ facet, why }: { readonly facet: string; readonly why: string }): string =>
    `${facet} no longer applies: ${why}`,
  otherCall: ({ id }: { readonly id: StepId }): string => `${id} would now make another call than planned`,
  otherCalls: ({ id }: { readonly id: StepId }): string => `${id} would now make other calls than planned`,
  setByOthers: ({ address }: At): string => `${address} was set by somebody else after it was planned`,
  existsSince: ({ address }: At): string =>
    `${address} exists since after it was planned, with other settings`,
  markedSince: ({ address, mark }: At & { readonly mark: LiveMark }): string =>
    `${address} was marked as ${showMark(mark)} after it was planned`,
  madeBefore: ({ address, ids }: At & { readonly ids: Ids }): string =>
    `an earlier run had already made ${address} (${showIds(ids)})`,

  // There is more than one, or it may be.
  twins: ({
    address,
    ids,
    others,
  }: At & {
    readonly ids: Ids;
    readonly others: readonly { readonly ids: Ids; readonly unmark: string }[];
  }): Notice => ({
    message: `${[ids, ...others.map((other) => other.ids)].map(showIds).join(' and ')} all carry the mark of ${address}: this run made ${showIds(ids)}, another run the other at the same time`,
    hint: others
      .map((other) => `if nothing uses ${showIds(other.ids)}, take its mark off: ${other.unmark}`)
      .join('; '),
  }),
  formerMark: ({ address, found }: At & { readonly found: readonly Ids[] }): Notice => ({
    message: `${listed(found)} ${found.length === 1 ? 'carries' : 'carry'} the mark of this Stack under another name or uid, so ${address} may be a second key`,
    hint: 'restore metadata.name and spec.uid of the Stack, or choose a name and a uid that nothing carries',
  }),
  several: ({
    address,
    found,
    unmark,
  }: At & { readonly found: readonly Ids[]; readonly unmark: readonly string[] }): Notice => ({
    message: `${listed(found)} all carry the mark of ${address}`,
    hint: `keep the one that is in use and take the mark off the other: ${unmark.join(' or: ')}`,
  }),
  candidate: ({ address, found }: At & { readonly found: readonly Ids[] }): Notice => ({
    message: `${listed(found)} appeared since an unfinished create of ${address}, and its tags cannot be read`,
    hint: `let the read role list its tags; or, if it is certain that it is not ours: reconcile forget ${address}`,
  }),

  // AWS refused a principal.
  missingPrincipals: ({ arns }: { readonly arns: readonly string[] }): string =>
    arns.length === 1
      ? `the principal ${arns.join()} does not exist: correct its name, or make it first`
      : `these principals do not exist: ${arns.join(', ')}; correct their names, or make them first`,
  youngPrincipals: ({ young }: Pick<NamedPrincipals, 'young'>): string =>
    `${young.map(({ arn, age }) => `${arn} (made ${String(Math.max(0, Math.round(age / second)))} s ago)`).join(', ')} may be too young for this service to know`,
  unknownPrincipals: ({ arns }: { readonly arns: readonly string[] }): string =>
    `it names ${arns.join(', ')}, which could not be asked after: one that does not exist is refused so`,
  knownPrincipals: (): string => 'all roles it names exist, so its other parts are at fault',
} as const;

const anothers = ': the change of another writer stands';

function partOf({ facet, address }: Part): string {
  return `${facet} of ${address}`;
}

function listed(found: readonly Ids[]): string {
  return found.map(showIds).join(', ');
}
