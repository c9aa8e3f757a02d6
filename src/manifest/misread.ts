import type { z } from 'zod';
import { join, showPath, type Path } from '../model/path.ts';
import { isList, isMap, type Tree } from '../model/tree.ts';
import { takesText } from './json-schema.ts';

/** A number that was meant as text. */
interface Misread {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/**
 * Finds numbers that YAML read otherwise than they are written, where text may stand: the account 012345678901 loses its
 * zero, the version 1.10 too, and a long number its last digits. A field that takes numbers alone may be written anyhow.
 */
export function misreadNumbers(
  value: Tree,
  under: Path,
  schema: z.ZodType,
  writtenAt: (path: Path) => string | undefined,
): readonly Misread[] {
  return numbersIn(value, '').flatMap(({ path, number }) => {
    const full = `${under}${path}` as Path;
    const written = writtenAt(full);
    if (written === undefined || written === String(number) || !takesText(schema, path)) return [];
    return [
      {
        path,
        message: `${showPath(full)}: YAML reads ${written} as the number ${String(number)}`,
        hint: `put it in quotes: '${written}'`,
      },
    ];
  });
}

function numbersIn(tree: Tree, path: Path): readonly { readonly path: Path; readonly number: number }[] {
  if (typeof tree === 'number') return [{ path, number: tree }];
  if (isList(tree)) return tree.flatMap((item, index) => numbersIn(item, join(path, index)));
  if (!isMap(tree)) return [];
  return Object.entries(tree).flatMap(([key, item]) => numbersIn(item, join(path, key)));
}
