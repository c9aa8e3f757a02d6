import { beyondGuardrails } from '../checks/guardrails.ts';
import { loadGuardrails, type GuardrailsRead } from '../manifest/guardrails/load.ts';
import { readSources } from '../manifest/sources/directory.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Stack } from '../model/resource.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import type { Io } from './io.ts';
import { linesOf } from './manifests.ts';
import { isInside, treeOf } from './work-tree.ts';

export type GuardrailsAsked =
  | { readonly is: 'none' }
  | Extract<GuardrailsRead, { readonly is: 'ok' }>
  | {
      readonly is: 'refused';
      readonly diagnostics: readonly Diagnostic[];
      readonly source: SourceLine;
    };

/**
 * Reads the file of `--guardrails`. Refuses one that is missing, broken, or inside the tree that the manifests come
 * from: whoever can commit there would set their own bounds (authority.md §1.1).
 */
export async function guardrailsAsked(
  file: string | undefined,
  manifests: readonly string[],
  io: Pick<Io, 'files'>,
): Promise<GuardrailsAsked> {
  if (file === undefined) return { is: 'none' };
  const [source, ...more] = await readSources([file], io.files);
  if (source === undefined || more.length > 0 || (await isDirectory(file, io)))
    return { is: 'refused', diagnostics: [notOneFile(file)], source: () => undefined };
  if ('unreadable' in source)
    return { is: 'refused', diagnostics: [unreadFile(file, source.unreadable)], source: () => undefined };
  const trees = await Promise.all(manifests.map((path) => treeOf(path, io)));
  const real = await io.files.realPath(file);
  const holder = trees.find((tree) => real !== undefined && tree !== undefined && isInside(tree, real));
  if (holder !== undefined)
    return { is: 'refused', diagnostics: [inside(file, holder)], source: () => undefined };
  const read = loadGuardrails(source);
  return read.is === 'ok' ? read : { ...read, source: linesOf([source]) };
}

/** What the guardrails have against the Stack, or nothing. */
export function refusedBy(guardrails: Guardrails | undefined, stack: Stack): readonly Diagnostic[] {
  return guardrails === undefined ? [] : beyondGuardrails(stack, guardrails);
}

async function isDirectory(path: string, { files }: Pick<Io, 'files'>): Promise<boolean> {
  return (await files.stat(path).catch(() => undefined)) === 'directory';
}

/** Of a directory one file would count, and a bound in another would be lost. */
function notOneFile(path: string): Diagnostic {
  return {
    severity: 'error',
    code: 'guardrails.one-document',
    message: `${path} is a directory: --guardrails takes one file`,
  };
}

/** The advice about manifests would mislead: this file is not one of them. */
function unreadFile(file: string, why: string): Diagnostic {
  return {
    severity: 'error',
    code: 'guardrails.one-document',
    message: `--guardrails ${file}: ${why}`,
    hint: 'name the guardrails file, outside of the repository of the manifests',
  };
}

function inside(file: string, tree: string): Diagnostic {
  return {
    severity: 'error',
    code: 'guardrails.inside-manifests',
    message: `${file} lies inside ${tree}, which the manifests come from: a commit there could loosen it`,
  };
}
