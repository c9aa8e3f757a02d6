import { checkStack } from '../checks/index.ts';
import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import { loadStack, type LoadResult } from '../manifest/load.ts';
import type { SourceFile } from '../manifest/source.ts';
import { readSources } from '../manifest/sources/directory.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import type { Io } from './io.ts';

export type Loaded = LoadResult & { readonly source: SourceLine };

/** The Stack that the manifests at these paths make; without paths those of `manifests`, or of this directory. */
export async function loadManifests(
  paths: readonly string[],
  { files, clock }: Pick<Io, 'files' | 'clock'>,
): Promise<Loaded> {
  const usual = (await files.stat('manifests')) === 'directory' ? 'manifests' : '.';
  const sources = await readSources(paths.length > 0 ? paths : [usual], files);
  const loaded = loadStack(sources, kinds, { now: clock.now(), stack: stackKind });
  return { ...checked(loaded), source: linesOf(sources) };
}

/** What is wrong between resources counts as what is wrong in one. */
function checked(loaded: LoadResult): LoadResult {
  if (loaded.is === 'refused') return loaded;
  const diagnostics = [...loaded.stack.diagnostics, ...checkStack(loaded.stack)];
  if (hasErrors(diagnostics)) return { is: 'refused', diagnostics };
  return { is: 'ok', stack: { ...loaded.stack, diagnostics } };
}

function linesOf(sources: readonly SourceFile[]): SourceLine {
  const lines = new Map(
    sources.map((source) => [source.path, 'text' in source ? source.text.split(/\r\n|\r|\n/u) : []]),
  );
  return (file, line) => lines.get(file)?.[line - 1];
}
