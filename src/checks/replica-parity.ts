import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource, Stack } from '../model/resource.ts';
import type { Policy } from '../policy/index.ts';
import { at, policyAt, referredAt, resourcesOf } from './check.ts';

/**
 * Reports principals that may use the primary and not the replica: they notice on the day of a failover. A replica's
 * policy is its own. ReplicateKey without one gives it the default policy (KMS Developer Guide, multi-region-keys).
 */
export function replicaParity(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'ReplicaKey').flatMap((replica) => [
    ...multiRegion(stack, replica),
    ...samePrincipals(stack, replica),
  ]);
}

/**
 * Reports a primary that is not multi-Region: only a key made as such has replicas (KMS API, ReplicateKey). Unset it
 * may be one, of a new key it is none.
 */
function multiRegion(stack: Stack, replica: Resource): readonly Diagnostic[] {
  const primary = referredAt(stack, replica, '/primary');
  if (primary === undefined || primary.spec['multiRegion'] === true) return [];
  const isNone = primary.spec['multiRegion'] === false;
  return [
    at(replica, {
      severity: isNone ? 'error' : 'warning',
      code: 'check.replica-parity',
      path: '/primary',
      message: isNone
        ? `${primary.address} is declared multiRegion: false, so it has no replicas`
        : `${primary.address} does not declare multiRegion: true, so a new key could not have replicas`,
      hint: 'a key cannot become multi-Region later: declare multiRegion: true if it is one, otherwise use another key',
    }),
  ];
}

function samePrincipals(stack: Stack, replica: Resource): readonly Diagnostic[] {
  const primary = referredAt(stack, replica, '/primary');
  const policy = primary === undefined ? undefined : policyAt(primary.spec, 'policy');
  if (primary === undefined || policy === undefined) return [];
  const own = policyAt(replica.spec, 'policy');
  const missing = [...principalsOf(policy)].filter(
    (principal) => own === undefined || !principalsOf(own).has(principal),
  );
  if (missing.length === 0) return [];
  const message =
    own === undefined
      ? `${replica.address} declares no policy, so it gets the default policy instead of that of ${primary.address}`
      : `the policy of ${replica.address} does not name ${missing.join(', ')}, which the policy of ${primary.address} has`;
  return [
    at(replica, {
      severity: 'warning',
      code: 'check.replica-parity',
      path: own === undefined ? '' : '/policy',
      message,
    }),
  ];
}

function principalsOf(policy: Policy): ReadonlySet<string> {
  const allowed = policy.statements.filter(({ effect }) => effect === 'Allow');
  return new Set(
    allowed.flatMap(({ principals }) =>
      (principals?.entries ?? []).map(({ value }) => (typeof value === 'string' ? value : value.$unknown)),
    ),
  );
}
