import type { z } from 'zod';
import { errors, type ErrorCode } from '../model/errors/index.ts';
import { join, pathOf, showPath, type Path } from '../model/path.ts';
import { valueAt, type Tree } from '../model/tree.ts';
import { constraint, either, shown, typeName } from './issue-words.ts';
import { aboutAt, fieldsAt } from './json-schema.ts';
import { didYouMean, nearest } from '../model/nearest.ts';

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
  /** Where the value is in its document: `/spec`. */
  readonly under: Path;
  /** The value as written, if it is in a file. */
  writtenAt(path: Path): string | undefined;
}

function nameOf(path: Path, { under }: Pick<Checked, 'under'>): string {
  return showPath(`${under}${path}` as Path);
}

function wrongValue(path: Path, message: string, more: Partial<Problem> = {}): Problem {
  return { code: 'manifest.value', message, path, at: 'value', ...more };
}

/** Collects all problems that zod found, in words that do not know zod. */
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

/** Adds what the schema says of the field, where nothing better is known. */
function advised(problem: Problem, { schema, under }: Checked): Problem {
  if (problem.hint !== undefined) return problem;
  const [path, about] = nearestAbout(schema, problem.path) ?? [];
  if (path === undefined || about === undefined) return problem;
  const name = nameOf(path, { under });
  const example = about.example === undefined ? '' : `; e.g. ${exampleText(about.example)}`;
  return { ...problem, hint: `${name}: ${about.description.replace(/\.$/u, '')}${example}` };
}

/** Finds the nearest description: an item of a list, or a tag, is described where the whole is. */
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

/** Formats an example as it is in a manifest. */
function exampleText(example: unknown): string {
  return typeof example === 'string' && !/^[\d.]+$/u.test(example) ? example : JSON.stringify(example);
}

function problemOf(issue: Issue, checked: Checked): readonly Problem[] {
  const path = pathOf(issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment))));
  const value = valueAt(checked.value, path);
  const name = nameOf(path, checked);
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys, path, checked);
  if (value === undefined && issue.code !== 'custom') {
    return [{ code: 'manifest.missing-field', message: `${name} is missing`, path, at: 'key' }];
  }
  if (issue.code === 'invalid_key') {
    const [why] = issue.issues;
    return [wrongValue(path, `the name ${name} ${constraint(why)}`, { at: 'key' })];
  }
  if (issue.code === 'invalid_union' && value !== undefined) return union(issue, path, value, checked);
  if (issue.code === 'invalid_type' && value !== undefined)
    return [
      isOwn(issue)
        ? wrongValue(path, `${name} ${issue.message}`, { code: 'manifest.type' })
        : wrongType(issue.expected, path, value, checked),
    ];
  if (issue.code === 'custom') {
    const why = constraint(issue);
    const colon = /^(?:belongs|excludes|has|is|must|names|needs|starts|takes) /u.test(why) ? '' : ':';
    return [wrongValue(path, `${name}${colon} ${why}`, codeIn(issue.params))];
  }
  if (issue.code === 'invalid_value' && issue.values.length > few && value !== undefined) {
    const hint = `one of ${issue.values.map(String).join(', ')}`;
    return [wrongValue(path, `${name} cannot be ${shown(value)}${near(issue, value)}`, { hint })];
  }
  const why = constraint(issue);
  const has = why.startsWith('has ') ? ': ' : ', got ';
  const seen = value === undefined ? '' : `${has}${shown(value)}${near(issue, value)}`;
  const form = issue.code === 'invalid_format' ? { form: true as const } : {};
  return [wrongValue(path, `${name} ${why}${seen}`, form)];
}

/** Returns true if the schema has words of its own for a value of another type. */
function isOwn({ message }: Issue): boolean {
  return !message.startsWith('Invalid input');
}

/**
 * Finds the code that a schema may name for what it finds. Its general hint then says more than that of the field.
 */
function codeIn(params: unknown): Partial<Problem> {
  const code = (params as { readonly code?: unknown } | undefined)?.code;
  if (code !== 'policy.json' && code !== 'policy.duplicate-key') return {};
  return { code, hint: errors[code].hint };
}

function unknownFields(keys: readonly string[], path: Path, checked: Checked): readonly Problem[] {
  const known = fieldsAt(checked.schema, path);
  const owner = nameOf(path, checked);
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

/** So many allowed values are said in one breath; more are in the hint. */
const few = 6;

function wrongType(expected: string, path: Path, value: Tree, checked: Checked): Problem {
  const hint = quoteHint(expected, path, value, checked);
  const message = `${nameOf(path, checked)} must be ${typeName(expected)}, got ${shown(value)}`;
  return wrongValue(path, message, { code: 'manifest.type', ...(hint === undefined ? {} : { hint }) });
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

/** Finds the branch of a union that the value is of: its own problems say more than "no branch fits". */
function union(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  value: Tree,
  checked: Checked,
): readonly Problem[] {
  const name = nameOf(path, checked);
  if (typeof value === 'string' && /\$\{[^}]*$/u.test(value))
    return [wrongValue(path, `${name}: this \${ has no closing }`, { code: 'manifest.interpolation' })];
  const meant = issue.errors.find((branch) => !branch.some(isRootType));
  if (meant !== undefined) {
    return meant.flatMap((one) => problemOf({ ...one, path: [...issue.path, ...one.path] }, checked));
  }
  const wanted = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : undefined;
  if (wanted !== undefined) {
    const near = typeof value === 'string' ? didYouMean(value, wanted) : '';
    return [wrongValue(path, `${name} must be ${either(wanted)}, got ${shown(value)}${near}`)];
  }
  const types = issue.errors.flatMap((branch) => branch.filter(isRootType)).map(({ expected }) => expected);
  if (types.length === 0)
    return [wrongValue(path, `${name} fits none of the allowed forms, got ${shown(value)}`)];
  const names = [...new Set(types.map(typeName))].join(' or ');
  const expected = types.includes('string') && !types.includes('record') ? 'string' : 'record';
  return [
    {
      ...wrongType(expected, path, value, checked),
      message: `${name} must be ${names}, got ${shown(value)}`,
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
