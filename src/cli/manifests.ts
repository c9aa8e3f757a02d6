import { isSavedPlan, linesOf, loadFiles } from '../boot/manifests.ts';
import type { LoadResult } from '../manifest/load.ts';
import type { SourceFile } from '../manifest/source.ts';
import { readSources } from '../manifest/sources/directory.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { addressIn } from './control/words.ts';
import type { Io } from './io.ts';

export type Loaded = LoadResult & { readonly source: SourceLine };

/**
 * Loads the Stack that the manifests at these paths make. Without paths, takes those of `manifests`, or of this
 * directory.
 */
export async function loadManifests(
  paths: readonly string[],
  { files, clock }: Pick<Io, 'files' | 'clock'>,
): Promise<Loaded> {
  const found = await readSources(await manifestPaths(paths, files), files);
  const named = found.filter((one) => isSavedPlan(one) && paths.includes(one.path));
  if (named.length > 0) return { is: 'refused', diagnostics: named.map(noManifest), source: () => undefined };
  return { ...toTarget(loadFiles(found, clock.now()), paths), source: linesOf(found) };
}

/** Where manifests are unless paths are named. */
export const usualDirectory = 'manifests';

/** Returns the paths that were named, or the usual one. */
export async function manifestPaths(
  paths: readonly string[],
  files: Pick<Io['files'], 'stat'>,
): Promise<readonly string[]> {
  if (paths.length > 0) return paths;
  // Where it cannot even be looked at, reading it says so.
  const there = await files.stat(usualDirectory).catch(() => 'directory' as const);
  return [there === 'directory' ? usualDirectory : '.'];
}

/** Offers `--target` where somebody names a resource in the place of a path. */
function toTarget(loaded: LoadResult, paths: readonly string[]): LoadResult {
  if (loaded.is === 'ok') return loaded;
  const diagnostics = loaded.diagnostics.map((one): Diagnostic => {
    const file = one.span?.file ?? '';
    const address = one.code === 'manifest.file' && paths.includes(file) ? addressIn(file) : undefined;
    return address === undefined
      ? one
      : { ...one, hint: `to plan or apply one resource: --target ${address}` };
  });
  return { ...loaded, diagnostics };
}

function noManifest({ path }: SourceFile): Diagnostic {
  const message = `${path} is a saved plan or -o json output, not a manifest`;
  return { severity: 'error', code: 'plan.not-manifests', message };
}
