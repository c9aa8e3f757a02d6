import { z } from 'zod';
import { isMap, isUnknown, type Tree, type TreeMap } from '../../../model/tree.ts';
import type { Condition, Policy, Principal, Statement, Text } from '../../../policy/index.ts';

/** Operations that a constraint on the encryption context does not reach (KMS API, GrantConstraints). */
const withoutContext: readonly string[] = ['CreateGrant', 'DescribeKey', 'RetireGrant'];

const GrantLike = z
  .object({
    granteePrincipal: z.custom<Tree>(),
    granteeServicePrincipal: z.custom<Tree>(),
    operations: z.array(z.string()),
    constraints: z.custom<Tree>(),
  })
  .partial();

/**
 * Expresses what a grant gives as the statements of a key policy that give the same. So one judge weighs both.
 * CreateGrant hands the constraints on to the grants that it makes. Yet who may make grants is what counts here.
 */
export function grantPolicy(parameters: unknown): Policy {
  const grant = GrantLike.safeParse(parameters).data ?? {};
  const principal = principalOf(grant);
  const operations = grant.operations ?? [];
  const constraints = isMap(grant.constraints) ? grant.constraints : {};
  const source = sourceOf(constraints['sourceArn']);
  const context = contextOf(constraints);
  const free = operations.filter((operation) => withoutContext.includes(operation));
  const bound = operations.filter((operation) => !withoutContext.includes(operation));
  return {
    version: '2012-10-17',
    versionStated: true,
    statements:
      principal === undefined
        ? []
        : [
            ...statementOf(principal, free, source),
            ...statementOf(principal, bound, [...source, ...context]),
          ],
  };
}

function statementOf(
  principal: Principal,
  operations: readonly string[],
  conditions: readonly Condition[],
): readonly Statement[] {
  if (operations.length === 0) return [];
  return [
    {
      sid: 'the grant',
      effect: 'Allow',
      principals: { not: false, entries: [principal] },
      actions: { not: false, entries: operations.map((operation) => `kms:${operation}`) },
      resources: { not: false, entries: ['*'] },
      conditions,
    },
  ];
}

function principalOf(grant: z.infer<typeof GrantLike>): Principal | undefined {
  if (isText(grant.granteePrincipal)) return { type: 'AWS', value: grant.granteePrincipal };
  return isText(grant.granteeServicePrincipal)
    ? { type: 'Service', value: grant.granteeServicePrincipal }
    : undefined;
}

function sourceOf(arn: Tree | undefined): readonly Condition[] {
  return isText(arn) ? [{ operator: 'ArnEquals', key: 'aws:SourceArn', values: [arn] }] : [];
}

/** Converts the constraints to conditions: `Equals` is `Subset` with no pair besides (KMS API, GrantConstraints). */
function contextOf(constraints: TreeMap): readonly Condition[] {
  const { encryptionContextEquals: exact, encryptionContextSubset: subset } = constraints;
  const pairs = isMap(exact) ? exact : isMap(subset) ? subset : {};
  const names = Object.keys(pairs);
  const each = Object.entries(pairs).flatMap(([name, value]): readonly Condition[] =>
    isText(value)
      ? [{ operator: 'StringEquals', key: `kms:EncryptionContext:${name}`, values: [value] }]
      : [],
  );
  if (!isMap(exact)) return each;
  return [
    ...each,
    { operator: 'ForAllValues:StringEquals', key: 'kms:EncryptionContextKeys', values: names },
  ];
}

function isText(tree: Tree | undefined): tree is Text {
  return typeof tree === 'string' || (tree !== undefined && isUnknown(tree));
}
