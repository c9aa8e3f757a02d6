import type { Call, Place } from '../../model/call.ts';
import type { Facet, WriteInput } from '../../model/kind/facet.ts';
import { idOf } from '../../model/kind/identity.ts';
import type { Subject } from '../../model/subject.ts';
import { asText, isMap, type Tree } from '../../model/tree.ts';
import { kms } from '../../aws/services/kms.ts';
import { field } from '../shared/facet/field.ts';
import { whole } from '../shared/facet/whole.ts';
import { sharedKeyFacets } from '../shared/kms/facets.ts';
import { each, where, type RiskRule } from '../shared/policy/risk-rules.ts';
import { isPassing, isPendingDeletion } from '../shared/kms/state.ts';
import type { KeyReads } from './reads.ts';
import type { KeySpecOf } from './schema.ts';
import { defer } from '../shared/states.ts';
import { plural } from '../../model/plural.ts';

type KeyFacet = Facet<KeySpecOf, KeyReads>;

const rotationRules: readonly RiskRule<KeySpecOf, KeyReads>[] = [
  {
    paths: ['/rotation/enabled'],
    on: 'loses',
    class: 'disable',
    when: 'turning it off',
    restoring: 'free',
    finds: where(
      ({ before, after }) => before === true && after === false,
      'the key material will no longer be rotated',
    ),
  },
  {
    paths: ['/rotation/periodInDays'],
    on: 'changes',
    class: 'disable',
    when: 'stretching its period',
    restoring: 'free',
    finds: each(({ before, after }) =>
      typeof before === 'number' && typeof after === 'number' && after > before
        ? `the key material will be rotated every ${plural(after, 'day')}, not every ${before}`
        : undefined,
    ),
  },
];

const rotation: KeyFacet = whole({
  path: '/rotation',
  about: 'Automatic rotation. For a multi-Region key, it is read and written at the primary.',
  read: 'rotation',
  want: ({ spec }) => wantedRotation(spec.rotation),
  seen: ({ rotation: seen }) => (seen === undefined ? undefined : liveRotation(seen)),
  half: (change) => (change.path.endsWith('/enabled') && change.after === false ? 'contract' : 'expand'),
  legal(state, { spec }) {
    if (isPendingDeletion(state))
      return defer('pending-deletion', 'KMS reports rotation as off while a deletion is pending');
    if (spec.enabled === false) return defer('disabled', 'the rotation of a disabled key cannot be changed');
    if (state === 'Disabled' && spec.enabled === undefined)
      return defer('disabled', 'the key is disabled, so its rotation cannot be changed');
    return { is: 'after', facets: ['enabled'] };
  },
  // Former key material stays with the key, so what it encrypted is decrypted as before (KMS Developer Guide, rotate-keys).
  affectsUse: false,
  put: { calls: [kms.enableKeyRotation.op, kms.disableKeyRotation.op], write: rotationCalls },
  gates: rotationRules,
});

// One call sets both; enabling again resets the schedule, so it is sent only where something differs.
function rotationCalls({ at, target, reads }: WriteInput<KeySpecOf, KeyReads>): readonly Call[] {
  const KeyId = idOf(at, 'keyId');
  const { enabled: on, periodInDays } = isMap(target) ? target : {};
  if (on !== true) return [kms.disableKeyRotation(primaryPlace(at, reads), { KeyId })];
  return [
    kms.enableKeyRotation(primaryPlace(at, reads), {
      KeyId,
      RotationPeriodInDays: typeof periodInDays === 'number' ? periodInDays : undefined,
    }),
  ];
}

/**
 * Returns the place of the primary, which alone takes what related keys share (KMS Developer Guide,
 * multi-region-keys-overview).
 */
function primaryPlace({ place }: Subject<KeySpecOf>, { metadata }: Partial<KeyReads>): Place {
  return { ...place, region: metadata?.family?.primaryRegion ?? place.region };
}

/** 365 days is what KMS takes if no period is given (KMS API, EnableKeyRotation). */
const defaultPeriod = 365;

function wantedRotation(spec: KeySpecOf['rotation']): Tree | undefined {
  if (spec === undefined) return undefined;
  if (spec === null || !spec.enabled) return { enabled: false };
  if (spec.periodInDays === undefined) return { enabled: true };
  return { enabled: true, periodInDays: spec.periodInDays ?? defaultPeriod };
}

function liveRotation(seen: KeyReads['rotation']): Tree {
  return seen.enabled
    ? { enabled: true, periodInDays: seen.periodInDays ?? defaultPeriod }
    : { enabled: false };
}

/** Placeholder for a key that is being promoted: DescribeKey still reports it as a replica. */
const moving = 'being promoted here';

/**
 * The declared Key is the primary of its replicas. Who made another one the primary may have had to: nobody
 * puts it back without a person (design §5).
 */
const primary: KeyFacet = field({
  path: '/primary',
  paths: [],
  about: 'The declared Key is the primary key of its replicas.',
  read: 'metadata',
  want: ({ spec, place }) => (spec.multiRegion === true ? place.region : undefined),
  seen: ({ metadata }, { place }) => {
    const family = metadata?.family;
    if (family === undefined) return undefined;
    return family.role !== 'PRIMARY' && family.primaryRegion === place.region ? moving : family.primaryRegion;
  },
  legal(state, { spec }) {
    if (isPassing(state)) return defer('in-transition', `the key is ${state.toLowerCase()}`);
    const staysDisabled = spec.enabled === false || (state === 'Disabled' && spec.enabled === undefined);
    if (staysDisabled || (isPendingDeletion(state) && spec.enabled !== true))
      return defer('disabled', 'a key that is not enabled cannot become the primary');
    // Rotation is written where the primary is now, so it comes first.
    return { is: 'after', facets: ['policy', 'deletion', 'enabled', 'rotation'] };
  },
  put: {
    calls: [kms.updatePrimaryRegion.op],
    write: ({ at, target, reads }) => [
      kms.updatePrimaryRegion(primaryPlace(at, reads), {
        KeyId: idOf(at, 'keyId'),
        PrimaryRegion: asText(target),
      }),
    ],
  },
  approval: 'making it the primary again (repair)',
  risk: (changes) =>
    changes
      .filter(({ path }) => path === '/primary')
      .map(({ before }) => ({
        class: 'repair',
        path: '/primary',
        message: `the replica in ${typeof before === 'string' ? before : 'another Region'} was promoted to primary key outside Git`,
      })),
  repair: () => 'access-giving',
});

/** In the order in which they may be written (design §4). */
export const keyFacets: readonly KeyFacet[] = [...sharedKeyFacets, rotation, primary];
