import { stableText } from '../model/tree.ts';
import { canonicalAction, canonicalPrincipal, canonicalStatement } from './canonical.ts';
import { principalTypes, type Selection, type Statement, type Text } from './document.ts';
import { fold } from './fold.ts';
import { operatorOf } from './operators.ts';

/** A set of entries in a statement: the unit in which differences are counted. */
export interface EntrySet {
  readonly part: 'principals' | 'actions' | 'resources' | 'condition';
  /** Canonical name: equal in two statements where their sets are to be compared. */
  readonly group: string;
  /** Where it is in the statement, as the document spells it: [`Principal`, `AWS`]. */
  readonly path: readonly string[];
  /** An entry more takes something away from what the statement covers: NotAction, StringNotEquals. */
  readonly negative: boolean;
  /** False for a condition whose operator IAM does not have. */
  readonly known: boolean;
  /** Canonical text of an entry → the entry as the document spells it. */
  readonly entries: ReadonlyMap<string, Text>;
}

export function setsOf(statement: Statement): readonly EntrySet[] {
  return [
    ...principalSets(statement),
    ...textSets('actions', 'Action', statement.actions, canonicalAction),
    ...textSets('resources', 'Resource', statement.resources, (text) => text),
    ...conditionSets(statement),
  ];
}

function principalSets({ principals }: Statement): readonly EntrySet[] {
  if (principals === undefined) return [];
  const element = principals.not ? 'NotPrincipal' : 'Principal';
  return principalTypes.flatMap((type): readonly EntrySet[] => {
    const entries = principals.entries.filter((entry) => entry.type === type);
    if (entries.length === 0) return [];
    return [
      {
        part: 'principals',
        group: `${element} ${type}`,
        path: [element, type],
        negative: principals.not,
        known: true,
        entries: new Map(entries.map((entry) => [stableText(canonicalPrincipal(entry).value), entry.value])),
      },
    ];
  });
}

function textSets(
  part: 'actions' | 'resources',
  name: string,
  selection: Selection<Text> | undefined,
  canonical: (text: Text) => Text,
): readonly EntrySet[] {
  if (selection === undefined) return [];
  const element = selection.not ? `Not${name}` : name;
  const entries = new Map(selection.entries.map((entry) => [stableText(canonical(entry)), entry]));
  return [{ part, group: element, path: [element], negative: selection.not, known: true, entries }];
}

function conditionSets(statement: Statement): readonly EntrySet[] {
  return canonicalStatement(statement).conditions.map((condition): EntrySet => {
    const operator = operatorOf(condition.operator);
    const written = statement.conditions.find(
      (other) =>
        fold(other.key) === condition.key && operatorOf(other.operator).canonical === operator.canonical,
    );
    return {
      part: 'condition',
      group: stableText([condition.operator, condition.key]),
      path: ['Condition', written?.operator ?? condition.operator, written?.key ?? condition.key],
      negative: operator.negated,
      known: operator.family !== undefined,
      entries: new Map(condition.values.map((value) => [stableText(value), value])),
    };
  });
}

/** Lists the canonical lines of a statement: what its likeness to another is counted in. */
export function lineKeys(statement: Statement): ReadonlySet<string> {
  return new Set(
    setsOf(statement).flatMap((set) => [...set.entries.keys()].map((entry) => `${set.group} ${entry}`)),
  );
}
