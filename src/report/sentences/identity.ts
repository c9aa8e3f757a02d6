import type { Address } from '../../model/address.ts';
import { showPlace, type AwsFailure } from '../../model/call.ts';
import { mainId, showIds, type Ids } from '../../model/ids.ts';
import type { Of } from './facts.ts';
import { answered, answeredWith, firstOf, showMark, type Words, type Sentences } from './words.ts';

/** What keeps a thing from being found, or from being believed to be ours. */
export const identitySentences = {
  vanished: ({ address, ids }: Of<'address' | 'ids'>) => ({
    why: `${address} was ${Object.keys(ids).length === 0 ? 'created' : showIds(ids)}, which no longer exists; a replacement cannot read its data`,
    release: `to create a replacement anyway: reconcile forget ${address}`,
  }),
  adoptedWithoutTags: ({ ids }: Of<'ids'>) => ({
    why: `${showIds(ids)} does not show its tags, which alone say whether another stack owns it`,
    release: 'allow the read role to list its tags, or remove metadata.adopt',
  }),
  unlisted: ({ address, failure: { op, name } }: Of<'address' | 'failure'>) => ({
    why: `${op} did not respond (${name}), so another claim to ${address} cannot be ruled out`,
    release: `wait until ${op} responds, or fix its cause`,
  }),
  adoptedIsAnothers: ({ ids, mark }: Of<'ids' | 'mark'>) => ({
    why: `${showIds(ids)} belongs to ${showMark(mark)}`,
    release: 'release it in that stack first (metadata.state: released), or remove metadata.adopt',
  }),
  immovable: ({ address, place, ids, kind }: Of<'address' | 'place' | 'ids' | 'kind'>) => ({
    why: `${address} exists in ${showPlace(place)} as ${showIds(ids)}, and a ${kind} cannot move`,
    release: 'restore metadata.account and metadata.region, or rename the new resource',
  }),
  foreignEntry: ({ addresses, stack }: Of<'addresses' | 'stack'>) => ({
    why: `the journal contains ${addresses.join(', ')} of stack ${stack}, which no manifest declares`,
    release: `give each stack a separate state directory (or coordination prefix), or drop the entry: reconcile forget ${addresses[0] ?? ''}`,
  }),
  lostManifest: ({
    address,
    addresses,
    renamed,
    kind,
  }: Of<'address' | 'addresses' | 'renamed' | 'kind'>) => ({
    why: `${addresses.join(', ')} lost ${addresses.length === 1 ? 'its manifest' : 'their manifests'}, and a new ${kind} cannot read the old data`,
    release: `${renamed === undefined ? '' : `if ${address} is the renamed resource, set metadata.formerly: [${renamed}]; if not: `}reconcile forget ${addresses[0] ?? ''}, or keep the old manifest with metadata.state: released`,
  }),
  severalClaims: ({
    address,
    claims,
    allMarked,
    ...way
  }: {
    readonly address: Address;
    readonly claims: readonly Ids[];
    readonly allMarked: boolean;
  } & WayOut): Words => {
    const shown = claims.map(showIds).join(' and ');
    return {
      why: allMarked
        ? `${shown} all have the ownership tags of ${address}`
        : `the evidence for ${address} disagrees: ${shown}`,
      release: wayOut(way),
    };
  },
  aliasIsAnothers: ({ name, ids, mark }: Of<'name' | 'ids' | 'mark'>) => ({
    why: `${name} already points to ${showIds(ids)}, which belongs to ${showMark(mark)}`,
    release: 'release the key in that stack first (metadata.state: released), or choose another name',
  }),
  aliasIsUnproven: ({ name, ids, tagless }: Of<'name' | 'ids' | 'tagless'>) => ({
    why: `${name} already points to ${showIds(ids)}, which ${tagless ? 'does not show its tags' : 'does not have our ownership tags'}`,
    release: `set metadata.adopt: ${mainId(ids)?.value ?? showIds(ids)} to take it over, delete that alias, or choose another name`,
  }),

  // The mark of this Stack under another name or uid.
  formerMarks: ({ marks, own }: Of<'own'> & { readonly marks: readonly FormerMark[] }) => {
    const stacks = [...new Set(marks.map(({ stack }) => stack))].join(' or ');
    const shown = firstOf(
      marks.map(({ arn, address }) => `${address ?? 'a resource'} (${arn})`),
      3,
    );
    return {
      why: `${shown} ${marks.length === 1 ? 'has' : 'have'} the ownership tags of Stack ${stacks}, and this Stack is ${own}`,
      // To take over a name and a uid that are another Stack's would make everything of that Stack look like ours.
      release: `for a new Stack, choose an unused name and uid; only if it is the same Stack, restore its metadata.name and spec.uid (${stacks})`,
    };
  },
  unreadFormerMarks: (failure: AwsFailure) => ({
    why: `cannot check whether this Stack had another name or uid: ${answeredWith(failure)}`,
    release: 'allow the read role tag:GetResources, then run again',
  }),
  namesake: ({ address, arn, stack }: Of<'address' | 'arn' | 'stack'>) =>
    `${address} of Stack ${stack} exists (${arn}): if this Stack was ${stack} before, restore its name and uid; a new key cannot read data of the old one`,

  // Doubts that a wait or a second read may end.
  stoppedLooking: () => 'stopped on request',
  oddAnswer: ({ paths }: Of<'paths'>) =>
    `the response has an unknown form: check ${paths.join(', ') || 'all of it'}`,
  unreadUse: ({ name, error }: Of<'name' | 'error'>) => `its ${name} cannot be read (${error})`,
  hidden: ({ address }: Of<'address'>) =>
    `${address} was created before and AWS does not show all of it: it may not have propagated yet`,
  openIntent: ({ address, kind }: Of<'address' | 'kind'>) =>
    `an earlier run may have created ${address} without a response: AWS can take a while to list a new ${kind}`,
  youngJournal: ({ kind }: Of<'kind'>) =>
    `one-time safety wait: this journal is new, so Keywright checks that no earlier run created a ${kind}`,
} as const satisfies Sentences;

