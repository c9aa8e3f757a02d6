import { beyondGuardrails } from '../checks/guardrails.ts';
import { loadGuardrails, type GuardrailsRead } from '../manifest/guardrails/load.ts';
import { readSources } from '../manifest/sources/directory.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Stack } from '../model/resource.ts';
import type { Host } from './host.ts';
import { linesOf } from './manifests.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { isInside, treeOf } from './work-tree.ts';

export type GuardrailsAsked =
  { readonly is: 'none' } | Extract<GuardrailsRead, { readonly is: 'ok' }> | Refused;

/** Why the file does not count, and the lines that the reasons point to. */
interface Refused {
  readonly is: 'refused';
  readonly diagnostics: readonly Diagnostic[];
  readonly source?: SourceLine;
}

/**
 * Loads the file of `--guardrails`. Refuses one that is missing, broken, or inside the tree that the manifests come
 * from. Keeps whoever can commit there from setting their own bounds (authority.md §1.1).
 */
export async function guardrailsAsked(
  file: string | undefined,
  manifests: readonly string[],
  io: Pick<Host, 'files'>,
): Promise<GuardrailsAsked> {
  if (file === undefined) return { is: 'none' };
  const [source, ...more] = await readSources([file], io.files);
  // Of a directory one file would count, and a bound in another would be lost.
  if (source === undefined || more.length > 0 || (await isDirectory(file, io)))
    return refused('guardrails.one-document', `${file} is a directory: --guardrails needs a file`);
  // The advice about manifests would mislead: this file is not one of them.
  if ('unreadable' in source)
    return refused(
      'guardrails.one-document',
      `--guardrails ${file}: ${source.unreadable}`,
      'pass the guardrails file, outside the repository of the manifests',
    );
  const trees = await Promise.all(manifests.map((path) => treeOf(path, io)));
  const real = await io.files.realPath(file);
  const holder = trees.find((tree) => real !== undefined && tree !== undefined && isInside(tree, real));
  if (holder !== undefined) {
    const message = `${file} is inside ${holder}, a source of manifests: a commit there could loosen the guardrails`;
    return refused('guardrails.inside-manifests', message);
  }
  const read = loadGuardrails(source);
  return read.is === 'ok' ? read : { ...read, source: linesOf([source]) };
}

/** Lists what the guardrails have against the Stack, or nothing. */
export function refusedBy(guardrails: Guardrails | undefined, stack: Stack): readonly Diagnostic[] {
  return guardrails === undefined ? [] : beyondGuardrails(stack, guardrails);
}

async function isDirectory(path: string, { files }: Pick<Host, 'files'>): Promise<boolean> {
  return (await files.stat(path).catch(() => undefined)) === 'directory';
}

function refused(code: Diagnostic['code'], message: string, hint?: string): Refused {
  const diagnostic = { severity: 'error', code, message } as const;
  return { is: 'refused', diagnostics: [hint === undefined ? diagnostic : { ...diagnostic, hint }] };
}
