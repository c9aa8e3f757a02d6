import { hasErrors, type Diagnostic } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import { checkSet, type Member } from './check-set.ts';
import { expand } from './expand.ts';
import { ignoresOf } from './ignore.ts';
import { checkLifecycle } from './lifecycle.ts';
import {
  manifestOf,
  type CheckedManifest,
  type Manifest,
  type Report,
  type StackManifest,
} from './manifest.ts';
import { placeOf } from './place.ts';
import { byPosition, isInside, isSameSpan } from './positions.ts';
import { fillContext, fillReferences, type Placed } from './references.ts';
import { recheckFilled } from './recheck.ts';
import { parseFile } from './parse-file.ts';
import type { SourceFile } from './source.ts';
import { fillStack } from './stack.ts';
import type { FilledStack } from './stack-declaration.ts';
import type { StackDeclaration } from './stack-declaration.ts';
import { treeMapOf } from './tree-map.ts';
import { byAddress, checkFormerly } from './unique.ts';
import type { ReadFile } from './yaml.ts';
import { plural } from '../model/plural.ts';

export interface LoadOptions {
  /** Ends `metadata.ignore` entries. */
  readonly now: Instant;
  /** The kind of the one document that is no resource. */
  readonly stack: StackDeclaration;
  /** Files that were parsed before. */
  readonly parsed?: ReadonlyMap<SourceFile, ReadFile>;
}

export type LoadResult =
  | { readonly is: 'ok'; readonly stack: Stack }
  /** In the order of files and lines; warnings among the errors. */
  | {
      readonly is: 'refused';
      readonly diagnostics: readonly Diagnostic[];
      /** What is right of it, for whoever looks for more mistakes; nothing without a Stack. */
      readonly partial?: Stack;
    };

/**
 * Makes a Stack of the text of manifests, or says everything that is wrong with them. Pure: files are
 * read elsewhere. The order of `files` means nothing.
 */
export function loadStack(
  files: readonly SourceFile[],
  kinds: readonly AnyKind[],
  options: LoadOptions,
): LoadResult {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);

  const read = readManifests(files, kinds, options, report);
  const filled = fillStack(read.stacks, options.stack, read.complete, report);
  const resources = filled === undefined ? [] : resourcesOf(read, filled, kinds, options.now, report);
  if (filled === undefined) byAddress(read.manifests, report);

  const told = limited(diagnostics.sort(byPosition));
  if (filled === undefined) return { is: 'refused', diagnostics: told };
  const sorted = [...resources].sort((a, b) => byCodeUnit(a.address, b.address));
  const byName = new Map(sorted.map((resource) => [resource.address, resource]));
  const [document] = read.stacks;
  const stack: Stack = {
    settings: filled.settings,
    resources: byName,
    diagnostics: told,
    ...(document === undefined
      ? {}
      : { document: { span: document.at.span, spanOf: document.at.spanLater } }),
  };
  return hasErrors(told) ? { is: 'refused', diagnostics: told, partial: stack } : { is: 'ok', stack };
}

/** Drops what only follows from a mistake of the YAML: where a value is refused, nothing is in its place. */
function unlessCausedBy(causes: readonly Diagnostic[], report: Report): Report {
  const ranges = causes.flatMap(({ span }) => span ?? []);
  return (diagnostic) => {
    const { span, code } = diagnostic;
    const follows =
      span !== undefined &&
      ranges.some((cause) => isSameSpan(span, cause) || (code === 'manifest.type' && isInside(cause, span)));
    if (!follows) report(diagnostic);
  };
}

/** So many mistakes of one file are reported: a person corrects that first, and a terminal is not flooded. */
const mostOfAFile = 100;

function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byFile = Map.groupBy(diagnostics, ({ span }) => span?.file ?? '');
  return [...byFile].flatMap(([file, all]) => {
    const [next, ...more] = all.slice(mostOfAFile);
    if (file === '' || next?.span === undefined) return all;
    const message = `and ${plural(more.length + 1, 'more error')} in ${file}; this is the first`;
    const { span } = next;
    const severity = hasErrors([next, ...more]) ? 'error' : 'warning';
    return [...all.slice(0, mostOfAFile), { severity, code: 'manifest.too-many', message, span } as const];
  });
}

interface Read {
  readonly stacks: readonly StackManifest[];
  readonly manifests: readonly Manifest[];
  /** False if a file or document could not be read: others may refer to what it declares. */
  readonly complete: boolean;
}

