import type { Risk } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { declareKind } from '../../model/kind/declare.ts';
import { hasUnknown, isUnknown } from '../../model/tree.ts';
import { bornAt } from '../shared/kms/key.ts';
import { granteeOf, isGone, type LiveGrant } from '../shared/kms/grant-list.ts';
import { grantFacets, revocation } from './facets.ts';
import { liveParameters, wantedParameters } from './parameters.ts';
import { grantReads, keyArnOf, nameStart, sortGrants, type At, type GrantReads } from './reads.ts';
import { GrantSpecSchema, type GrantSpecOf } from './schema.ts';
import { grantStrays, isLeftBy } from './strays.ts';
import { degraded } from '../shared/states.ts';

/** Access to a key that is given outside its policy. */
export const grant = declareKind<GrantSpecOf, GrantReads>({
  kind: 'Grant',
  summary: 'A grant on a KMS key: grantee, operations and encryption context.',
  schema: GrantSpecSchema,
  identity: {
    by: 'name',
    ids: idsOf,
    blank: ({ grants, granted }) => (grants ?? granted)?.length === 0,
    // Only grants with our own name are ever looked at.
    ours: () => true,
    adoption: {
      is: 'refused',
      why: 'AWS cannot rename a grant, and Keywright identifies its grants by name',
      instead:
        'declare the grant without metadata.adopt, apply, then revoke the old one: aws kms revoke-grant --key-id KEY --grant-id GRANT',
    },
  },
  place: ({ key }) => {
    const region = isUnknown(key) || !key.startsWith('arn:') ? undefined : key.split(':')[3];
    return region === undefined ? {} : { region };
  },
  claims: () => [],
  waitsFor: (at, others) =>
    [...others.keys()]
      .filter((address) => isLeftBy(address, at))
      .map((to) => ({ to, why: 'replaces it on another key' })),
  givesAccess: true,
  hangsOn: { paths: ['/key'] },
  uses: (_reads, ids) => (ids['key'] === undefined ? [] : [ids['key']]),
  locks: (at) => [`grants:${keyArnOf(at) ?? at.address}`],
  reads: grantReads,
  existence: 'key',
  state: ({ key }) => key?.state ?? 'unknown',
  bornAt: ({ key }) => bornAt(key),
  health: ({ key }) =>
    key?.state === 'Enabled' || key?.state === 'Updating'
      ? { is: 'Healthy' }
      : degraded('unusable', `its key is ${key?.state ?? 'unknown'}: the grant has no effect`),
  facets: grantFacets,
  notes: ({ grants }, at) => (isReplaced(grants ?? [], at) ? [replacing] : []),
  onVanish: 'revoke',
  strays: grantStrays,
  removal: {
    reads: {},
    blockers: () => [],
    watch: 'none',
    calls: ['kms:RevokeGrant'],
    next(at, { grants = [] }) {
      if (grants.length === 0) return undefined;
      return {
        name: 'revoke',
        calls: grants.map((one) => revocation(at, one.GrantId)),
        changes: grants.map((one) => ({
          path: `/${one.GrantId}`,
          before: liveParameters(one),
          after: undefined,
        })),
        ...cutOff(grants),
      };
    },
  },
  validate: (at) => unknownParameters(at),
});

/**
 * Reports the access that is cut off. What Git takes away was somebody's until now, unless the grantee was deleted.
 */
function cutOff(grants: readonly LiveGrant[]): { readonly risk?: Risk } {
  const taken = grants.filter((one) => !isGone(granteeOf(one)));
  if (taken.length === 0) return {};
  const whose = [...new Set(taken.map(granteeOf))].join(', ');
  const what = [...new Set(taken.flatMap(({ Operations }) => Operations ?? []))].join(', ');
  return { risk: { class: 'cut-off', message: `takes ${what} from ${whose}` } };
}

/** Returns the key and the start of the names of its grants. Of a grant that no file declares these are the spec. */
function idsOf(at: At): { readonly key: string; readonly name: string } | undefined {
  const key = keyArnOf(at);
  if (key === undefined) return undefined;
  return { key, name: nameStart(at) };
}

/** Reports parameters that wait for AWS. The name of a grant is made of its parameters, so nothing in them may. */
function unknownParameters(at: At): readonly Diagnostic[] {
  return Object.entries(wantedParameters(at.spec)).flatMap(([name, value]): readonly Diagnostic[] =>
    hasUnknown(value)
      ? [
          {
            severity: 'error',
            code: 'manifest.interpolation',
            message: 'this value must be known before any AWS call: the grant name is derived from it',
            hint: 'use only the account, Region, partition, and ARNs that the manifests determine',
            path: `/${name}`,
          },
        ]
      : [],
  );
}

const replacing = 'a grant cannot be changed: a new one is created, then the earlier one is revoked';

function isReplaced(live: readonly LiveGrant[], at: At): boolean {
  const { wanted, former } = sortGrants(live, at);
  return wanted === undefined && former.length > 0;
}
