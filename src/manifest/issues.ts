import type { z } from 'zod';
import { errors, type ErrorCode } from '../model/errors/index.ts';
import { join, pathOf, segmentsOf, showPath, type Path } from '../model/path.ts';
import { isList, isMap, isUnknown, type Tree } from '../model/tree.ts';
import { aboutAt, fieldsAt } from './json-schema.ts';
import { didYouMean, nearest } from './nearest.ts';

/** One problem of a value against its schema, in words. `path` is below the value that was checked. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly path: Path;
  /** Whether the key or the value is wrong: where to point. */
  readonly at: 'key' | 'value';
  /** The path that a misspelt field was meant to have. */
  readonly meant?: Path;
  /** A text that does not have the form that is wanted. */
  readonly form?: true;
}

type Issue = z.core.$ZodIssue;

/** What is being checked, for the words of its problems. */
export interface Checked {
  readonly schema: z.ZodType;
  readonly value: Tree;
  /** Where the value stands in its document: `/spec`. */
  readonly under: Path;
  /** The value as written, if it stands in a file. */
  writtenAt(path: Path): string | undefined;
}

/** All problems that zod found, in words that do not know zod. */
export function problemsOf(issues: readonly Issue[], checked: Checked): readonly Problem[] {
  const problems = issues.flatMap((issue) => problemOf(issue, checked)).map((one) => advised(one, checked));
  // A misspelt field is not missing as well.
  const meant = new Set(problems.map((problem) => problem.meant));
  return problems.filter(
    ({ code, path, form }, index) =>
      (code !== 'manifest.missing-field' || !meant.has(path)) &&
      // A text against several patterns is wrong once; the last pattern is the most exact.
      (form !== true ||
        !problems.slice(index + 1).some((later) => later.form === true && later.path === path)),
  );
}

/** With what the schema says of the field, where nothing better is known. */
function advised(problem: Problem, { schema, under }: Checked): Problem {
  if (problem.hint !== undefined) return problem;
  const [path, about] = nearestAbout(schema, problem.path) ?? [];
  if (path === undefined || about === undefined) return problem;
  const name = showPath(`${under}${path}` as Path);
  const example = about.example === undefined ? '' : `; e.g. ${exampleText(about.example)}`;
  return { ...problem, hint: `${name}: ${about.description.replace(/\.$/u, '')}${example}` };
}

/** An item of a list, or a tag, is described where the whole is. */
function nearestAbout(
  schema: z.ZodType,
  path: Path,
): readonly [Path, NonNullable<ReturnType<typeof aboutAt>>] | undefined {
  if (path === '') return undefined;
  const about = aboutAt(schema, path);
  return about === undefined
    ? nearestAbout(schema, path.slice(0, path.lastIndexOf('/')) as Path)
    : [path, about];
}

/** As it stands in a manifest. */
function exampleText(example: unknown): string {
  return typeof example === 'string' && !/^[\d.]+$/u.test(example) ? example : JSON.stringify(example);
}

function problemOf(issue: Issue, checked: Checked): readonly Problem[] {
  const path = pathOf(issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment))));
  const value = valueAt(checked.value, path);
  const name = showPath(`${checked.under}${path}` as Path);
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys, path, checked);
  if (value === undefined && issue.code !== 'custom') {
    return [{ code: 'manifest.missing-field', message: `${name} is missing`, path, at: 'key' }];
  }
  if (issue.code === 'invalid_key') {
    const [why] = issue.issues;
    return [{ code: 'manifest.value', message: `the name ${name} ${constraint(why)}`, path, at: 'key' }];
  }
  if (issue.code === 'invalid_union' && value !== undefined) return union(issue, path, value, checked);
  if (issue.code === 'invalid_type' && value !== undefined)
    return [wrongType(issue.expected, path, value, checked)];
  if (issue.code === 'custom') {
    const why = constraint(issue);
    const colon = /^(?:belongs|excludes|has|is|must|names|needs|starts|takes|wants) /u.test(why) ? '' : ':';
    return [{ ...codeIn(issue.params), message: `${name}${colon} ${why}`, path, at: 'value' }];
  }
  if (issue.code === 'invalid_value' && issue.values.length > few && value !== undefined) {
    const hint = `one of ${issue.values.map(String).join(', ')}`;
    const message = `${name} cannot be ${shown(value)}${near(issue, value)}`;
    return [{ code: 'manifest.value', message, hint, path, at: 'value' }];
  }
  const why = constraint(issue);
  const has = why.startsWith('has ') ? ': ' : ', has ';
  const seen = value === undefined ? '' : `${has}${shown(value)}${near(issue, value)}`;
  const form = issue.code === 'invalid_format' ? { form: true as const } : {};
  return [{ code: 'manifest.value', message: `${name} ${why}${seen}`, ...form, path, at: 'value' }];
}

