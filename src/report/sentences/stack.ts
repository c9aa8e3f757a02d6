import { showPlace, type AwsFailure, type Place } from '../../model/call.ts';
import type { Loosened } from '../../model/plan.ts';
import type { UnreadKey } from '../../model/stands-on.ts';
import type { Of } from './facts.ts';
import { answered, answeredWith, firstOf, type Sentences } from './words.ts';

/** What is to be known of a Stack: what of it waits, and what Keywright stands on. */
export const stackSentences = {
  waits: ({ dropped, loosened, first }: Of<'dropped' | 'loosened' | 'first'>) =>
    [
      ...(dropped === 0 ? [] : [`${String(dropped)} resources lost their manifests`]),
      ...(loosened.length === 0
        ? []
        : [`${first ? 'no Stack is accepted yet, and ' : ''}this one loosens ${fieldsOf(loosened)}`]),
    ].join('; '),

  standsMarked: ({ addresses }: Of<'addresses'>) =>
    `${firstOf(addresses, 3)} ${addresses.length === 1 ? 'carries' : 'carry'} the mark of this Stack, and no accepted Stack is known here${stateLost}`,

  standsUnread: (failure: AwsFailure) =>
    `no accepted Stack is known here, and ${answered(failure)}, so whether one stands is not known${stateLost}`,

  formerMark: (why: string) => ({ why, release: 'restore metadata.name and spec.uid of the Stack' }),

  listedInGuardrails: ({ file }: Of<'file'>) => `is listed in standsOn of the guardrails in ${file}`,

  coordinationKey: ({ bucket }: Of<'bucket'>) =>
    `encrypts ${bucket}, in which Keywright keeps its lease and journal`,

  coordinationAlias: ({ bucket }: Of<'bucket'>) =>
    `names the key that encrypts ${bucket}, in which Keywright keeps its lease and journal`,

  unreadCoordinationKey: ({ bucket, place, failure }: UnreadKey) =>
    `which key encrypts the coordination bucket ${bucket} (${showPlace(place)}) is not known: ${answeredWith(failure)}`,

  standsOn: ({ address, arn, what }: Of<'address' | 'arn' | 'what'>) => ({
    why: `${address} targets ${arn}, which ${what}`,
    release: 'take its manifest out: Keywright manages nothing that it stands on',
  }),

  unreadIndex: ({ at, ...failure }: Pick<AwsFailure, 'op' | 'name' | 'message'> & { readonly at: Place }) =>
    `orphans in ${showPlace(at)} are not known: ${answeredWith(failure)}`,

  noMemory: () =>
    'no record of earlier applies was found, so a difference may come from Git or from AWS; each counts as a change made outside Git (repair)',
} as const satisfies Sentences;

const stateLost = ': the state was lost, or coordination moved';

/** `Stack spec.release, Key/a metadata.ignore and 2 more`. */
function fieldsOf(loosened: readonly Loosened[]): string {
  return firstOf(
    loosened.map(({ address = 'Stack', path }) => `${address} ${path.slice(1).replaceAll('/', '.')}`),
    3,
  );
}
