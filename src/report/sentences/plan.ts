import type { Address } from '../../model/address.ts';
import { showPlace, type AwsFailure, type Place } from '../../model/call.ts';
import { day, isoOf } from '../../model/instant.ts';
import { mainId, showIds, type Ids } from '../../model/ids.ts';
import type { Tree } from '../../model/tree.ts';
import type { Of } from './facts.ts';
import { plural } from '../../model/plural.ts';
import { answered, givenText, showMark, whoText, type Given, type Words, type Sentences } from './words.ts';

/** What is said of a resource and its steps while they are planned. */
export const planSentences = {
  // How it is.
  unread: (failure: AwsFailure) => failureText(failure),
  unreadFacet: ({ facet, failure }: Of<'facet' | 'failure'>) =>
    `${facet} cannot be read: ${failureText(failure)}`,
  modeObserve: () => 'mode observe',
  notCreated: () => 'does not exist yet',
  deletedOutside: () => 'was deleted outside Git',
  accessOpened: ({ removes }: { readonly removes: readonly Given[] }) =>
    removes.length === 0
      ? 'access was opened outside Git'
      : `access was opened outside Git: ${givenText(removes)}`,
  noSuchSetting: () => 'not applicable to this resource',
  notReported: () => 'AWS does not report it',

  // What it waits for.
  outsideScope: () => ({ why: 'out of scope of this run', release: widen }),
  afterOutside: ({ cause }: Of<'cause'>) => ({
    why: `waits for ${cause}, which has a pending change outside this scope`,
    release: widen,
  }),
  inUseBy: ({ user }: Of<'user'>) => ({
    why: `${user} uses it and will continue to use it`,
    release: `move ${user} to another key first`,
  }),
  perhapsUsed: (user: Stuck) => waitsFor(user, `${user.address} may still use it`),
  restsOn: (below: Stuck) => waitsFor(below, `waits for ${below.address}`),
  inUse: ({ address, users }: Of<'address' | 'users'>) => ({
    why: `${address} is still in use: ${users.join('; ')}`,
    release: 'remove these uses first',
  }),
  rivals: ({ addresses, ids }: Of<'addresses' | 'ids'>) => ({
    why: `${addresses.join(' and ')} both declare ${showIds(ids)}`,
    release: 'keep one of them, or remove metadata.adopt from the other',
  }),
  immutable: ({ path, live, wanted, release }: Of<'path' | 'live' | 'wanted' | 'release'>) => ({
    why: `${path.slice(1)} is ${show(live)} and the manifest declares ${show(wanted)}; AWS cannot change it in-place`,
    release,
  }),

  // Whose it is.
  unprovenByTags: ({ address, ids, doubts, unmark }: Of<'address' | 'ids' | 'doubts' | 'unmark'>) => ({
    why: `${showIds(ids)} was found only by its tags and does not match ${address}: ${doubts.join('; ')}`,
    release: `if it is yours, set metadata.adopt: ${mainId(ids)?.value ?? showIds(ids)}; if not, remove its ownership tags: ${unmark}`,
  }),
  onOneWord: ({ address, ids }: Of<'address' | 'ids'>) => ({
    why: `only the record of earlier runs links ${showIds(ids)} to ${address}; its tags do not`,
    release: `if it is yours, set metadata.adopt: ${mainId(ids)?.value ?? showIds(ids)}; if not: reconcile forget ${address}`,
  }),
  anothers: ({ address, ids, mark, ourStack }: Of<'address' | 'ids' | 'mark' | 'ourStack'>) => {
    const holder = mark.address ?? 'the resource';
    return {
      why: `${showIds(ids)} belongs to ${showMark(mark)}`,
      release: ourStack
        ? `if ${address} is the new name of ${holder}, set metadata.formerly: [${holder}]; if not, release it first (metadata.state: released)`
        : `release ${holder} in that stack first (metadata.state: released), or give ${address} another name in AWS`,
    };
  },
  /** `line`: what takes it over, or what to do instead. */
  unclaimedNote: (adoption: Adopting) =>
    `already exists with these settings, but is not managed by this stack: Keywright does not revert its drift unless you take it over (${adopting(adoption)})`,
  unclaimed: ({
    address,
    ids,
    differs,
    adoption,
  }: Of<'address' | 'ids' | 'differs'> & { readonly adoption: Adopting }) => ({
    why: `${address} (${showIds(ids)}) already exists${differs ? ', differs from the manifest,' : ''} and is not managed by this stack`,
    release: adoption.is === 'refused' ? adoption.instead : `${adopting(adoption)} to take it over`,
  }),
  retagged: ({ former }: Of<'former'>) =>
    former === undefined ? 'its ownership tags are missing' : `renamed from ${former}`,

  // Why it goes.
  otherTombstone: ({ address, named, liveId }: Of<'address' | 'named' | 'liveId'>) => ({
    why: `the tombstone of ${address} names ${named ?? 'no key'}, but the live one is ${liveId ?? 'another'}`,
    release: `metadata.keyId: ${liveId ?? ''}`,
  }),
  watched: ({ since, watched }: Of<'since' | 'watched'>) =>
    since === undefined
      ? `disabled at an unknown time: Keywright watches it for ${plural(watched / day, 'day')} from the next apply`
      : `being watched for users since ${isoOf(since)}, until ${isoOf(since + watched)}`,
  goes: ({ undeclared }: Of<'undeclared'>) =>
    undeclared ? 'its manifest was deleted' : 'its manifest says metadata.state: absent',

  // What a write takes.
  takes: ({ who, what }: Of<'who' | 'what'>) => `removes ${what} from ${who}`,
  gives: ({ who, what }: Of<'who' | 'what'>) => `gives ${what} to ${whoText(who)}`,
  starves: ({ who, what, by }: Of<'who' | 'what' | 'by'>) =>
    `removes ${what} from ${who}, which has it only from ${by}`,
  cutsOff: ({ who }: Of<'who'>) => `removes all access of ${who}`,

  // What a manifest named before it named another.
  leftBehind: ({ ids, what = 'stays in AWS unchanged', at }: LeftBehind) =>
    `no longer names ${ownNames(ids)}${at === undefined ? '' : ` in ${showPlace(at)}`}: ${what}`,

  // Why one thing comes before another.
  usesNow: () => 'currently uses it',
  readThrough: () => 'is read through it',
} as const satisfies Sentences;

