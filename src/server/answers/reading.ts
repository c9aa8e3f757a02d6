import { isRefusal, type Refusal } from '../../daemon/control/control.ts';
import type { OperationName } from '../../daemon/control/operations.ts';
import type { Known, ServerParts } from '../parts.ts';
import { problemOf } from '../problem.ts';
import { readAnswer, unchangedAnswer } from './answered.ts';
import { etagOf } from './etag.ts';
import { createTags } from './tags.ts';

export interface Read {
  readonly request: Request;
  readonly operation: OperationName;
  readonly known: Pick<Known, 'person' | 'bindings'>;
  /** Makes the answer. It is not asked for one that the client has and that would be the same. */
  make(): Promise<object | Refusal>;
}

/** Makes what answers reads. */
export function createReading({
  standing,
}: Pick<ServerParts, 'standing'>): (read: Read) => Promise<Response> {
  const tags = createTags(standing);
  return async ({ request, operation, known, make }) => {
    const { pathname, search } = new URL(request.url);
    const asked = { operation, target: `${pathname}${search}`, known };
    const unchanged = tags.unchanged(asked, request.headers.get('if-none-match'));
    if (unchanged !== undefined) return unchangedAnswer(unchanged);
    const begun = standing(operation);
    const answer = await make();
    if (isRefusal(answer)) return problemOf(answer);
    const etag = etagOf(answer);
    tags.keep(asked, etag, begun);
    return readAnswer(request, answer, etag);
  };
}
