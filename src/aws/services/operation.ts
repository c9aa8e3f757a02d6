import type { OpName, Place } from '../../model/call.ts';
import type { Duration } from '../../model/instant.ts';
import type { OperationInput, ResourceType } from './resource.ts';

/** What one request takes from which quota; most take one from their own. */
export interface Charge {
  readonly quota: string;
  readonly at: Place;
  readonly cost: number;
}

/**
 * AWS's default rate, a second, account and Region (IAM: per account). AWS raises some on request; Keywright
 * starts from these times a share and learns the rest from throttling.
 */
export interface Quota {
  /** Set where several operations draw on it; else each has its own. */
  readonly name?: string;
  readonly rate: number;
  /** Where the rate comes from. */
  readonly source: string;
  /** AWS publishes none. */
  readonly guess?: true;
}

export interface Paging {
  /** Member of the request that continues, and of the answer that gives the value for it. */
  readonly in: string;
  readonly out: string;
  /** Member of the answer that holds the list: pages are joined under it. */
  readonly items: string;
  /** Member that is true where more pages follow: then `out` must be there. */
  readonly more?: string;
  /** Asks for the largest page AWS gives, unless the caller says otherwise. */
  readonly limit?: { readonly field: string; readonly max: number };
  /** With one of these in the request AWS answers on one page and refuses paging members. */
  readonly unless?: readonly string[];
}

/**
 * What a member of an answer must be: a list (it may be empty), text (never empty), true or false, a map, or the text
 * of a policy document.
 */
export type Shape = 'list' | 'text' | 'boolean' | 'map' | 'document';

/** Members by their path: `KeyMetadata.KeyId`; `Keys[].KeyId` is in each entry of the list `Keys`. */
export type Always = Readonly<Record<string, Shape>>;

/** Everything Keywright knows about one API operation. */
export interface Operation {
  /**
   * `once`: it has no idempotency token and a repetition makes a second thing, so it is never sent
   * again once it may have arrived. A `write` may be repeated: the same request gives the same state.
   */
  readonly access: 'read' | 'write' | 'once';
  /** For a `write` that is repeatable only with some inputs. */
  repeatable?(input: OperationInput): boolean;
  /**
   * What every true answer has. One without it was cut off or comes from somebody between AWS and us: it is a
   * failure, never "there are none". Empty where AWS answers nothing, or nothing for certain. The lanes that run
   * against other emulators check each member.
   */
  readonly always: Always;
  /** The element that the answer is, one of these, where nothing in it is certain, or any element reads as it. */
  readonly elements?: readonly string[];
  readonly paging?: Paging;
  readonly quota: Quota;
  /** What it takes besides, e.g. in another Region. */
  alsoCharges?(input: OperationInput, at: Place): readonly Charge[];
  /** IAM actions that the caller needs, where they are not just the one with the operation's own name. */
  readonly iam?: readonly string[];
  /** Of these actions, those that only some requests need. */
  readonly iamOnly?: Readonly<Record<string, (input: OperationInput) => boolean>>;
  /** What IAM judges it on; absent where that is no single resource. */
  readonly resource?: ResourceType;
  /** Errors that say that the state asked for holds already: the call succeeded. */
  readonly alreadySo?: readonly string[];
  /** Errors that mean the same only after an earlier attempt of this very call whose answer was lost. */
  readonly alreadySoOnRepeat?: readonly string[];
  /** Errors that can be an earlier change not yet visible everywhere. */
  readonly propagating?: Readonly<Record<string, Propagation>>;
  /** `ExpectedBucketOwner` is sent with the place's account, unless the input names another. */
  readonly bucketOwner?: true;
  /** One control plane for all Regions: one quota an account. */
  readonly global?: true;
  /** Paths of members of the input that hold instants (milliseconds); they lead through every item of a list. */
  readonly instants?: readonly string[];
}

/** Why an error may pass by itself, and how long that is worth waiting for. */
export interface Propagation {
  readonly within: Duration;
  /**
   * The writes whose effect the error misses: without one of them a moment ago, waiting cannot help. `others`: another
   * change of the same thing is under way. Empty: what it misses is never ours to write (a role of a policy).
   */
  readonly from: readonly OpName[] | 'others';
}

/** Waits for the effect of these writes. */
export function after(within: Duration, ...from: readonly OpName[]): Propagation {
  return { within, from };
}

/** Waits until somebody else's change of the same thing is over. */
export function contended(within: Duration): Propagation {
  return { within, from: 'others' };
}

/** Makes quotas from rates that have one source. */
export function perSecond(source: string, guess?: 'guess'): (rate: number) => Quota {
  return (rate) => ({ rate, source, ...(guess === undefined ? {} : { guess: true }) });
}

/** Tests whether a request has a member. */
export function has(member: string): (input: OperationInput) => boolean {
  return (input) => input[member] !== undefined;
}
