import { checkStack } from '../checks/index.ts';
import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import { loadStack, type LoadResult } from '../manifest/load.ts';
import type { SourceFile } from '../manifest/source.ts';
import { byPosition } from '../manifest/positions.ts';
import { readSources } from '../manifest/sources/directory.ts';
import { hasErrors, type Diagnostic } from '../model/diagnostic.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { isMeantAsPlan } from '../store/saved-plan/decode.ts';
import type { Io } from './io.ts';

export type Loaded = LoadResult & { readonly source: SourceLine };

/** The Stack that the manifests at these paths make; without paths those of `manifests`, or of this directory. */
export async function loadManifests(
  paths: readonly string[],
  { files, clock }: Pick<Io, 'files' | 'clock'>,
): Promise<Loaded> {
  const found = await readSources(await manifestPaths(paths, files), files);
  const isPlan = (one: SourceFile): boolean => isMeantAsPlan(textOf(one) ?? '');
  const named = found.filter((one) => isPlan(one) && paths.includes(one.path));
  if (named.length > 0) return { is: 'refused', diagnostics: named.map(noManifest), source: () => undefined };
  // A plan that was saved among the manifests is not one of them.
  const sources = found.filter((one) => !isPlan(one));
  const loaded = loadStack(sources, kinds, { now: clock.now(), stack: stackKind });
  return { ...checked(loaded), source: linesOf(sources) };
}

/** Where manifests are unless paths are named. */
export const usualDirectory = 'manifests';

/** The paths that were named, or the usual one. */
export async function manifestPaths(
  paths: readonly string[],
  files: Pick<Io['files'], 'stat'>,
): Promise<readonly string[]> {
  if (paths.length > 0) return paths;
  // Where it cannot even be looked at, reading it says so.
  const there = await files.stat(usualDirectory).catch(() => 'directory' as const);
  return [there === 'directory' ? usualDirectory : '.'];
}

function noManifest({ path }: SourceFile): Diagnostic {
  const message = `${path} is a saved plan, or what -o json prints, and no manifest`;
  return { severity: 'error', code: 'plan.not-manifests', message };
}

/** Reports problems between resources beside those of single resources. */
function checked(loaded: LoadResult): LoadResult {
  if (loaded.is === 'refused') {
    const between = loaded.partial === undefined ? [] : checkStack(loaded.partial);
    return { is: 'refused', diagnostics: [...loaded.diagnostics, ...between].sort(byPosition) };
  }
  const diagnostics = [...loaded.stack.diagnostics, ...checkStack(loaded.stack)].sort(byPosition);
  if (hasErrors(diagnostics)) return { is: 'refused', diagnostics };
  return { is: 'ok', stack: { ...loaded.stack, diagnostics } };
}

/** Files are only taken apart where a line of them is asked for. */
export function linesOf(sources: readonly SourceFile[]): SourceLine {
  const bySource = new Map(sources.map((source) => [source.path, source]));
  const lines = new Map<string, readonly string[]>();
  return (file, line) => {
    const found = lines.get(file) ?? textOf(bySource.get(file))?.split(/\r\n|\r|\n/u) ?? [];
    lines.set(file, found);
    return found[line - 1];
  };
}

/** As editors show it: what is no UTF-8 as replacement characters. What is no text has no lines. */
function textOf(source: SourceFile | undefined): string | undefined {
  if (source === undefined || 'unreadable' in source) return undefined;
  if ('text' in source) return source.text;
  const text = new TextDecoder().decode(source.bytes);
  return text.includes('\0') && text.includes('\ufffd') ? undefined : text;
}