interface LeftBehind extends Of<'ids'> {
  /** What becomes of it, where its kind says. */
  readonly what: string | undefined;
  /** Where it is, if that is elsewhere. */
  readonly at: Place | undefined;
}

/** Identifies a thing as its manifest does, without what AWS made of that. */
function ownNames(ids: Ids): string {
  const own = Object.entries(ids).filter(([name]) => !/arn$|^account$/iu.test(name));
  return own.length === 0 ? showIds(ids) : own.map(([, value]) => value).join('/');
}

function failureText({ message, code, ...failure }: AwsFailure): string {
  return `${answered(failure)}${message === '' ? '' : `: ${message}`} (${code})`;
}

const widen = 'widen the scope, or apply the dependency first';

/** A resource that nothing may rest on, and why if that is known. */
interface Stuck {
  readonly address: Address;
  readonly why: string | undefined;
}

function waitsFor({ address, why = 'its state in AWS is unknown' }: Stuck, what: string): Words {
  return { why: `${what}: ${why}`, release: `see ${address}` };
}

type Adopting =
  { readonly is: 'refused'; readonly instead: string } | { readonly is: 'by'; readonly value: string };

function adopting(adoption: Adopting): string {
  return adoption.is === 'refused' ? adoption.instead : `set metadata.adopt: ${adoption.value}`;
}

function show(tree: Tree): string {
  return typeof tree === 'string' ? tree : JSON.stringify(tree);
}
