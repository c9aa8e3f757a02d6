import type { z } from 'zod';
import { addressOf, isAddress, type Address } from '../model/address.ts';
import type { Diagnostic, Span } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { join, showPath, type Path } from '../model/path.ts';
import type { Metadata } from '../model/resource.ts';
import { isMap, type Tree, type TreeMap } from '../model/tree.ts';
import { apiVersion, metadataOf, metadataSchema, stackMetadataSchema } from './envelope.ts';
import { shown } from './issue-words.ts';
import { problemsOf } from './issues.ts';
import { fieldsAt } from './json-schema.ts';
import { misreadNumbers } from './misread.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import type { StackDeclaration } from './stack-declaration.ts';
import { treeMapOf } from './tree-map.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { ReadDocument } from './yaml.ts';

/** A resource as its document declares it, checked by itself; other documents are not looked at yet. */
export interface Manifest {
  readonly is: 'resource';
  readonly kind: AnyKind;
  readonly address: Address;
  /** Undefined after an error: the address is known, so that references to it are not errors too. */
  readonly checked?: CheckedManifest;
  readonly at: Positions;
}

export interface CheckedManifest {
  readonly metadata: Metadata;
  readonly account?: string;
  readonly region?: string;
  readonly spec: TreeMap;
  /** The spec as written, before the kind's schema read it. */
  readonly written: Tree;
}

export interface StackManifest {
  readonly is: 'stack';
  readonly name?: string;
  readonly spec?: unknown;
  readonly at: Positions;
}

/** Where the parts of a resource stand. Paths are those of the spec; `/metadata` stands for itself. */
export interface Positions {
  readonly span: Span;
  spanOf(path: Path): Span;
  /** The same, read again: what is kept after loading holds no positions. */
  readonly spanLater: (path: Path) => Span;
  /** Gives the document as it is written. A part of another manifest has none of its own. */
  readonly text?: () => string;
  keySpanOf(path: Path): Span;
  /** Where a text first stands inside the value of a path, or inside its nearest ancestor. */
  spanOfText(path: Path, text: string): Span;
  writtenAt(path: Path): string | undefined;
}

export type Report = (diagnostic: Diagnostic) => void;

/** Checks one document by itself: its envelope, its metadata, and its spec against the kind's schema. */
export function manifestOf(
  document: ReadDocument,
  kinds: readonly AnyKind[],
  stack: Pick<StackDeclaration, 'kind' | 'schema'>,
  report: Report,
): Manifest | StackManifest | undefined {
  const { value } = document;
  const at = positionsOf(document);
  if (!isMap(value)) {
    const message = `a manifest has apiVersion, kind, metadata and spec; this document is ${shown(value)}`;
    report({ severity: 'error', code: 'manifest.envelope', message, span: document.span });
    return undefined;
  }
  if (isSomethingElse(value)) {
    const message = 'this document is not a manifest: it has none of apiVersion, kind, metadata and spec';
    const hint = kinds.length === 0 ? envelopeHint(stack.kind) : elsewhereHint;
    report({ severity: 'error', code: 'manifest.envelope', message, hint, span: document.span });
    return undefined;
  }
  const misspelt = checkEnvelope(value, document, kinds, report);
  const names = [stack.kind, ...kinds.map(({ kind }) => kind)];
  const kind = kinds.find((one) => one.kind === value['kind']);
  if (kind === undefined && value['kind'] !== stack.kind) {
    if (!misspelt.has('kind')) unknownKind(value['kind'], names, document, report);
    return undefined;
  }

  const name = nameIn(value);
  if (kind === undefined) {
    const metadata = misspelt.has('metadata')
      ? undefined
      : check(stackMetadataSchema, '/metadata', document, report);
    const spec = misspelt.has('spec') ? undefined : check(stack.schema, '/spec', document, report);
    return {
      is: 'stack',
      ...(metadata === undefined ? {} : { name: metadata.data.name }),
      ...(spec === undefined ? {} : { spec: spec.data }),
      at,
    };
  }
  const metadata = misspelt.has('metadata')
    ? undefined
    : check(metadataSchema, '/metadata', document, report);
  const spec = misspelt.has('spec') ? undefined : check(kind.schema, '/spec', document, report);
  if (name === undefined) return undefined;
  const bare = { is: 'resource' as const, kind, address: addressOf(kind.kind, name), at };
  if (metadata === undefined || spec === undefined) return bare;
  const { account, region } = metadata.data;
  const checked: CheckedManifest = {
    metadata: metadataOf(metadata.data),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    spec: treeMapOf(spec.data),
    written: value['spec'] ?? {},
  };
  return { ...bare, checked };
}

/** Positions of a resource by the paths of its spec. */
function positionsOf(document: ReadDocument): Positions {
  return {
    span: document.span,
    spanOf: (path) => document.spanOf(full(path)),
    spanLater: inResource(document.spanLater),
    text: document.text,
    keySpanOf: (path) => document.keySpanOf(full(path)),
    spanOfText: (path, text) => document.spanOfText(full(path), text),
    writtenAt: (path) => document.writtenAt(full(path)),
  };
}

/**
 * Finds spans by paths in a resource. Stands apart from `positionsOf`: functions that are made together keep alive
 * whatever one of them holds.
 */
function inResource(spanOf: (path: Path) => Span): (path: Path) => Span {
  return (path) => spanOf(full(path));
}

function full(path: Path): Path {
  return path === '/metadata' || path.startsWith('/metadata/') ? path : (`/spec${path}` as Path);
}

