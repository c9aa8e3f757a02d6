import { resolve } from 'node:path';
import { beyondGuardrails } from '../../checks/guardrails.ts';
import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { LoadResult } from '../../manifest/load.ts';
import type { SourceFile } from '../../manifest/source.ts';
import { gitSource } from '../../manifest/sources/git.ts';
import { keptSets } from '../../manifest/sources/kept-sets.ts';
import { watchedSource } from '../../manifest/sources/watched.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import { minute } from '../../model/instant.ts';
import type { Source } from '../../model/revision.ts';
import type { Commands } from '../../runtime/commands.ts';
import type { Names } from '../../runtime/names.ts';
import type { Watches } from '../../runtime/watch.ts';
import type { Host } from '../host.ts';
import { loadFiles } from '../manifests.ts';

/** What reading sources asks of the machine. */
export interface SourceHost extends Pick<Host, 'clock' | 'files' | 'randoms' | 'environment'> {
  readonly watches: Watches;
  readonly commands: Commands;
  readonly names: Names;
}

export interface SourceRequest {
  readonly source: DaemonConfig['sources'][number];
  readonly guardrails: Guardrails | undefined;
  /** Of this source alone. */
  readonly dataDir: string;
}

/** How often a directory is read although nothing hinted at a change. */
const rereadEvery = minute;

/**
 * Lists the directories that a commit can change under a daemon. Leaves out a repository: it is read from a copy that
 * none can.
 */
export function treesOf({ directory }: SourceRequest['source']): readonly string[] {
  return directory === undefined ? [] : [directory];
}

/** Opens a directory or a repository, as the settings say. */
export function openSource({ source, guardrails, dataDir }: SourceRequest, host: SourceHost): Source {
  const { clock, files, watches, commands, names, environment } = host;
  const common = {
    clock,
    files,
    random: host.randoms.stream(`source ${source.name}`),
    load: (set: readonly SourceFile[]) => boundedBy(guardrails, loadFiles(set, clock.now())),
  };
  if (source.git === undefined)
    return watchedSource(
      { paths: [source.directory ?? '.'], interval: rereadEvery },
      { ...common, watches, kept: keptSets(`${dataDir}/sets`, files) },
    );
  const programs = { path: environment.variables['PATH'] ?? usualPath, git: 'git', ssh: 'ssh' };
  return gitSource(source.git, {
    ...common,
    commands,
    names,
    programs,
    directory: resolve(environment.cwd, dataDir, 'git'),
  });
}

const usualPath = '/usr/local/bin:/usr/bin:/bin';

/** Refuses a Stack beyond the guardrails as one with a mistake is: the last good one stays in force. */
export function boundedBy(guardrails: Guardrails | undefined, loaded: LoadResult): LoadResult {
  if (loaded.is === 'refused' || guardrails === undefined) return loaded;
  const diagnostics = beyondGuardrails(loaded.stack, guardrails);
  return diagnostics.length === 0 ? loaded : { is: 'refused', diagnostics };
}
