import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import type { Policy } from '../policy/index.ts';
import { at, policyAt, referredAt, resourcesOf } from './check.ts';

/**
 * A replica's policy is its own, and ReplicateKey without one gives it the default policy (KMS Developer Guide,
 * multi-region-keys): principals that may use the primary and not the replica notice on the day of a failover.
 */
export function replicaParity(stack: Stack): readonly Diagnostic[] {
  return resourcesOf(stack, 'ReplicaKey').flatMap((replica) => {
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
        ? `declares no policy, so it gets the default one and not that of ${primary.address}`
        : `its policy does not name ${missing.join(', ')}, which that of ${primary.address} does`;
    return [
      at(replica, {
        severity: 'warning',
        code: 'check.replica-parity',
        path: own === undefined ? '' : '/policy',
        message,
      }),
    ];
  });
}

function principalsOf(policy: Policy): ReadonlySet<string> {
  const allowed = policy.statements.filter(({ effect }) => effect === 'Allow');
  return new Set(
    allowed.flatMap(({ principals }) =>
      (principals?.entries ?? []).map(({ value }) => (typeof value === 'string' ? value : value.$unknown)),
    ),
  );
}
