import type { Facet } from '../../../model/kind/facet.ts';
import { policyText } from '../../../policy/index.ts';
import { idOf } from '../../../model/kind/identity.ts';
import { asText } from '../../../model/tree.ts';
import { kms } from '../../../aws/services/kms.ts';
import { field } from '../facet/field.ts';
import { put, turn } from '../facet/put.ts';
import { readersOfKey } from '../policy/declared-readers.ts';
import { policyFacet } from '../policy/document.ts';
import { inPartition } from '../policy/facet.ts';
import { describes } from '../policy/gates.ts';
import { where } from '../policy/risk-rules.ts';
import { keyLocks } from '../policy/risks.ts';
import { tagsFacet } from '../tags.ts';
import type { SharedKeyReads, SharedKeySpec } from './reads.ts';
import { isPassing, isPendingDeletion } from './state.ts';
import { keyTags } from './tags.ts';
import { defer } from '../states.ts';

type KeyFacet = Facet<SharedKeySpec, SharedKeyReads>;

const policy: KeyFacet = policyFacet({
  of: 'key',
  path: '/policy',
  about: 'The administrators and users of the key.',
  want: (at) => inPartition(at.spec.policy, at.settings.partition),
  // PutKeyPolicy is legal in every state, and nothing may be opened under a policy that was tampered with.
  put: put(kms.putKeyPolicy, ({ at, target }) => ({
    KeyId: idOf(at, 'keyId'),
    PolicyName: 'default',
    Policy: policyText(target),
  })),
  readers: readersOfKey,
  locks: keyLocks,
});

const noDeletion = 'none';

/** A pending deletion is called off before anything else; the key is left disabled (KMS API, CancelKeyDeletion). */
const deletion: KeyFacet = field({
  path: '/deletion',
  paths: [],
  about: 'Cancels a pending deletion. The key is then disabled until its manifest enables it.',
  read: 'metadata',
  look: 'fast',
  put: put(kms.cancelKeyDeletion, ({ at }) => ({ KeyId: idOf(at, 'keyId') })),
  want: () => noDeletion,
  seen: ({ metadata }) =>
    metadata === undefined
      ? undefined
      : isPendingDeletion(metadata.state)
        ? scheduled(metadata.deletionDate)
        : noDeletion,
  harm: ({ after }) =>
    typeof after === 'string' && after !== noDeletion
      ? `everything encrypted with this key is lost for good once it is deleted (${after})`
      : undefined,
});

function scheduled(date: string | undefined): string {
  return date === undefined ? 'after its last replica is deleted' : `scheduled for ${date}`;
}

const description: KeyFacet = field({
  path: '/description',
  about: 'The purpose of the key.',
  read: 'metadata',
  put: put(kms.updateKeyDescription, ({ at, target }) => ({
    KeyId: idOf(at, 'keyId'),
    Description: asText(target),
  })),
  want: ({ spec }) => (spec.description === null ? '' : spec.description),
  seen: ({ metadata }) => metadata?.description,
  ungated: [describes('/description')],
  affectsUse: false,
  // Refused while a deletion is pending, as tags are (KMS Developer Guide, key-state).
  after: ['deletion'],
});

const tags: KeyFacet = tagsFacet(keyTags);

const enabled: KeyFacet = field({
  path: '/enabled',
  about: 'Whether the key is enabled.',
  read: 'metadata',
  look: 'fast',
  put: turn(kms.enableKey, kms.disableKey, ({ at }) => ({ KeyId: idOf(at, 'keyId') })),
  // Nobody can say yet whether what is being made or moved will be enabled.
  seen: ({ metadata }) =>
    metadata === undefined || isPassing(metadata.state) ? undefined : metadata.state === 'Enabled',
  half: (change) => (change.after === false ? 'contract' : 'expand'),
  legal(state, { spec }) {
    if (isPendingDeletion(state) && spec.enabled === false)
      return defer('pending-deletion', 'its deletion is pending');
    if (state === 'PendingImport') return defer('no-key-material', 'the key has no key material yet');
    if (isPassing(state)) return defer('in-transition', `the key is ${state.toLowerCase()}`);
    return { is: 'after', facets: ['policy', 'deletion'] };
  },
  gates: [
    {
      on: 'loses',
      class: 'disable',
      when: 'turning it off',
      restoring: 'waits',
      finds: where(
        ({ after }) => after === false,
        'data encrypted with this key cannot be read or written while it is disabled',
      ),
    },
  ],
  repair: (change) => (change.after === true ? 'access-giving' : 'protective'),
});

/** What a primary key and a replica of one have each for itself, in the order in which it may be written (design §4). */
export const sharedKeyFacets: readonly KeyFacet[] = [policy, deletion, description, tags, enabled];
