import type { Address } from '../../model/address.ts';
import type { AwsFailure } from '../../model/call.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import { showIds, type Ids } from '../../model/ids.ts';
import type { Taken } from '../../model/narrows.ts';
import type { LiveMark } from '../../model/observation.ts';
import type { Path } from '../../model/path.ts';
import type { Tree } from '../../model/tree.ts';
import { answered, showMark, type Words } from './words.ts';

/** What is said of a resource and its steps while they are planned. */
export const planSentences = {
  // How it is.
  unread: ({ message, code, ...failure }: AwsFailure): string =>
    `${answered(failure)}${message === '' ? '' : `: ${message}`} (${code})`,
  unreadFacet: ({ facet, failure }: { readonly facet: string; readonly failure: AwsFailure }): string =>
    `${facet} cannot be read: ${planSentences.unread(failure)}`,
  modeObserve: (): string => 'mode observe',
  notCreated: (): string => 'does not exist yet',
  noSuchSetting: (): string => 'this kind of resource has none',
  notReported: (): string => 'AWS does not report it',

  // What it waits for.
  outsideScope: (): Words => ({ why: 'outside the scope of this run', release: widen }),
  afterOutside: ({ cause }: { readonly cause: Address }): Words => ({
    why: `waits for ${cause}, which has a pending change outside this scope`,
    release: widen,
  }),
  inUseBy: ({ user }: { readonly user: Address }): Words => ({
    why: `${user} uses it and keeps using it`,
    release: `move ${user} to another key first`,
  }),
  perhapsUsed: (user: Stuck): Words => waitsFor(user, `${user.address} may still use it`),
  restsOn: (below: Stuck): Words => waitsFor(below, `waits for ${below.address}`),
  inUse: ({ address, users }: { readonly address: Address; readonly users: readonly string[] }): Words => ({
    why: `${address} is still in use: ${users.join('; ')}`,
    release: 'take that away first',
  }),
  missingContainer: ({ why }: { readonly why: string }): Words => ({
    why,
    release: 'create it, or declare it in the same set of manifests',
  }),
  rivals: ({ addresses, arn }: { readonly addresses: readonly Address[]; readonly arn: string }): Words => ({
    why: `${addresses.join(' and ')} both stand for ${arn}`,
    release: 'keep one of them, or take metadata.adopt out of the other',
  }),
  immutable: ({
    path,
    live,
    wanted,
    release,
  }: {
    readonly path: Path;
    readonly live: Tree;
    readonly wanted: Tree;
    readonly release: string;
  }): Words => ({
    why: `${path.slice(1)} is ${show(live)} and the manifest says ${show(wanted)}; AWS cannot change it in place`,
    release,
  }),

  // Whose it is.
  unprovenByTags: ({
    address,
    ids,
    doubts,
    unmark,
  }: {
    readonly address: Address;
    readonly ids: Ids;
    readonly doubts: readonly string[];
    readonly unmark: string;
  }): Words => ({
    why: `${showIds(ids)} was found by its tags alone and is not what ${address} would have made: ${doubts.join('; ')}`,
    release: `if it is yours, set metadata.adopt: ${ids['keyId'] ?? showIds(ids)}; if not, take its mark off: ${unmark}`,
  }),
  onOneWord: ({ address, ids }: { readonly address: Address; readonly ids: Ids }): Words => ({
    why: `the record of earlier runs names ${showIds(ids)} for ${address}, its tags do not, and nothing else shows that it is ours`,
    release: `if it is yours, set metadata.adopt: ${ids['keyId'] ?? showIds(ids)}; if not: reconcile forget ${address}`,
  }),
  anothers: ({
    address,
    ids,
    mark,
    ourStack,
  }: {
    readonly address: Address;
    readonly ids: Ids;
    readonly mark: LiveMark;
    readonly ourStack: boolean;
  }): Words => {
    const holder = mark.address ?? 'the resource';
    return {
      why: `${showIds(ids)} belongs to ${showMark(mark)}`,
      release: ourStack
        ? `if ${address} is ${holder} under another name, set metadata.formerly: [${holder}]; if not, release it first (metadata.state: released)`
        : `release ${holder} in that stack first (metadata.state: released), or give ${address} another name in AWS`,
    };
  },
  /** `line`: what takes it over, or what to do instead. */
  unclaimedNote: (adoption: Adopting): string =>
    `already exists with these settings, and nothing shows that this stack made it: a later difference is not corrected unless you take it over (${adopting(adoption)})`,
  unclaimed: ({
    address,
    ids,
    differs,
    adoption,
  }: {
    readonly address: Address;
    readonly ids: Ids;
    readonly differs: boolean;
    readonly adoption: Adopting;
  }): Words => ({
    why: `${address} (${showIds(ids)}) already exists${differs ? ' and differs from the manifest' : ''}, and nothing shows that this stack made it`,
    release: adoption.is === 'refused' ? adoption.instead : `${adopting(adoption)} to take it over`,
  }),
  retagged: ({ former }: { readonly former?: string }): string =>
    former === undefined ? 'its ownership tags are missing' : `renamed from ${former}`,

  // Why it goes.
  otherTombstone: ({
    address,
    named,
    live,
  }: {
    readonly address: Address;
    readonly named: string | undefined;
    readonly live: string | undefined;
  }): Words => ({
    why: `the tombstone of ${address} names ${named ?? 'no key'}, the live one is ${live ?? 'another'}`,
    release: `metadata.keyId: ${live ?? ''}`,
  }),
  watched: ({ since, until }: { readonly since: Instant | undefined; readonly until: Instant }): string =>
    since === undefined
      ? 'it is not known since when it is disabled: it is watched for seven days from the next apply on'
      : `it is watched since ${isoOf(since)}, until ${isoOf(until)}`,
  goes: ({ undeclared }: { readonly undeclared: boolean }): string =>
    undeclared ? 'its manifest is gone' : 'its manifest says metadata.state: absent',

  // What a write takes.
  takes: ({ who, what }: Pick<Taken, 'who' | 'what'>): string => `takes ${what} from ${who}`,
  starves: ({ who, what, by }: Pick<Taken, 'who' | 'what'> & { readonly by: string }): string =>
    `takes ${what} from ${who}, to whom ${by} gives it and who has no other statement for it`,
  cutsOff: ({ who }: Pick<Taken, 'who'>): string => `takes all access from ${who}`,

  // Why one thing comes before another.
  usesNow: (): string => 'uses it now',
  readThrough: (): string => 'is read through it',
} as const;

const widen = 'widen the scope, or apply that first';

/** A resource that nothing may rest on, and why if that is known. */
interface Stuck {
  readonly address: Address;
  readonly why: string | undefined;
}

function waitsFor({ address, why = 'what AWS holds for it is not known' }: Stuck, what: string): Words {
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
