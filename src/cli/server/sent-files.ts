import { posix } from 'node:path';
import { isSavedPlan } from '../../boot/manifests.ts';
import { textOf, type SourceFile } from '../../manifest/source.ts';

/** Selects what is sent of a set of files: saved plans among them are no manifests. */
export function toSend(
  files: readonly SourceFile[],
): readonly { readonly path: string; readonly text: string }[] {
  return files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined || isSavedPlan(file) ? [] : [{ path: file.path, text }];
  });
}

/**
 * Renames files to paths below one directory, since a server takes no others. Paths that are so already stay as they were
 * typed; else all become relative to the directory that holds them all.
 */
export function withinOne(files: readonly SourceFile[], cwd: string): readonly SourceFile[] {
  if (files.every(({ path }) => !posix.isAbsolute(path) && !path.split('/').includes('..'))) return files;
  const absolute = files.map((file) => ({ file, parts: posix.resolve(cwd, file.path).split('/') }));
  const [first] = absolute;
  const above = Math.min(...absolute.map(({ parts }) => parts.length - 1));
  let shared = 0;
  while (shared < above && absolute.every(({ parts }) => parts[shared] === first?.parts[shared])) shared += 1;
  return absolute.map(({ file, parts }) => ({ ...file, path: parts.slice(shared).join('/') }));
}
