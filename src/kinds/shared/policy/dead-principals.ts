import type { Legality } from '../../../model/kind/facet.ts';
import type { Tree } from '../../../model/tree.ts';
import { blockOf } from '../../../model/reasons.ts';
import { isStale, showText, statementName } from '../../../policy/index.ts';
import { policyOf } from './facet.ts';

/**
 * Blocks a document that names a deleted principal. S3 shows the unique id of such a principal, and refuses the whole
 * document. ("Invalid principal in policy"; IAM User Guide, element Principal.) Waiting does not help: whoever owns
 * the statement must take it out.
 */
export function withoutDead(document: Tree): Legality {
  const statements = document === null ? [] : (policyOf(document)?.statements ?? []);
  const dead = statements.flatMap((statement, index) =>
    (statement.principals?.entries ?? []).flatMap(({ type, value }) =>
      type === 'AWS' && isStale(value)
        ? [`statement ${statementName(statement, index)} names ${showText(value)}`]
        : [],
    ),
  );
  if (dead.length === 0) return { is: 'now' };
  return {
    is: 'blocked',
    ...blockOf('policy.stale-principal', {
      why: `${dead.join(', ')}, the id of a deleted principal: S3 rejects the whole policy`,
      release: 'remove this principal from the statement, or ask its owner to; then run again',
    }),
  };
}
