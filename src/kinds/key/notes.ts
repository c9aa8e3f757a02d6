import { grantPrefix, granteeOf, type LiveGrant } from '../grant-list.ts';

/** A key may hold tens of thousands; people read the first few. */
const shownAtMost = 10;

/** Access that no manifest of this stack gives. It is shown and never touched (design §5). */
export function unmanagedAccess(
  grants: readonly LiveGrant[],
  settings: { readonly name: string; readonly uid: string },
): readonly string[] {
  const prefix = grantPrefix(settings);
  const foreign = grants.filter(({ Name }) => !(Name ?? '').startsWith(prefix));
  const shown = foreign.slice(0, shownAtMost).map((grant) => {
    const operations = (grant.Operations ?? []).join(', ');
    return `a grant that is not ours lets ${granteeOf(grant)} ${operations} (${grant.GrantId.slice(0, 8)}…)`;
  });
  const more = foreign.length - shown.length;
  return more > 0 ? [...shown, `${more} more grants are not ours`] : shown;
}
