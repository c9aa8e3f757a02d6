import type { kms } from '../../aws/services/kms.ts';
import type { Change } from '../../model/change.ts';
import type { Comparator } from '../../model/kind/compare.ts';
import { pathOf } from '../../model/path.ts';
import { given, byCodeUnit, isMap, isUnknown, sameTree, type Tree, type TreeMap } from '../../model/tree.ts';
import { accessChange } from '../../policy/index.ts';
import { capitalised, uncapitalised } from '../shared/case.ts';
import { isService, type LiveGrant } from '../shared/kms/grant-list.ts';
import { grantPolicy } from '../shared/kms/grant-policy.ts';
import type { GrantSpecOf } from './schema.ts';

/** Collects what a grant gives, as its manifest says it. Members that are not said are left out, sets are sorted. */
export function wantedParameters(spec: GrantSpecOf): TreeMap {
  return given({
    granteePrincipal: spec.granteePrincipal,
    granteeServicePrincipal: spec.granteeServicePrincipal,
    retiringPrincipal: spec.retiringPrincipal,
    retiringServicePrincipal: spec.retiringServicePrincipal,
    // A tombstone that no file holds has none.
    operations: sorted('operations' in spec ? spec.operations : []),
    constraints: constraintsOf(given({ ...spec.constraints })),
  });
}

/**
 * Collects what a live grant gives, in the same form. An AWS service may stand where other principals do (KMS API,
 * GrantListEntry).
 */
export function liveParameters(grant: LiveGrant): TreeMap {
  return given({
    ...principalOf('grantee', grant.GranteePrincipal, grant.GranteeServicePrincipal),
    ...principalOf('retiring', grant.RetiringPrincipal, grant.RetiringServicePrincipal),
    operations: sorted(grant.Operations ?? []),
    constraints: constraintsOf(uncapitalised(grant.Constraints ?? {}, 1)),
  });
}

/** Builds the members of CreateGrant that say what it gives. */
export function requestOf(parameters: Tree): Omit<Parameters<typeof kms.createGrant>[1], 'KeyId' | 'Name'> {
  // The keys of an encryption context are not ours to rename.
  return capitalised(parameters, 2) as ReturnType<typeof requestOf>;
}

/** Two grants are the same if they say the same, no more and no less. */
export const sameGrant: Comparator = {
  meaning: 'the whole grant: all parameters must be equal',
  equal: sameTree,
  canonical: (tree) => tree,
  diff: (seen, want) => changesOf(seen, want, []),
  half: (seen, want) => (isNarrowed(seen, want) ? 'contract' : 'expand'),
  widest: (_seen, want) => want,
};

/** Returns true if the wanted grant gives nothing that the live one does not give: then making it opens nothing. */
function isNarrowed(seen: Tree, want: Tree): boolean {
  const [live, wanted] = [grantPolicy(seen), grantPolicy(want)];
  return live.statements.length > 0 && accessChange(live, wanted).gained.length === 0;
}

function changesOf(
  before: Tree | undefined,
  after: Tree | undefined,
  at: readonly string[],
): readonly Change[] {
  if (sameTree(before, after)) return [];
  if (!isBranch(before) && !isBranch(after)) return [{ path: pathOf(at), before, after }];
  const [old, next] = [isBranch(before) ? before : {}, isBranch(after) ? after : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .toSorted(byCodeUnit)
    .flatMap((name) => changesOf(old[name], next[name], [...at, name]));
}

function isBranch(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && !isUnknown(tree);
}

function principalOf(
  role: 'grantee' | 'retiring',
  principal: string | null | undefined,
  service: string | null | undefined,
): Readonly<Record<string, string | undefined>> {
  const byService = service ?? (isService(principal ?? '') ? principal : undefined);
  return typeof byService === 'string'
    ? { [`${role}ServicePrincipal`]: byService }
    : { [`${role}Principal`]: principal ?? undefined };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted(byCodeUnit);
}

function constraintsOf(all: Tree): TreeMap | undefined {
  const given = Object.entries(isMap(all) ? all : {}).filter(
    ([, one]) => !isMap(one) || Object.keys(one).length > 0,
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