/** A schema may name the code of what it finds; its general hint then says more than that of the field. */
function codeIn(params: unknown): Pick<Problem, 'code' | 'hint'> {
  const code = (params as { readonly code?: unknown } | undefined)?.code;
  if (code !== 'policy.json' && code !== 'policy.duplicate-key') return { code: 'manifest.value' };
  return { code, hint: errors[code].hint };
}

function unknownFields(keys: readonly string[], path: Path, checked: Checked): readonly Problem[] {
  const known = fieldsAt(checked.schema, path);
  const owner = showPath(`${checked.under}${path}` as Path);
  return keys.map((key): Problem => {
    const place = { path: join(path, key), at: 'key' as const };
    const hint = known.length === 0 ? {} : { hint: `fields: ${known.join(', ')}` };
    if (known.includes(key)) {
      // A field of another form of the same value.
      const message = `${owner} does not take ${JSON.stringify(key)} together with its other fields`;
      return { code: 'manifest.value', message, ...hint, ...place };
    }
    const near = nearest(key, known);
    const message = `${owner} has no field ${JSON.stringify(key)}${didYouMean(key, known)}`;
    const meant = near === undefined ? {} : { meant: join(path, near) };
    return { code: 'manifest.unknown-field', message, ...hint, ...meant, ...place };
  });
}

/** So many allowed values are said in one breath; more stand in the hint. */
const few = 6;

/** `a`, `a or b`, `a, b or c`. */
function either(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}

function wrongType(expected: string, path: Path, value: Tree, checked: Checked): Problem {
  const name = showPath(`${checked.under}${path}` as Path);
  const hint = quoteHint(expected, path, value, checked);
  return {
    code: 'manifest.type',
    message: `${name} wants ${typeName(expected)}, has ${shown(value)}`,
    ...(hint === undefined ? {} : { hint }),
    path,
    at: 'value',
  };
}

function quoteHint(expected: string, path: Path, value: Tree, checked: Checked): string | undefined {
  if (value === null) return 'write a value after the colon, or remove the line';
  if (expected === 'boolean' && typeof value === 'string' && Object.hasOwn(yaml11, value.toLowerCase()))
    return `write ${String(yaml11[value.toLowerCase()])}: YAML 1.2 reads ${value} as text`;
  if (expected !== 'string' || (typeof value !== 'number' && typeof value !== 'boolean')) return undefined;
  const written = checked.writtenAt(`${checked.under}${path}` as Path) ?? String(value);
  return `put it in quotes: "${written}"`;
}

/** Words that YAML 1.1 read as booleans. */
const yaml11: Readonly<Record<string, boolean>> = {
  yes: true,
  no: false,
  on: true,
  off: false,
  y: true,
  n: false,
};

