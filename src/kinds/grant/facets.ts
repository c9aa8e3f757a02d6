import { names } from '../shared/policy/gates.ts';
import type { Call } from '../../model/call.ts';
import { minute } from '../../model/instant.ts';
import type { Facet, Legality } from '../../model/kind/facet.ts';
import { segmentsOf } from '../../model/path.ts';
import type { Taken } from '../../model/narrows.ts';
import { isList, isMap, type Tree, type TreeMap } from '../../model/tree.ts';
import { kms } from '../../aws/services/kms.ts';
import { gainsOf } from '../../policy/index.ts';
import { grantPolicy } from '../shared/kms/grant-policy.ts';
import { withoutUse } from '../shared/kms/use.ts';
import type { LiveGrant } from '../shared/kms/grant-list.ts';
import { isPendingDeletion } from '../shared/kms/state.ts';
import { put, putEntries, type Put } from '../shared/facet/put.ts';
import { record } from '../shared/facet/record.ts';
import { whole } from '../shared/facet/whole.ts';
import { grantName } from './names.ts';
import { isTrusted } from '../shared/policy/trusted.ts';
import { liveParameters, requestOf, sameGrant, wantedParameters } from './parameters.ts';
import { grantRules } from './risks.ts';
import { keyIn, sortGrants, type At, type GrantReads } from './reads.ts';
import type { GrantSpecOf } from './schema.ts';
import { defer } from '../shared/states.ts';

type GrantFacet = Facet<GrantSpecOf, GrantReads>;

/** KMS reads may go backwards after a write, so two equal ones in a row count (KMS Developer Guide, accessing-kms). */
const confirm = { equalReads: 2, withinMs: 5 * minute };

const revoke: Put<GrantSpecOf, GrantReads> = putEntries([kms.revokeGrant], ({ gone }, { at }) =>
  gone.map((id) => revocation(at, id)),
);

/** A principal that was made again is another one: the old grant gives nothing and says its id, AROA… or AIDA… */
const dead: GrantFacet = record({
  name: 'dead',
  // A plan shows this path: `- revokes["GRANT"]`.
  path: '/revokes',
  paths: [],
  about: 'A grant to a deleted principal has no effect and is revoked.',
  read: 'grants',
  look: 'fast',
  want: (at, { grants }) => none(sortGrants(grants ?? [], at).dead),
  seen: ({ grants }, at) => (grants === undefined ? undefined : byId(sortGrants(grants, at).dead)),
  put: revoke,
  // It gives access to nobody, so it may go before the new one comes.
  half: () => 'expand',
  confirm,
});

/** The wanted grant. A grant cannot be changed: what differs is made anew, under a name of its own. */
const grants: GrantFacet = whole({
  name: 'grants',
  path: '',
  about: 'The grant. Grants are immutable: a change creates a replacement with a new name.',
  read: 'granted',
  look: 'fast',
  members: [
    'key',
    'granteePrincipal',
    'granteeServicePrincipal',
    'retiringPrincipal',
    'retiringServicePrincipal',
    'operations',
    'constraints',
  ],
  compare: sameGrant,
  want: (at) => wantedParameters(at.spec),
  seen({ granted }, at) {
    if (granted === undefined) return undefined;
    const { wanted, former } = sortGrants(granted, at);
    const nearest = wanted ?? former.at(-1);
    return nearest === undefined ? {} : liveParameters(nearest);
  },
  // The dead grant is the one that we made: its write had been seen, and its principal was deleted since.
  hasShown({ grants: live }, at) {
    const name = grantName(at.settings, at.address, wantedParameters(at.spec));
    return live !== undefined && sortGrants(live, at).dead.some((one) => one.Name === name);
  },
  legal: (state) => refusedIn(state) ?? { is: 'after', facets: ['dead'] },
  gives: ({ from, target }) =>
    gainsOf(grantPolicy(from ?? {}), grantPolicy(target)).map(({ principal = 'nobody', actions }) => ({
      who: principal,
      what: actions.map((action) => action.replace(/^kms:/u, '')).join(', '),
    })),
  put: put(kms.createGrant, ({ at, target }) => ({
    KeyId: keyIn(at),
    Name: grantName(at.settings, at.address, target),
    ...requestOf(target),
  })),
  confirm,
  gates: grantRules,
  ungated: [
    names('/key'),
    { paths: ['/retiringServicePrincipal'], why: 'retiring a grant only removes access' },
  ],
  // A grant may take so long to take effect (KMS Developer Guide, grants).
  settlesIn: 5 * minute,
  // Somebody widened the grant: the declared one gives less, and the wide one goes once it is there.
  repair: ({ half }) => (half === 'contract' ? 'protective' : 'access-giving'),
});

