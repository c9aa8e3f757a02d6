import type { Statement } from './statements.ts';

/** A policy document, ready for IAM. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * Characters without white space: of all inline policies of a role together, and of one managed policy (IAM
 * User Guide, quotas).
 */
export const inlineLimit = 10_240;
export const managedLimit = 6144;

/** Counts what IAM counts of a document. */
export function sizeOf(document: PolicyDocument): number {
  return JSON.stringify(document).replaceAll(/\s/gu, '').length;
}

/**
 * Fits statements into documents: none for nothing, one document if the role takes it inline. Else it makes as few as
 * fit into managed policies, in the same order.
 */
export function fitted(statements: readonly Statement[]): readonly PolicyDocument[] {
  if (statements.length === 0) return [];
  const whole = documentOf(statements);
  if (sizeOf(whole) <= inlineLimit) return [whole];
  const documents: PolicyDocument[] = [];
  for (const statement of statements.flatMap(split)) {
    const last = documents.at(-1);
    const grown = last === undefined ? undefined : documentOf([...last.Statement, statement]);
    if (grown !== undefined && sizeOf(grown) <= managedLimit) documents[documents.length - 1] = grown;
    else documents.push(documentOf([statement]));
  }
  return documents;
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

/** Splits a statement that no managed policy takes alone into several with fewer resources each. */
function split(statement: Statement): readonly Statement[] {
  if (sizeOf(documentOf([statement])) <= managedLimit || statement.Resource.length < 2) return [statement];
  const half = Math.ceil(statement.Resource.length / 2);
  return [statement.Resource.slice(0, half), statement.Resource.slice(half)].flatMap((Resource, index) =>
    split({ ...statement, Sid: `${statement.Sid}${index === 0 ? 'a' : 'b'}`, Resource }),
  );
}
