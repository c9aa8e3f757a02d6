import type { Place } from '../../../model/call.ts';
import type { Ids } from '../../../model/observation.ts';

/** The ids of a key, from its id or its ARN. */
export function keyIdsOf(
  id: string,
  at: { readonly place: Place; readonly settings: { readonly partition: string } },
): Ids {
  const keyId = id.includes(':key/') ? id.slice(id.indexOf(':key/') + ':key/'.length) : id;
  return {
    keyId,
    arn: `arn:${at.settings.partition}:kms:${at.place.region}:${at.place.account}:key/${keyId}`,
  };
}