/** The branch of a union that the value is of: its own problems say more than "no branch fits". */
function union(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  value: Tree,
  checked: Checked,
): readonly Problem[] {
  if (typeof value === 'string' && /\$\{[^}]*$/u.test(value)) {
    const message = `${showPath(`${checked.under}${path}` as Path)}: this \${ has no closing }`;
    return [{ code: 'manifest.interpolation', message, path, at: 'value' }];
  }
  const meant = issue.errors.find((branch) => !branch.some(isRootType));
  if (meant !== undefined) {
    return meant.flatMap((one) => problemOf({ ...one, path: [...issue.path, ...one.path] }, checked));
  }
  const wanted = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : undefined;
  if (wanted !== undefined) {
    const near = typeof value === 'string' ? didYouMean(value, wanted) : '';
    return [
      {
        code: 'manifest.value',
        message: `${showPath(`${checked.under}${path}` as Path)} wants ${either(wanted)}, has ${shown(value)}${near}`,
        path,
        at: 'value',
      },
    ];
  }
  const types = issue.errors.flatMap((branch) => branch.filter(isRootType)).map(({ expected }) => expected);
  if (types.length === 0) {
    const name = showPath(`${checked.under}${path}` as Path);
    return [
      {
        code: 'manifest.value',
        message: `${name} fits none of the allowed forms, has ${shown(value)}`,
        path,
        at: 'value',
      },
    ];
  }
  const names = [...new Set(types.map(typeName))].join(' or ');
  return [
    {
      ...wrongType(
        types.includes('string') && !types.includes('record') ? 'string' : 'record',
        path,
        value,
        checked,
      ),
      message: `${showPath(`${checked.under}${path}` as Path)} wants ${names}, has ${shown(value)}`,
    },
  ];
}

function isRootType(issue: Issue): issue is Extract<Issue, { code: 'invalid_type' }> {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function near(issue: Issue, value: Tree): string {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return '';
  return didYouMean(value, issue.values.map(String));
}

function constraint(issue: Issue | undefined): string {
  if (issue === undefined) return 'is not allowed';
  if (issue.code === 'invalid_value') return `wants ${either(issue.values.map(String))}`;
  if (issue.code === 'too_small')
    return `wants ${bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
  if (issue.code === 'too_big')
    return `wants ${bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
  if (issue.code === 'not_multiple_of') return `wants a multiple of ${String(issue.divisor)}`;
  if (issue.code === 'invalid_format' && issue.message.startsWith('Invalid '))
    return `wants ${formatName(issue)}`;
  return issue.message === 'Invalid input' ? 'is not allowed' : issue.message;
}

function bound(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  word: string,
  limit: number | bigint,
): string {
  const unit = units[issue.origin];
  if (unit === undefined) return `${word} ${String(limit)}`;
  return `${word} ${String(limit)} ${limit === 1 ? unit.one : unit.many}`;
}

const units: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  string: { one: 'character', many: 'characters' },
  array: { one: 'item', many: 'items' },
  object: { one: 'field', many: 'fields' },
};

function formatName(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'starts_with' && 'prefix' in issue)
    return `text that starts with ${String(issue.prefix)}`;
  if (issue.format === 'regex' && 'pattern' in issue) return `text that matches ${issue.pattern}`;
  return formats[issue.format] ?? `the form ${issue.format}`;
}

const formats: Readonly<Record<string, string>> = {
  url: 'a URL',
  datetime: 'a time such as 2026-11-30T18:00:00Z',
  date: 'a date such as 2026-11-30',
};

function typeName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'fields',
    record: 'fields',
    null: 'null',
  };
  return names[expected] ?? expected;
}

/** A value as people say it: `the number 5`, `a list`. */
export function shown(value: Tree): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)}`;
  if (typeof value === 'number') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return String(value);
  if (isUnknown(value)) return value.$unknown;
  if (isList(value)) return value.length === 0 ? 'an empty list' : `a list of ${String(value.length)}`;
  return Object.keys(value).length === 0 ? 'no fields' : 'fields';
}

/** The value at a path, or undefined. */
export function valueAt(tree: Tree, path: Path): Tree | undefined {
  return segmentsOf(path).reduce<Tree | undefined>((at, segment) => {
    if (isList(at)) return at[Number(segment)];
    return isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
  }, tree);
}