const elsewhereHint =
  'Keywright reads every *.yaml, *.yml and *.json of a directory: move non-manifest files elsewhere';

/** Suggests the envelope: a file of one kind most likely holds the spec without what goes around it. */
function envelopeHint(kind: string): string {
  return `put these four lines on top, and indent the rest by two spaces:\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: main }\nspec:`;
}

/** Returns true if this is not even nearly a manifest: that is one mistake, not one for each field. */
function isSomethingElse(value: TreeMap): boolean {
  return Object.keys(value).every((key) => nearest(key, envelopeFields) === undefined);
}

const envelopeFields = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Checks the top of a document; gives the fields that are there under a misspelt name. */
function checkEnvelope(
  value: TreeMap,
  document: YamlDocument,
  kinds: readonly AnyKind[],
  report: Report,
): ReadonlySet<string> {
  const fields = envelopeFields;
  const misspelt = new Set<string>();
  for (const key of Object.keys(value)) {
    // `$schema` is for editors (YAML language server).
    if (fields.includes(key) || key === '$schema') continue;
    const message = `a manifest has no field ${JSON.stringify(key)}${belongsOf(key, value, kinds) ?? didYouMean(key, fields)}`;
    const span = document.keySpanOf(join('', key));
    misspelt.add(nearest(key, fields) ?? '');
    report({
      severity: 'error',
      code: 'manifest.unknown-field',
      message,
      hint: `fields: ${fields.join(', ')}`,
      span,
    });
  }
  const version = value['apiVersion'];
  if (version === apiVersion || misspelt.has('apiVersion')) return misspelt;
  const message =
    version === undefined
      ? 'apiVersion is missing'
      : `apiVersion must be ${apiVersion}, got ${shown(version)}`;
  const hint = `apiVersion: ${apiVersion}`;
  report({
    severity: 'error',
    code: 'manifest.envelope',
    message,
    hint,
    span: document.spanOf('/apiVersion'),
  });
  return misspelt;
}

/** Tells where a field belongs that stands beside `spec` in place of below it. */
function belongsOf(key: string, { kind: name }: TreeMap, kinds: readonly AnyKind[]): string | undefined {
  if (fieldsAt(metadataSchema, '').includes(key)) return ', which belongs in metadata';
  const kind = kinds.find((one) => one.kind === name);
  return kind !== undefined && fieldsAt(kind.schema, '').includes(key)
    ? ', which belongs in spec'
    : undefined;
}

function unknownKind(
  kind: Tree | undefined,
  names: readonly string[],
  document: YamlDocument,
  report: Report,
): void {
  const near = typeof kind === 'string' ? didYouMean(kind, names) : '';
  const message =
    kind === undefined
      ? 'kind is missing'
      : typeof kind === 'string'
        ? `unknown kind ${JSON.stringify(kind)}${near}`
        : `kind must be text, got ${shown(kind)}`;
  report({
    severity: 'error',
    code: 'manifest.unknown-kind',
    message,
    hint: `kinds: ${names.join(', ')}`,
    span: document.spanOf('/kind'),
  });
}

function nameIn(value: TreeMap): string | undefined {
  const metadata = value['metadata'];
  const name = isMap(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Finds the address as far as it is known. Takes that of a Stack too, for readers of JSON diagnostics. */
function addressIn({ value }: YamlDocument): Pick<Diagnostic, 'address'> {
  const [kind, name] = isMap(value) ? [value['kind'], nameIn(value)] : [];
  const address = typeof kind === 'string' ? `${kind}/${name ?? ''}` : '';
  return isAddress(address) ? { address } : {};
}

/** Checks one part of a document against a schema and reports every problem at its place. */
function check<T>(
  schema: z.ZodType<T>,
  under: '/metadata' | '/spec',
  document: YamlDocument,
  report: Report,
): { readonly data: T } | undefined {
  const root = isMap(document.value) ? document.value[under.slice(1)] : undefined;
  // `spec:` with nothing below it is the empty spec.
  const value = root ?? {};
  const result = schema.safeParse(value);
  if (result.success) {
    const misread = misreadNumbers(value, under, schema, document.writtenAt);
    for (const { path, message, hint } of misread) {
      const span = document.spanOf(`${under}${path}`);
      report({ severity: 'error', code: 'manifest.type', message, hint, ...addressIn(document), path, span });
    }
    return misread.length === 0 ? { data: result.data } : undefined;
  }
  if (!isMap(value)) {
    const message = `${showPath(under)} must be a mapping, got ${shown(value)}`;
    const glued = typeof value === 'string' ? /^([\w-]+):(\S.*)$/u.exec(value) : null;
    const hint =
      glued === null
        ? { hint: `write the fields below ${showPath(under)}, each on a separate line` }
        : { hint: `write a space after the colon: ${glued[1] ?? ''}: ${glued[2] ?? ''}` };
    report({ severity: 'error', code: 'manifest.type', message, ...hint, span: document.spanOf(under) });
    return undefined;
  }
  const checked = { schema, value, under, writtenAt: document.writtenAt };
  for (const { path, at, meant: _, ...problem } of problemsOf(result.error.issues, checked)) {
    const full = `${under}${path}` as Path;
    const span = at === 'key' ? document.keySpanOf(full) : document.spanOf(full);
    report({
      severity: 'error',
      ...problem,
      ...addressIn(document),
      path: under === '/spec' ? path : full,
      span,
    });
  }
  return undefined;
}
