import * as resources from '../../../aws/services/resource.ts';
import type { Place } from '../../../model/call.ts';
import type { Ids } from '../../../model/ids.ts';

/** Derives the ids of a key from its id or its ARN. */
export function keyIdsOf(
  id: string,
  at: { readonly place: Place; readonly settings: { readonly partition: string } },
): Ids {
  const keyId = id.includes(':key/') ? id.slice(id.indexOf(':key/') + ':key/'.length) : id;
  return {
    keyId,
    arn: resources.key.arn(keyId, at.settings.partition, at.place),
  };
}
