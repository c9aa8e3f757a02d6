import type { Legality } from '../../../model/kind/facet.ts';
import { blockOf } from '../../../model/reasons.ts';
import type { Tree } from '../../../model/tree.ts';
import { largest, sizeOf, type PolicyKind } from '../../../policy/index.ts';
import { plural } from '../../../model/plural.ts';

/** Blocks a write of a document that grew too large by what others own in it. */
export function withRoom(kind: PolicyKind, document: Tree, others: number): Legality {
  const size = document === null ? 0 : sizeOf(kind, document);
  if (others === 0 || size <= largest[kind]) return { is: 'now' };
  return {
    is: 'blocked',
    ...blockOf('policy.too-large', {
      why: `with ${others === 1 ? 'the statement' : `the ${plural(others, 'statement')}`} of others, the document has ${plural(size, 'byte')}; AWS accepts at most ${largest[kind]}`,
      release: 'shorten these statements, or ask the other owners to shorten theirs; then run again',
    }),
  };
}
