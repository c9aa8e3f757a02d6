import { kindOf, type Address } from '../model/address.ts';
import type { Place } from '../model/call.ts';
import type { Span } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import { join, type Path } from '../model/path.ts';
import type { Metadata, Reference, Settings } from '../model/resource.ts';
import { contextNames, fill, holesOf, type ContextName, type Hole } from '../model/template.ts';
import { isList, isMap, isUnknown, type Tree, type TreeMap } from '../model/tree.ts';
import { attributeKnown } from './attributes.ts';
import type { Manifest, Positions, Report } from './manifest.ts';
import { didYouMean } from '../model/nearest.ts';

/** A resource with its place, whose references are still to be looked up. */
export interface Placed {
  readonly kind: AnyKind;
  readonly address: Address;
  readonly metadata: Metadata;
  readonly place: Place;
  readonly spec: TreeMap;
  readonly at: Positions;
}

/** All that a reference may name. */
export interface Surroundings {
  readonly kinds: readonly AnyKind[];
  readonly settings: Settings;
  /** Every address that a document declares, valid or not. */
  readonly declared: ReadonlyMap<Address, Pick<Manifest, 'kind'>>;
  readonly placed: ReadonlyMap<Address, Placed>;
  /** False if a file could not be read: what is missing may be in there. */
  readonly complete: boolean;
}

/** Fills `${account.id}`, `${region}` and `${partition}`. */
export function fillContext(resource: Placed, settings: Settings): Placed {
  const values: Readonly<Record<ContextName, string>> = {
    'account.id': resource.place.account,
    region: resource.place.region,
    partition: settings.partition,
  };
  return {
    ...resource,
    spec: fillMap(resource.spec, (hole) => (hole.is === 'context' ? values[hole.name] : undefined)),
  };
}

/** Attributes that manifests alone settle, filled; the others stay Unknown and make an edge. */
export function fillReferences(
  resource: Placed,
  around: Surroundings,
  report: Report,
): { readonly resource: Placed; readonly references: readonly Reference[] } {
  const references: Reference[] = [];
  const spec = fillMap(resource.spec, (hole, path) => {
    if (hole.is === 'context') return undefined;
    const problem = problemOf(hole, resource, around);
    if (problem !== undefined) {
      const span = spanOfHole(resource.at, path, hole);
      report({ severity: 'error', address: resource.address, path, span, ...problem });
    }
    if (hole.is === 'wrong' || problem !== undefined) return undefined;
    const value = valueOf(hole, around);
    references.push({ to: hole.of, attribute: hole.attribute, path, edge: value === undefined });
    return value;
  });
  return { resource: { ...resource, spec }, references };
}

type AttributeHole = Extract<Hole, { is: 'attribute' }>;

function valueOf(hole: AttributeHole, { placed, settings }: Surroundings): string | undefined {
  const target = placed.get(hole.of);
  return target === undefined ? undefined : attributeKnown(target.kind, hole.attribute, target, settings);
}

interface Problem {
  readonly code: 'manifest.reference' | 'manifest.interpolation' | 'manifest.state';
  readonly message: string;
  readonly hint?: string;
}

function problemOf(
  hole: Exclude<Hole, { is: 'context' }>,
  from: Placed,
  { kinds, declared, placed, complete }: Surroundings,
): Problem | undefined {
  if (hole.is === 'wrong') return wrongHole(hole);
  const name = kindOf(hole.of);
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) {
    const names = kinds.map((one) => one.kind);
    return {
      code: 'manifest.reference',
      message: `unknown kind ${JSON.stringify(name)}${didYouMean(name, names)}`,
      hint: `kinds: ${names.join(', ')}`,
    };
  }
  const attributes = Object.keys(kind.attributes);
  if (!attributes.includes(hole.attribute)) {
    const near = didYouMean(hole.attribute, attributes);
    const hint = attributes.length === 0 ? `a ${name} has none` : `attributes: ${attributes.join(', ')}`;
    return {
      code: 'manifest.reference',
      message: `${name} has no attribute ${JSON.stringify(hole.attribute)}${near}`,
      hint,
    };
  }
  if (!declared.has(hole.of)) {
    if (!complete) return undefined;
    const same = [...declared.keys()].filter((address) => kindOf(address) === name);
    return {
      code: 'manifest.reference',
      message: `no manifest declares ${hole.of}${didYouMean(hole.of, same)}`,
      hint: declaredHint(name, same),
    };
  }
  const state = placed.get(hole.of)?.metadata.state;
  if (state === undefined || state === 'present' || from.metadata.state !== 'present') return undefined;
  const message = `${hole.of} is declared ${state}, but is still referenced here`;
  const hint = `remove the reference first, or keep ${hole.of}: remove its metadata.state`;
  return { code: 'manifest.state', message, hint };
}

const shownAtMost = 8;

function declaredHint(kind: string, same: readonly Address[]): string {
  if (same.length === 0) return `this set has no ${kind}: declare it, or also pass the file that does`;
  const more = same.length > shownAtMost ? ` and ${String(same.length - shownAtMost)} more` : '';
  return `declared are ${same.slice(0, shownAtMost).join(', ')}${more}`;
}

function wrongHole(hole: Extract<Hole, { is: 'wrong' }>): Problem {
  if (!hole.text.endsWith('}')) {
    return { code: 'manifest.interpolation', message: `this \${ has no closing }` };
  }
  if (hole.inside.includes('::')) {
    const meant = Object.hasOwn(pseudoParameters, hole.inside) ? pseudoParameters[hole.inside] : undefined;
    return {
      code: 'manifest.interpolation',
      message: `${hole.text} is a CloudFormation pseudo parameter, which Keywright does not support`,
      ...(meant === undefined ? {} : { hint: `write \${${meant}}` }),
    };
  }
  const message = `${hole.text} is unknown to Keywright and IAM${didYouMean(hole.inside, contextNames)}`;
  return { code: 'manifest.interpolation', message };
}

/** What stands here for a pseudo parameter of CloudFormation (CloudFormation User Guide, pseudo parameters). */
const pseudoParameters: Readonly<Record<string, ContextName>> = {
  'AWS::AccountId': 'account.id',
  'AWS::Region': 'region',
  'AWS::Partition': 'partition',
};

/** Finds where a hole stands: in its text, or as the address that a `ref` names. */
function spanOfHole(at: Positions, path: Path, hole: Hole): Span {
  const named = join(path, 'ref');
  return at.writtenAt(named) === undefined ? at.spanOfText(path, hole.text) : at.spanOf(named);
}

type Value = (hole: Hole, path: Path) => string | undefined;

function fillMap(map: TreeMap, value: Value, at: Path = ''): TreeMap {
  return Object.fromEntries(
    Object.entries(map).map(([key, item]) => [key, fillTree(item, value, join(at, key))]),
  );
}

function fillTree(tree: Tree, value: Value, at: Path): Tree {
  if (isUnknown(tree)) {
    const text = fill(tree.$unknown, (hole) => value(hole, at));
    return holesOf(text).length > 0 ? { $unknown: text } : text;
  }
  if (isList(tree)) return tree.map((item, index) => fillTree(item, value, join(at, index)));
  return isMap(tree) ? fillMap(tree, value, at) : tree;
}
