import { showPlace, type AwsFailure, type Place } from '../../model/call.ts';
import type { Loosened } from '../../model/plan.ts';
import type { UnreadKey } from '../../model/stands-on.ts';
import type { Of } from './facts.ts';
import { answered, answeredWith, firstOf, type Sentences } from './words.ts';
import { plural } from '../../model/plural.ts';

/** What is to be known of a Stack: what of it waits, and what Keywright stands on. */
export const stackSentences = {
  waits: ({ dropped, loosened, first }: Of<'dropped' | 'loosened' | 'first'>) =>
    [
      ...(dropped === 0 ? [] : [`${plural(dropped, 'manifest was', 'manifests were')} deleted`]),
      ...(loosened.length === 0
        ? []
        : [`${first ? 'no Stack is accepted yet, and ' : ''}this one loosens ${fieldsOf(loosened)}`]),
    ].join('; '),

  standsMarked: ({ addresses }: Of<'addresses'>) =>
    `${firstOf(addresses, 3)} ${addresses.length === 1 ? 'has' : 'have'} the ownership tags of this Stack, but no accepted Stack is recorded here${stateLost}`,

  standsUnread: (failure: AwsFailure) =>
    `no accepted Stack is recorded here, and Keywright cannot check for one because ${answered(failure)}${stateLost}`,

  formerMark: (why: string) => ({ why, release: 'restore metadata.name and spec.uid of the Stack' }),

  listedInGuardrails: ({ file }: Of<'file'>) => `is listed in standsOn of the guardrails in ${file}`,

  coordinationKey: ({ bucket }: Of<'bucket'>) =>
    `encrypts ${bucket}, which holds the lease and journal of Keywright`,

  coordinationAlias: ({ bucket }: Of<'bucket'>) =>
    `names the key that encrypts ${bucket}, which holds the lease and journal of Keywright`,

  unreadCoordinationKey: ({ bucket, place, failure }: UnreadKey) =>
    `the key of the coordination bucket ${bucket} (${showPlace(place)}) is unknown: ${answeredWith(failure)}`,

  standsOn: ({ address, arn, what }: Of<'address' | 'arn' | 'what'>) => ({
    why: `${address} targets ${arn}, which ${what}`,
    release: 'remove its manifest: Keywright does not manage its own dependencies',
  }),

  unreadIndex: ({ at, ...failure }: Pick<AwsFailure, 'op' | 'name' | 'message'> & { readonly at: Place }) =>
    `orphans in ${showPlace(at)} are unknown: ${answeredWith(failure)}`,

  noMemory: () =>
    'there is no record of earlier applies, so every difference counts as a change made outside Git (repair)',
} as const satisfies Sentences;

const stateLost = ': the state was lost, or coordination was moved';

/** Lists the fields that are loosened: `Stack spec.release, Key/a metadata.ignore and 2 more`. */
function fieldsOf(loosened: readonly Loosened[]): string {
  return firstOf(
    loosened.map(({ address = 'Stack', path }) => `${address} ${path.slice(1).replaceAll('/', '.')}`),
    3,
  );
}