/** What the wanted grant takes the place of: revoked once it is there, after all that still uses it. */
const former: GrantFacet = record({
  name: 'former',
  path: '/replaces',
  paths: [],
  about: 'Grants from an earlier manifest of this address, revoked after the new grant exists.',
  read: 'grants',
  look: 'fast',
  want: (at, { grants: live }) => none(sortGrants(live ?? [], at).former),
  seen: ({ grants: live }, at) => (live === undefined ? undefined : byId(sortGrants(live, at).former)),
  half: () => 'contract',
  legal(state, at, { grants: live }) {
    const refused = refusedIn(state);
    const isThere = live !== undefined && sortGrants(live, at).wanted !== undefined;
    if (refused?.is === 'defer' && !isThere)
      return { ...refused, why: `the replacement grant cannot be created: ${refused.why}` };
    return { is: 'after', facets: ['grants'] };
  },
  put: revoke,
  confirm,
  // Under a name that is not the hash of its parameters it was made behind our back.
  label: ({ path, before }, at) => {
    const name = segmentsOf(path).at(-1) ?? '';
    const made = isMap(before) ? before['name'] : undefined;
    return name !== '' && made === grantName(at.settings, at.address, withoutName(before))
      ? 'changed-in-git'
      : 'drifted';
  },
  strangerOf: ({ before }, at) => strangerIn(before, at),
  // The note of the grant says what is revoked; of one that somebody else made a reader sees all.
  quiet: ({ label }) => label === 'changed-in-git',
  takes: ({ from, target }, at) => {
    const live = isMap(from) ? from : {};
    const gone = Object.entries(isMap(target) ? target : {}).flatMap(([id, after]) =>
      after === null ? [live[id]] : [],
    );
    return gone.flatMap((one) => takenBy(one, at));
  },
});

function granteeIn(parameters: Tree | undefined): string {
  const { granteePrincipal, granteeServicePrincipal } = isMap(parameters) ? parameters : {};
  const grantee = granteePrincipal ?? granteeServicePrincipal;
  return typeof grantee === 'string' ? grantee : 'nobody';
}

/** Tells whether the grantee is another one than the declared, and is not in an account that the Stack trusts. */
function strangerIn(parameters: Tree | undefined, at: At): 'hostile' | 'other' | undefined {
  const grantee = granteeIn(parameters);
  if (grantee === granteeIn(wantedParameters(at.spec))) return undefined;
  const account = grantee.split(':')[4];
  return account !== undefined && isTrusted(account, at.settings) ? 'other' : 'hostile';
}

function takenBy(parameters: Tree | undefined, at: At): readonly Taken[] {
  const given = operationsIn(parameters);
  if (strangerIn(parameters, at) !== undefined)
    return [{ who: granteeIn(parameters), what: given.join(', '), last: true, ...meaningOf(given) }];
  const kept = new Set(operationsIn(wantedParameters(at.spec)));
  const lost = given.filter((one) => !kept.has(one));
  return lost.length === 0
    ? []
    : [{ who: granteeIn(parameters), what: lost.join(', '), last: false, ...meaningOf(lost) }];
}

function meaningOf(operations: readonly string[]): Pick<Taken, 'means'> {
  const means = withoutUse(operations);
  return means === undefined ? {} : { means };
}

function operationsIn(parameters: Tree | undefined): readonly string[] {
  const { operations } = isMap(parameters) ? parameters : {};
  return isList(operations) ? operations.filter((one) => typeof one === 'string') : [];
}

/**
 * Explains why the key's state refuses a new grant. CreateGrant wants a key that is enabled; RevokeGrant is taken in
 * every state (KMS Developer Guide, key-state).
 */
function refusedIn(state: string): Extract<Legality, { is: 'defer' }> | undefined {
  if (state === 'Disabled')
    return defer('disabled', 'the key is disabled: KMS accepts no new grants', ['enabled']);
  if (isPendingDeletion(state))
    return defer('pending-deletion', 'the key is pending deletion: KMS accepts no new grants', ['enabled']);
  if (state === 'PendingImport') return defer('no-key-material', 'the key has no key material yet');
  return state === 'Creating' ? defer('in-transition', 'the key is creating') : undefined;
}

/** Maps each live grant's id to its name and what it gives. */
function byId(all: readonly LiveGrant[]): TreeMap {
  return Object.fromEntries(
    all.map((one) => [one.GrantId, { ...liveParameters(one), name: one.Name ?? '' }] as const),
  );
}

function withoutName(tree: Tree | undefined): TreeMap {
  const { name: _name, ...parameters } = isMap(tree) ? tree : {};
  return parameters;
}

function none(all: readonly LiveGrant[]): TreeMap {
  return Object.fromEntries(all.map((one) => [one.GrantId, null] as const));
}

export function revocation(at: At, id: string): Call {
  return kms.revokeGrant(at.place, { KeyId: keyIn(at), GrantId: id });
}

/** In the order in which they may be written. */
export const grantFacets: readonly GrantFacet[] = [dead, grants, former];
