import { isList, isMap, stableText, type Tree, type TreeMap } from '../../../model/tree.ts';
import { parsePolicy, printStatement } from '../../../policy/index.ts';

/**
 * Gives a document that was put together from others their own spelling back: a statement that one of them holds
 * unchanged is sent as it stands there, so that nobody sees a change that means nothing.
 */
export function asWritten(document: TreeMap, sources: readonly Tree[]): TreeMap {
  const spelt = new Map(sources.flatMap(statementsBy));
  const statements = listIn(document).map((statement) => spelt.get(stableText(statement)) ?? statement);
  return { ...document, Statement: statements };
}

/** Pairs the statements of a document with how they are printed. */
function statementsBy(source: Tree): readonly (readonly [string, Tree])[] {
  const reading = parsePolicy(source);
  const read = reading.is === 'read' ? reading.policy.statements : [];
  const written = listIn(source);
  if (read.length !== written.length) return [];
  return read.map(
    (statement, index) => [stableText(printStatement(statement)), written[index] ?? null] as const,
  );
}

function listIn(document: Tree): readonly Tree[] {
  const statements = isMap(document) ? document['Statement'] : undefined;
  if (statements === undefined) return [];
  return isList(statements) ? statements : [statements];
}
