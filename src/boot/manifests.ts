import { checkStack } from '../checks/index.ts';
import { kinds } from '../kinds/index.ts';
import { stackKind } from '../kinds/stack/index.ts';
import { withAccepted } from '../manifest/accept.ts';
import { loadStack, type LoadResult } from '../manifest/load.ts';
import { byPosition } from '../manifest/positions.ts';
import { textOf, type SourceFile } from '../manifest/source.ts';
import type { ReadFile } from '../manifest/yaml.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import { isMeantAsPlan } from '../store/saved-plan/decode.ts';

/**
 * Makes a Stack of files as they were read, and checks it as a whole. A plan that was saved among the manifests is not
 * one of them.
 */
export function loadFiles(
  files: readonly SourceFile[],
  now: Instant,
  parsed?: ReadonlyMap<SourceFile, ReadFile>,
): LoadResult {
  const manifests = files.filter((file) => !isSavedPlan(file));
  return checked(
    loadStack(manifests, kinds, { now, stack: stackKind, ...(parsed === undefined ? {} : { parsed }) }),
    now,
  );
}

/** Tells a saved plan from a manifest by its text. */
export function isSavedPlan(file: SourceFile): boolean {
  return isMeantAsPlan(textOf(file) ?? '');
}

/** Reports problems between resources beside those of single resources. */
function checked(loaded: LoadResult, now: Instant): LoadResult {
  if (loaded.is === 'refused') {
    const { partial } = loaded;
    if (partial === undefined) return loaded;
    const found = [...loaded.diagnostics, ...checkStack(partial)];
    return { is: 'refused', diagnostics: withAccepted(found, partial, now).toSorted(byPosition) };
  }
  const found = [...loaded.stack.diagnostics, ...checkStack(loaded.stack)];
  const diagnostics = withAccepted(found, loaded.stack, now).toSorted(byPosition);
  if (hasErrors(diagnostics)) return { is: 'refused', diagnostics };
  return { is: 'ok', stack: { ...loaded.stack, diagnostics } };
}

/** Takes files apart only where a line of them is asked for. */
export function linesOf(sources: readonly SourceFile[]): SourceLine {
  const bySource = new Map(sources.map((source) => [source.path, source]));
  const lines = new Map<string, readonly string[]>();
  return (file, line) => {
    const found = lines.get(file) ?? textOf(bySource.get(file))?.split(/\r\n|\r|\n/u) ?? [];
    lines.set(file, found);
    return found[line - 1];
  };
}
