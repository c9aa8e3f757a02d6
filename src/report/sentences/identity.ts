import type { Address } from '../../model/address.ts';
import { showPlace, type AwsFailure } from '../../model/call.ts';
import { mainId, showIds, type Ids } from '../../model/ids.ts';
import type { Of } from './facts.ts';
import { answered, answeredWith, firstOf, showMark, type Words, type Sentences } from './words.ts';

/** What keeps a thing from being found, or from being believed to be ours. */
export const identitySentences = {
  vanished: ({ address, ids }: Of<'address' | 'ids'>) => ({
    why: `${address} was ${Object.keys(ids).length === 0 ? 'made' : showIds(ids)}, which no longer exists; a new one could not read its data`,
    release: `to make a new one all the same: reconcile forget ${address}`,
  }),
  adoptedWithoutTags: ({ ids }: Of<'ids'>) => ({
    why: `${showIds(ids)} shows us no tags, and they alone say whether it belongs to another stack`,
    release: 'let the read role list its tags, or take metadata.adopt out',
  }),
  unlisted: ({ address, failure: { op, name } }: Of<'address' | 'failure'>) => ({
    why: `${op} gave no answer (${name}), so it is not known whether anything else claims ${address}`,
    release: `wait until ${op} answers, or find out why it does not`,
  }),
  adoptedIsAnothers: ({ ids, mark }: Of<'ids' | 'mark'>) => ({
    why: `${showIds(ids)} belongs to ${showMark(mark)}`,
    release: 'let that stack release it first (metadata.state: released), or take metadata.adopt out',
  }),
  immovable: ({ address, place, ids, kind }: Of<'address' | 'place' | 'ids' | 'kind'>) => ({
    why: `${address} exists in ${showPlace(place)} as ${showIds(ids)}, and a ${kind} cannot move`,
    release: 'put metadata.account and metadata.region back, or give the new one another name',
  }),
  foreignEntry: ({ addresses, stack }: Of<'addresses' | 'stack'>) => ({
    why: `the journal names ${addresses.join(', ')}, which no manifest declares and which belongs to stack ${stack}`,
    release: `give each stack a state directory (or coordination prefix) of its own; or drop the entry: reconcile forget ${addresses[0] ?? ''}`,
  }),
  lostManifest: ({
    address,
    addresses,
    renamed,
    kind,
  }: Of<'address' | 'addresses' | 'renamed' | 'kind'>) => ({
    why: `${addresses.join(', ')} lost ${addresses.length === 1 ? 'its manifest' : 'their manifests'}, and a new ${kind} could not read old data`,
    release: `${renamed === undefined ? '' : `if ${address} is the same one renamed, say metadata.formerly: [${renamed}]; if not: `}reconcile forget ${addresses[0] ?? ''}, or keep the old manifest with metadata.state: released`,
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
        ? `${shown} all carry the mark of ${address}`
        : `the evidence for ${address} disagrees: ${shown}`,
      release: wayOut(way),
    };
  },
  aliasIsAnothers: ({ name, ids, mark }: Of<'name' | 'ids' | 'mark'>) => ({
    why: `${name} already points to ${showIds(ids)}, which belongs to ${showMark(mark)}`,
    release: 'let that stack release the key first (metadata.state: released), or choose another name',
  }),
  aliasIsUnproven: ({ name, ids, tagless }: Of<'name' | 'ids' | 'tagless'>) => ({
    why: `${name} already points to ${showIds(ids)}, which ${tagless ? 'shows us no tags' : 'does not carry our mark'}`,
    release: `metadata.adopt: ${mainId(ids)?.value ?? showIds(ids)} takes it over; or delete that alias, or choose another name`,
  }),

  // The mark of this Stack under another name or uid.
  formerMarks: ({ marks, own }: Of<'own'> & { readonly marks: readonly FormerMark[] }) => {
    const stacks = [...new Set(marks.map(({ stack }) => stack))].join(' or ');
    const shown = firstOf(
      marks.map(({ arn, address }) => `${address ?? 'a resource'} (${arn})`),
      3,
    );
    return {
      why: `${shown} ${marks.length === 1 ? 'carries' : 'carry'} the mark of Stack ${stacks}, and this Stack is ${own}`,
      // To take over a name and a uid that are another Stack's would make everything of that Stack look like ours.
      release: `if this is another Stack, choose a name and a uid that nothing carries; only if it is the same Stack, restore its metadata.name and spec.uid (${stacks})`,
    };
  },
  unreadFormerMarks: (failure: AwsFailure) => ({
    why: `whether this Stack had another name or uid is not known: ${answeredWith(failure)}`,
    release: 'let the read role call tag:GetResources, and run again',
  }),
  namesake: ({ address, arn, stack }: Of<'address' | 'arn' | 'stack'>) =>
    `${address} of Stack ${stack} exists (${arn}): if this Stack was ${stack} before, restore its name and uid; a new key reads nothing of the old one`,

  // Doubts that a wait or a second read may end.
  stoppedLooking: () => 'stopped on request',
  oddAnswer: ({ paths }: Of<'paths'>) =>
    `the answer does not have the form that is known: look at ${paths.join(', ') || 'the whole'}`,
  unreadUse: ({ name, error }: Of<'name' | 'error'>) => `its ${name} cannot be read (${error})`,
  hidden: ({ address }: Of<'address'>) =>
    `${address} was made before and AWS does not show all of it: it may be too young to be seen`,
  openIntent: ({ address, kind }: Of<'address' | 'kind'>) =>
    `an earlier run may have made ${address} without hearing so: AWS can hide a new ${kind} from listings for a while`,
  youngJournal: ({ kind }: Of<'kind'>) =>
    `this journal is new and knows of no earlier run: making sure that none left a ${kind} behind`,
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

/** Names the one that the journal stands for, and how a person takes the mark off another: none is chosen for them. */
function wayOut({ adoptsAnother, known, unmark }: WayOut): string {
  if (adoptsAnother)
    return 'it has one already: take metadata.adopt out, or let the other go first (metadata.state: released)';
  const keep =
    known === undefined ? 'keep the one that is in use' : `keep ${showIds(known)}, which the journal names`;
  return `${keep}, and take the mark off the other (cancel its deletion first if one is pending): ${unmark.join(' or: ')}`;
}

/** What is said of what lost its manifest. */
export const leftSentences = {
  noRecord: () => `${notKnown}: its manifest is not on record`,
  notUnderstood: () => `${notKnown}: its settings were not understood`,
  unread: (failure: AwsFailure) => `${notKnown}: ${answered(failure)}`,
  unreadFacet: ({ facet, failure }: Of<'facet' | 'failure'>) =>
    `whether ${facet} was opened is not known: ${answered(failure)}`,
  gives: ({ who, what }: Of<'who' | 'what'>) => `gives ${what} to ${who}`,
  guarded: () => 'its manifest is deleted: until a person lets it go, what others open is closed again',
} as const satisfies Sentences;

const notKnown = 'whether it was opened is not known';
