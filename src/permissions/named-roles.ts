import { principalsIn, roleArn } from '../aws/principals.ts';
import type { Demand, Sample } from './demand.ts';

/**
 * Lists the roles that policies and grants name, by account. `MalformedPolicyDocument` does not say which one is
 * missing.
 */
export function namedRoles(writes: readonly Sample[]): ReadonlyMap<string, Demand> {
  const arns = new Set(writes.flatMap(({ input = {} }) => principalsIn({ input })));
  const byAccount = Map.groupBy(arns, (arn) => roleArn.exec(arn)?.groups?.['account'] ?? '');
  return new Map(
    [...byAccount]
      .filter(([account]) => account !== '')
      .map(([account, resources]) => [account, { purpose: 'NamedRoles', action: 'iam:GetRole', resources }]),
  );
}
