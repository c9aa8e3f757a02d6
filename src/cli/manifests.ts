import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import { loadStack, type LoadResult } from '../manifest/load.ts';
import type { SourceFile } from '../manifest/source.ts';
import { readSources } from '../manifest/sources/directory.ts';
import type { SourceLine } from '../report/human/diagnostics.ts';
import type { Io } from './io.ts';

export type Loaded = LoadResult & { readonly source: SourceLine };

/** The Stack that the manifests at these paths make; without paths those of `manifests`, or of this directory. */
export async function loadManifests(
  paths: readonly string[],
  { files, clock }: Pick<Io, 'files' | 'clock'>,
): Promise<Loaded> {
  const usual = (await files.stat('manifests')) === 'directory' ? 'manifests' : '.';
  const sources = await readSources(paths.length > 0 ? paths : [usual], files);
  return { ...loadStack(sources, kinds, { now: clock.now(), stack: stackKind }), source: linesOf(sources) };
}

function linesOf(sources: readonly SourceFile[]): SourceLine {
  const lines = new Map(
    sources.map((source) => [source.path, 'text' in source ? source.text.split(/\r\n|\r|\n/u) : []]),
  );
  return (file, line) => lines.get(file)?.[line - 1];
}
