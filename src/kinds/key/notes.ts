import type { Subject } from '../../model/subject.ts';
import { grantPrefix, granteeOf, type LiveGrant } from '../shared/kms/grant-list.ts';
import type { KeySpecOf } from './schema.ts';

/** A key may hold tens of thousands; people read the first few. */
const shownAtMost = 10;

/** Access that no manifest of this stack gives. It is shown and never touched (design §5). */
export function unmanagedAccess(
  grants: readonly LiveGrant[] | undefined,
  { settings, spec, metadata }: Pick<Subject<KeySpecOf>, 'settings' | 'spec' | 'metadata'>,
): readonly string[] {
  if (spec.grants === 'ignore' || metadata.state !== 'present') return [];
  if (grants === undefined)
    return ['its grants could not be read, so it is not known who has access by a grant'];
  const prefix = grantPrefix(settings);
  const foreign = grants.filter(({ Name }) => !(Name ?? '').startsWith(prefix));
  const shown = foreign.slice(0, shownAtMost).map((grant) => {
    const operations = (grant.Operations ?? []).join(', ');
    return `a grant that is not ours lets ${granteeOf(grant)} ${operations} (${grant.GrantId.slice(0, 8)}…)`;
  });
  const more = foreign.length - shown.length;
  return more > 0 ? [...shown, `${more} more grants are not ours`] : shown;
}
