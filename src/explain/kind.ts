import { metadataSchema, stackMetadataSchema } from '../manifest/envelope.ts';
import type { StackDeclaration } from '../manifest/stack-declaration.ts';
import type { OpName } from '../model/call.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Path } from '../model/path.ts';
import { facetPages, type FacetPage } from './facet.ts';
import { fieldsOf, type Field } from './field.ts';
import { shapeOf } from './shape.ts';

/** All that people read about a kind: it is made of the declaration that the engine works by. */
export interface KindPage {
  readonly kind: string;
  readonly summary: string;
  readonly metadata: readonly Field[];
  readonly spec: readonly Field[];
  readonly facets: readonly FacetPage[];
  /** Undefined: the Stack, which is no resource. */
  readonly resource: ResourcePage | undefined;
  /** What else is to be said of a field, by its path. */
  readonly notes?: ReadonlyMap<Path, string>;
}

export interface ResourcePage {
  readonly identity: AnyKind['identity']['by'];
  readonly marked: boolean;
  /** It goes with its manifest, found by its name. */
  readonly revokes: boolean;
  readonly global: boolean;
  readonly onVanish: AnyKind['onVanish'];
  readonly attributes: readonly string[];
  /** Paths that AWS does not change in place, with the way out. */
  readonly immutable: readonly { readonly path: Path; readonly release: string }[];
  readonly creates: readonly OpName[];
  readonly createdOnce: boolean;
  /** Operations of a tombstone; undefined where a thing of this kind has none. */
  readonly removes: readonly OpName[] | undefined;
  /** How a person removes one, where a tombstone does not. */
  readonly byHand: string | undefined;
  readonly asksBeforeRemoval: readonly OpName[];
  readonly finds: readonly OpName[];
  /** Reads that no facet rests on: of what it belongs to, or for notes. */
  readonly otherReads: readonly OpName[];
  readonly marks: readonly OpName[];
}

function kindPage(kind: AnyKind): KindPage {
  const spec = fieldsOf(shapeOf(kind.schema), '/spec');
  return {
    kind: kind.kind,
    summary: kind.summary,
    metadata: fieldsOf(shapeOf(metadataSchema), '/metadata'),
    spec,
    facets: facetPages(kind, spec),
    resource: resourcePage(kind),
  };
}

/** Builds the page of a document that is no resource: the Stack, or a file of the operator. */
export function documentPage(
  stack: Pick<StackDeclaration, 'kind' | 'schema'> & { readonly summary: string },
  notes?: ReadonlyMap<Path, string>,
): KindPage {
  return {
    kind: stack.kind,
    summary: stack.summary,
    metadata: fieldsOf(shapeOf(stackMetadataSchema), '/metadata'),
    spec: fieldsOf(shapeOf(stack.schema), '/spec'),
    facets: [],
    resource: undefined,
    ...(notes === undefined ? {} : { notes }),
  };
}

function resourcePage(kind: AnyKind): ResourcePage {
  const { identity, removal } = kind;
  const removalReads = Object.values(removal?.reads ?? {}).flatMap(({ asks }) => asks);
  return {
    identity: identity.by,
    marked: identity.marking !== undefined,
    revokes: kind.onVanish === 'revoke',
    global: kind.global,
    onVanish: kind.onVanish,
    attributes: Object.keys(kind.attributes),
    immutable: kind.immutable.map(({ path, release }) => ({ path, release })),
    creates: kind.create?.calls ?? [],
    createdOnce: kind.create?.once === true,
    removes: removal?.calls,
    byHand: kind.byHand,
    asksBeforeRemoval: [...removalReads, ...(removal?.follow?.asks ?? [])],
    finds: [
      ...(kind.reads[kind.existence]?.asks ?? []),
      ...(identity.marking?.asks ?? []),
      ...(identity.by === 'mark' ? [...identity.asks, ...identity.byTags.asks] : []),
      ...(kind.strays?.asks ?? []),
    ],
    otherReads: otherReads(kind),
    marks: identity.marking?.calls ?? [],
  };
}

function otherReads(kind: AnyKind): readonly OpName[] {
  const ofFacets = new Set([kind.existence, ...kind.facets.flatMap(({ reads }) => reads)]);
  return Object.entries(kind.reads).flatMap(([name, { asks }]) => (ofFacets.has(name) ? [] : asks));
}

/** Builds the pages of all kinds, the Stack first. */
export function allPages(
  kinds: readonly AnyKind[],
  stack: Pick<StackDeclaration, 'kind' | 'schema'> & { readonly summary: string },
): readonly KindPage[] {
  return [documentPage(stack), ...kinds.map(kindPage)];
}
