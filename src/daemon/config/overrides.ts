import { didYouMean } from '../../model/nearest.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { segmentsOf, type Path } from '../../model/path.ts';
import { isList, isMap, type Tree, type TreeMap } from '../../model/tree.ts';
import { isForeignVariable, settings, type Setting } from './settings.ts';

/** A setting that was given outside of the file, and by what it was given. */
export interface Override {
  readonly setting: Setting;
  /** `--max-mode` or `KEYWRIGHT_MAX_MODE`. */
  readonly by: string;
  readonly value: Tree;
}

/** What flags and variables set, the stronger last, and what is wrong with them. */
export interface Overrides {
  readonly overrides: readonly Override[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes flags, by their names, and variables. Treats an empty variable as one that was not set. */
export function overridesOf(
  variables: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | undefined>>,
): Overrides {
  const read = [
    ...settings.map((setting) => [setting, setting.variable, variables] as const),
    ...settings.map((setting) => [setting, setting.flag, flags] as const),
  ].flatMap(([setting, by, given]) => {
    const text = by === undefined ? undefined : given[by];
    return by === undefined || text === undefined || text === ''
      ? []
      : [{ setting, by, value: valueOf(setting, text) }];
  });
  return { overrides: read, diagnostics: unknownVariables(variables) };
}

/**
 * Converts a text to the type of a setting. Leaves one that is not of the type a text: the schema then says what it
 * wants.
 */
function valueOf({ type }: Setting, text: string): Tree {
  switch (type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'text':
      return text;
  }
}

/** Refuses a misspelt variable: it would set nothing, and nobody would know. */
function unknownVariables(variables: Readonly<Record<string, string | undefined>>): readonly Diagnostic[] {
  const known = settings.flatMap(({ variable }) => variable ?? []);
  return Object.keys(variables)
    .filter((name) => !isForeignVariable(name) && !known.includes(name))
    .map((name) => ({
      severity: 'error',
      code: 'settings.unknown-variable',
      message: `no setting matches the variable ${name}${didYouMean(name, known)}`,
    }));
}

/**
 * Puts settings over what a file has. Settings of a source describe the only one: they take the place of the whole
 * list of the file, since nothing says which of several they would mean.
 */
export function overlaid(file: TreeMap, overrides: readonly Override[]): TreeMap {
  const ofSource = overrides.some(({ setting }) => setting.path.startsWith('/sources/'));
  const base = ofSource ? { ...file, sources: [{}] } : file;
  return overrides.reduce<TreeMap>(
    (tree, { setting, value }) => withValue(tree, segmentsOf(setting.path), value) as TreeMap,
    base,
  );
}

function withValue(tree: Tree | undefined, [first, ...rest]: readonly string[], value: Tree): Tree {
  if (first === undefined) return value;
  if (isList(tree))
    return tree.map((item, at) => (String(at) === first ? withValue(item, rest, value) : item));
  const map = isMap(tree) ? tree : {};
  return { ...map, [first]: withValue(map[first], rest, value) };
}

/** Finds the flag or variable that a problem at this path is about, if it is one. */
export function givenBy(path: Path, overrides: readonly Override[]): Override | undefined {
  return overrides.findLast(({ setting }) => path === setting.path || path.startsWith(`${setting.path}/`));
}
