import type { ErrorCode } from '../model/errors/index.ts';
import { join, type Path } from '../model/path.ts';
import { isList, isMap, isUnknown, type Tree, type TreeMap } from '../model/tree.ts';
import {
  policyVersions,
  principalTypes,
  showText,
  type Condition,
  type Effect,
  type Policy,
  type PolicyVersion,
  type Principal,
  type PrincipalType,
  type Selection,
  type Statement,
  type Text,
} from './document.ts';
import { fold } from './fold.ts';

export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly path: Path;
}

type Report = (code: ErrorCode, path: Path, message: string, hint?: string) => void;

/** Elements of a document and of a statement, in the order in which AWS documents them. */
export const documentElements = ['Version', 'Id', 'Statement'];
export const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Parses a document by the grammar of IAM policy documents (IAM User Guide, "Grammar of the IAM JSON policy
 * language"). Gives every problem, not the first; what could be read is kept.
 */
export function readPolicy(tree: Tree): {
  readonly policy: Policy | undefined;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  function report(code: ErrorCode, path: Path, message: string, hint?: string): void {
    problems.push({ code, message, path, ...(hint === undefined ? {} : { hint }) });
  }
  if (!isPlainMap(tree)) {
    report('policy.shape', '', 'a policy document must be an object', 'start it with Version and Statement');
    return { policy: undefined, problems };
  }
  reportUnknownElements(tree, documentElements, '', report);
  const id = tree['Id'] === undefined ? undefined : readText(tree['Id'], '/Id', report);
  const policy: Policy = {
    version: readVersion(tree['Version'], report),
    versionStated: tree['Version'] !== undefined,
    ...(id === undefined ? {} : { id }),
    statements: readStatements(tree['Statement'], Object.keys(tree).some(isLikeStatement), report),
  };
  return { policy, problems };
}

function isLikeStatement(name: string): boolean {
  return name !== 'Statement' && simplified(name) === 'statement';
}

function readVersion(tree: Tree | undefined, report: Report): PolicyVersion {
  if (tree === undefined) return '2008-10-17';
  const version = policyVersions.find((known) => known === tree);
  if (version === undefined) {
    report('policy.version', '/Version', `${shown(tree)} is not a version of the policy language`);
  }
  return version ?? '2012-10-17';
}

/** Parses the statements of a document. `misspelt`: it stands there under another name, which is reported already. */
function readStatements(tree: Tree | undefined, misspelt: boolean, report: Report): readonly Statement[] {
  if (tree === undefined) {
    if (!misspelt) report('policy.missing-element', '', 'the document has no Statement');
    return [];
  }
  const items = isList(tree) ? tree : [tree];
  if (items.length === 0) report('policy.empty', '/Statement', 'Statement is empty');
  return items.flatMap((item, index) => {
    const path = isList(tree) ? join('/Statement', index) : '/Statement';
    return readStatement(item, path, report) ?? [];
  });
}

function readStatement(tree: Tree, path: Path, report: Report): Statement | undefined {
  if (!isPlainMap(tree)) {
    report(
      'policy.shape',
      path,
      'a statement must be an object',
      'write its Effect, Principal, Action and Resource',
    );
    return undefined;
  }
  reportUnknownElements(tree, statementElements, path, report);
  const sid = tree['Sid'] === undefined ? undefined : readText(tree['Sid'], join(path, 'Sid'), report);
  const principals = readSelection(tree, 'Principal', path, report, readPrincipals);
  const actions = readSelection(tree, 'Action', path, report, readTexts);
  const resources = readSelection(tree, 'Resource', path, report, readTexts);
  return {
    ...(sid === undefined ? {} : { sid }),
    effect: readEffect(tree['Effect'], path, report),
    ...(principals === undefined ? {} : { principals }),
    ...(actions === undefined ? {} : { actions }),
    ...(resources === undefined ? {} : { resources }),
    conditions: readConditions(tree['Condition'], join(path, 'Condition'), report),
  };
}

function readEffect(tree: Tree | undefined, path: Path, report: Report): Effect {
  if (tree === 'Allow' || tree === 'Deny') return tree;
  if (tree === undefined) report('policy.missing-element', path, 'the statement has no Effect');
  else report('policy.effect', join(path, 'Effect'), `Effect is ${shown(tree)}`);
  return 'Deny';
}

function readSelection<T>(
  statement: TreeMap,
  element: string,
  path: Path,
  report: Report,
  read: (tree: Tree, path: Path, report: Report) => readonly T[],
): Selection<T> | undefined {
  const not = `Not${element}`;
  if (statement[element] !== undefined && statement[not] !== undefined) {
    report('policy.both-elements', join(path, not), `the statement has both ${element} and ${not}`);
  }
  const name = statement[element] === undefined ? not : element;
  const tree = statement[name];
  if (tree === undefined) return undefined;
  const entries = read(tree, join(path, name), report);
  // What is there and could not be read is reported already.
  const isEmpty = isList(tree) ? tree.length === 0 : isPlainMap(tree) && Object.keys(tree).length === 0;
  if (entries.length === 0 && isEmpty) {
    report('policy.empty', join(path, name), `${name} is empty`);
  }
  return { not: name === not, entries };
}

function readPrincipals(tree: Tree, path: Path, report: Report): readonly Principal[] {
  if (tree === '*') return [{ type: 'AWS', value: '*' }];
  if (!isPlainMap(tree)) {
    report(
      'policy.shape',
      path,
      `${shown(tree)} is not a principal`,
      'write "*" or an object such as {"AWS": "arn:aws:iam::111122223333:root"}',
    );
    return [{ type: 'AWS', value: '' }];
  }
  return Object.entries(tree).flatMap(([name, value]) => {
    const type: PrincipalType | undefined = principalTypes.find((known) => known === name);
    const texts = readTexts(value, join(path, name), report);
    if (isList(value) && value.length === 0)
      report('policy.empty', join(path, name), `${name} has no principal`);
    if (type === undefined) {
      reportUnknownElements({ [name]: value }, [...principalTypes], path, report);
      return [];
    }
    return texts.map((text) => ({ type, value: text }));
  });
}

function readTexts(tree: Tree, path: Path, report: Report): readonly Text[] {
  if (!isList(tree)) return [readText(tree, path, report) ?? []].flat();
  return tree.flatMap((item, index) => readText(item, join(path, index), report) ?? []);
}

/** Numbers and booleans may stand unquoted (IAM User Guide, grammar). */
function readText(tree: Tree, path: Path, report: Report): Text | undefined {
  if (typeof tree === 'string' || isUnknown(tree)) return tree;
  if (typeof tree === 'number' || typeof tree === 'boolean') return String(tree);
  report(
    'policy.shape',
    path,
    `expected a string but found ${shown(tree)}`,
    'write a string, or a list of strings',
  );
  return undefined;
}

function readConditions(tree: Tree | undefined, path: Path, report: Report): readonly Condition[] {
  if (tree === undefined) return [];
  if (!isPlainMap(tree)) {
    report(
      'policy.shape',
      path,
      'Condition must be an object of operators',
      'as in StringEquals: { "aws:SourceAccount": "111122223333" }',
    );
    return [];
  }
  const seen = new Set<string>();
  return Object.entries(tree).flatMap(([operator, block]) => {
    const at = join(path, operator);
    if (!isPlainMap(block)) {
      // An operator has no colon, a condition key has one.
      report(
        'policy.shape',
        at,
        operator.includes(':')
          ? `${operator} is a condition key without an operator above it`
          : `${operator} must be an object of condition keys`,
        operator.includes(':')
          ? `write StringEquals: { ${JSON.stringify(operator)}: … }`
          : `as in ${operator}: { "aws:SourceAccount": "111122223333" }`,
      );
      return [];
    }
    return Object.entries(block).map(([key, values]) => {
      // Operators and keys ignore case, so two spellings are one key stated twice.
      const name = fold(`${operator}\n${key}`);
      if (seen.has(name)) {
        report('policy.duplicate-key', join(at, key), `${operator} ${key} is a duplicate in different case`);
      }
      seen.add(name);
      return { operator, key, values: readTexts(values, join(at, key), report) };
    });
  });
}

function reportUnknownElements(tree: TreeMap, known: readonly string[], path: Path, report: Report): void {
  for (const name of Object.keys(tree).filter((key) => !known.includes(key))) {
    const meant = known.find((element) => simplified(element) === simplified(name));
    report(
      'policy.unknown-element',
      join(path, name),
      `${JSON.stringify(name)} is not a policy element`,
      meant === undefined ? `allowed elements: ${known.join(', ')}` : `write ${meant}`,
    );
  }
}

/** Removes case, plural and separators from a name: finds `actions`, `not_action` and `effect`. */
function simplified(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]/gu, '')
    .replace(/s$/u, '');
}

/** Returns true for a map of keys: an Unknown looks like one and is a leaf. */
function isPlainMap(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && !isUnknown(tree);
}

function shown(tree: Tree): string {
  if (isUnknown(tree)) return showText(tree);
  return isList(tree) || isMap(tree) ? (isList(tree) ? 'a list' : 'an object') : JSON.stringify(tree);
}