interface FormerMark {
  readonly arn: string;
  readonly stack: string;
  readonly address: string | undefined;
}

interface WayOut {
  /** `metadata.adopt` names another one than the one that it has. */
  readonly adoptsAnother: boolean;
  readonly known: Ids | undefined;
  /** Commands that take the mark off the others. */
  readonly unmark: readonly string[];
}

/** Tells which one the journal stands for, and how a person takes the mark off another. Chooses none for them. */
function wayOut({ adoptsAnother, known, unmark }: WayOut): string {
  if (adoptsAnother)
    return 'the address already has a resource: remove metadata.adopt, or release that resource first (metadata.state: released)';
  const keep =
    known === undefined ? 'keep the one in use' : `keep ${showIds(known)}, which is in the journal`;
  return `${keep}, and remove the ownership tags of the other (first cancel its deletion if one is pending): ${unmark.join(' or: ')}`;
}

/** What is said of what lost its manifest. */
export const leftSentences = {
  noRecord: () => `${notKnown}: its last manifest is not recorded`,
  notUnderstood: () => `${notKnown}: its settings could not be parsed`,
  unread: (failure: AwsFailure) => `${notKnown}: ${answered(failure)}`,
  unreadFacet: ({ facet, failure }: Of<'facet' | 'failure'>) =>
    `cannot check whether ${facet} was opened: ${answered(failure)}`,
  gives: ({ who, what }: Of<'who' | 'what'>) => `gives ${what} to ${who}`,
  guarded: () =>
    'its manifest was deleted: until a person forgets it, Keywright reverts access that others open',
} as const satisfies Sentences;

const notKnown = 'cannot check whether it was opened';
