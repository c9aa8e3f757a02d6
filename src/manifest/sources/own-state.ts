import { textOf, type SourceFile } from '../source.ts';

/**
 * How the JSON files begin that Keywright keeps: the world of an embedded AWS, a lease or a register in numbered files,
 * and a document with its name. None of them could be a manifest, which begins with other members.
 */
const beginnings = ['{"accounts":["', '{"pid":0,"host":"', '{"keywright":"'];

/** Tells what `--sandbox=DIR` and `coordination.directory` keep below a directory of manifests. */
export function isStateOfKeywright(file: SourceFile): boolean {
  if (!file.path.endsWith('.json')) return false;
  const text = textOf(file);
  return text !== undefined && beginnings.some((beginning) => text.startsWith(beginning));
}
