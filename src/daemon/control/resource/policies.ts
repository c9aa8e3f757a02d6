import type { Change } from '../../../model/change.ts';
import { join, pathOf, segmentsOf, type Path } from '../../../model/path.ts';
import { isList, isMap, sameTree, valueAt, type Tree, type TreeMap } from '../../../model/tree.ts';
import { statementText } from '../../../report/sentences/statement.ts';
import type { AnswerOf } from '../operations.ts';

type Policy = AnswerOf<'resource'>['policies'][number];
type Statement = Policy['statements'][number];

/** Shows the policies that differ by their statements: those that differ first, then those that stay. */
export function policiesOf(differences: readonly Change[], declared: TreeMap | undefined): readonly Policy[] {
  const found = Map.groupBy(
    differences.filter(({ path }) => statementIn(path) !== undefined),
    ({ path }) => policyIn(path),
  );
  return [...found].map(([path, changes]) => {
    const statements = statementsAt(declared, path);
    const differing = [...Map.groupBy(changes, (change) => statementIn(change.path) ?? '')].map(
      ([name, all]) => differs(name, all, statements),
    );
    const stays = statements
      .filter((one) => !differing.some(({ sid, after }) => sid === sidOf(one) || sameTree(after, one)))
      .map((one): Statement => ({
        ...named(sidOf(one)),
        symbol: ' ',
        says: statementText(one),
        before: one,
        after: one,
      }));
    return { path, statements: [...differing, ...stays] };
  });
}

/** Shows one statement that differs. Of a change inside of it, AWS's side is not told as a whole. */
function differs(name: string, changes: readonly Change[], declared: readonly Tree[]): Statement {
  const whole = changes.find(({ path }) => segmentsOf(path).at(-1) === name);
  const after = whole === undefined ? declared.find((one) => sidOf(one) === name) : whole.after;
  const before = whole?.before;
  const shown = before ?? after;
  const symbol =
    whole === undefined || (before !== undefined && after !== undefined)
      ? '~'
      : before === undefined
        ? '+'
        : '-';
  return {
    ...named(sidOf(after) ?? sidOf(before) ?? name),
    symbol,
    says: statementText(shown ?? null),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function named(sid: string | undefined): Pick<Statement, 'sid'> {
  return sid === undefined ? {} : { sid };
}

function sidOf(statement: Tree | undefined): string | undefined {
  const sid = statement !== undefined && isMap(statement) ? statement['Sid'] : undefined;
  return typeof sid === 'string' ? sid : undefined;
}

function statementsAt(declared: TreeMap | undefined, path: Path): readonly Tree[] {
  const found = declared === undefined ? undefined : valueAt(declared, join(path, 'Statement'));
  if (found === undefined || found === null) return [];
  return isList(found) ? found : [found];
}

/** Finds the statement in a path such as `/policy/Statement/Evil`. */
function statementIn(path: Path): string | undefined {
  const segments = segmentsOf(path);
  const at = segments.indexOf('Statement');
  return at < 0 ? undefined : segments[at + 1];
}

function policyIn(path: Path): Path {
  const segments = segmentsOf(path);
  return pathOf(segments.slice(0, segments.indexOf('Statement')));
}
