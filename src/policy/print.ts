import { stableText, type Tree, type TreeMap } from '../model/tree.ts';
import { principalTypes, type Condition, type Policy, type Selection, type Statement } from './document.ts';

/** Converts the document to a JSON value: every set a list, elements in AWS's usual order. */
export function printPolicy(policy: Policy): TreeMap {
  return {
    ...(policy.versionStated ? { Version: policy.version } : {}),
    ...(policy.id === undefined ? {} : { Id: policy.id }),
    Statement: policy.statements.map(printStatement),
  };
}

export function printStatement(statement: Statement): TreeMap {
  const { sid, principals, actions, resources, conditions } = statement;
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: statement.effect,
    ...(principals === undefined
      ? {}
      : {
          [principals.not ? 'NotPrincipal' : 'Principal']: Object.fromEntries(
            principalTypes.flatMap((type) => {
              const ofType = principals.entries.filter((entry) => entry.type === type);
              return ofType.length === 0 ? [] : [[type, ofType.map((entry) => entry.value)]];
            }),
          ),
        }),
    ...printSelection('Action', actions),
    ...printSelection('Resource', resources),
    ...(conditions.length === 0 ? {} : { Condition: printConditions(conditions) }),
  };
}

function printSelection(element: string, selection: Selection<Tree> | undefined): TreeMap {
  if (selection === undefined) return {};
  return { [selection.not ? `Not${element}` : element]: selection.entries };
}

function printConditions(conditions: readonly Condition[]): TreeMap {
  const operators = [...new Set(conditions.map((condition) => condition.operator))];
  return Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(
        conditions
          .filter((condition) => condition.operator === operator)
          .map((condition) => [condition.key, condition.values]),
      ),
    ]),
  );
}

/** Sorts statements and says nothing twice. */
export function statementSet(statements: readonly Statement[]): readonly Statement[] {
  const byText = new Map(
    statements.map((statement) => [stableText(printStatement(statement)), statement] as const),
  );
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement);
}