/** Checks every document by itself. */
function readManifests(
  files: readonly SourceFile[],
  kinds: readonly AnyKind[],
  { stack, parsed }: LoadOptions,
  report: Report,
): Read {
  const stacks: StackManifest[] = [];
  const manifests: Manifest[] = [];
  let complete = true;
  let documents = 0;
  for (const file of [...files].sort((a, b) => byCodeUnit(a.path, b.path))) {
    const yaml = parsed?.get(file) ?? parseFile(file);
    yaml.diagnostics.forEach(report);
    complete &&= yaml.diagnostics.length === 0;
    documents += yaml.documents.length;
    for (const document of yaml.documents) {
      const manifest = manifestOf(document, kinds, stack, unlessCausedBy(yaml.diagnostics, report));
      if (manifest?.is === 'stack') stacks.push(manifest);
      else if (manifest?.is === 'resource') manifests.push(manifest);
      else complete = false;
    }
  }
  if (documents === 0 && complete) {
    report({
      severity: 'error',
      code: 'manifest.none',
      message:
        files.length === 0
          ? 'no manifests were read'
          : `no documents in ${files
              .map(({ path }) => path)
              .slice(0, 3)
              .join(', ')}${files.length > 3 ? ', …' : ''}`,
    });
    return { stacks, manifests, complete: false };
  }
  return { stacks, manifests, complete };
}

/** Builds what several documents together make of each: place, shorthand, references, claims, circles. */
function resourcesOf(
  read: Read,
  filled: FilledStack,
  kinds: readonly AnyKind[],
  now: Instant,
  report: Report,
): readonly Resource[] {
  const { settings } = filled;
  const checked = read.manifests.filter(isChecked);
  for (const manifest of checked) checkLifecycle(manifest, settings, report);
  const own = checked.flatMap((manifest) => placedOf(manifest, filled, now, report));
  const shorthand = own.flatMap((placed) => expand(placed.manifest, placed.place, kinds, report));
  const declared = byAddress([...read.manifests, ...shorthand], report);
  const all = [
    ...own,
    ...shorthand.filter(isChecked).flatMap((manifest) => placedOf(manifest, filled, now, report)),
  ]
    .filter(({ manifest }) => declared.get(manifest.address) === manifest)
    .map((placed) => fillContext(placed, settings));
  if (read.complete && declared.size === 0) {
    report({
      severity: 'error',
      code: 'manifest.none',
      message: 'the manifests contain only a Stack',
      hint: 'declare a resource, e.g. a Key, or also pass the files that do; an empty set changes nothing',
      ...(read.stacks[0] === undefined ? {} : { span: read.stacks[0].at.span }),
    });
  }

  const placed = new Map(all.map((resource) => [resource.address, resource]));
  const around = { kinds, settings, declared, placed, complete: read.complete };
  const linked = all.map((resource) => fillReferences(resource, around, report));
  for (const { resource } of linked) {
    const manifest = declared.get(resource.address);
    if (manifest?.checked !== undefined) recheckFilled(resource, manifest.checked, report);
  }
  const set = linked.map(({ resource, references }): Member => ({
    address: resource.address,
    kind: resource.kind,
    place: resource.place,
    metadata: resource.metadata,
    spec: resource.spec,
    references,
    span: resource.at.span,
    spanOf: resource.at.spanLater,
    ...(resource.at.text === undefined ? {} : { text: resource.at.text }),
  }));

  checkSet(set, settings, report);
  checkFormerly(all, declared, report);
  return set.map((member) => ({ ...member, kind: member.kind.kind }));
}

type CheckedOne = Manifest & { readonly checked: CheckedManifest };

function isChecked(manifest: Manifest): manifest is CheckedOne {
  return manifest.checked !== undefined;
}

function placedOf(
  manifest: CheckedOne,
  filled: FilledStack,
  now: Instant,
  report: Report,
): readonly (Placed & { readonly manifest: CheckedOne })[] {
  const { kind, address, checked, at } = manifest;
  const addressed: Report = (diagnostic) => {
    report({ ...diagnostic, address });
  };
  const place = placeOf(checked, kind, at, filled, addressed);
  const spec = treeMapOf(kind.defaults(checked.spec, checked.metadata.name));
  const ignore = ignoresOf(kind, checked.metadata.ignore, now, at, addressed);
  if (place === undefined) return [];
  return [{ kind, address, metadata: { ...checked.metadata, ignore }, place, spec, at, manifest }];
}
