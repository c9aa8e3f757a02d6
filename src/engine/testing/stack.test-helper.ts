import type { Address } from '../../model/address.ts';
import { kindOf, nameOf } from '../../model/address.ts';
import type { AwsFailure, Place } from '../../model/call.ts';
import type { Span } from '../../model/diagnostic.ts';
import type { Subject } from '../../model/subject.ts';
import type { Present } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import type { Metadata, Reference, Resource, Settings, Stack } from '../../model/resource.ts';
import { byCodeUnit, isUnknown, type Tree, type TreeMap } from '../../model/tree.ts';
import { holesOf } from '../../model/template.ts';

export const home: Place = { account: '111122223333', region: 'eu-central-1' };
export const abroad: Place = { account: '111122223333', region: 'us-east-1' };

/** An instant far from zero, so that "never" and "long ago" differ. */
export const noon = Date.UTC(2026, 10, 2, 12);

const span: Span = { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 };

export function settings(over: Partial<Settings> = {}): Settings {
  return {
    name: 'shop',
    uid: 'u1',
    partition: 'aws',
    accounts: [{ id: home.account, regions: [home.region] }],
    keyAdministrators: [],
    trustedAccounts: [],
    tags: {},
    caps: { count: 5, percent: 10 },
    release: [],
    ...over,
  };
}

export function metadata(name: string, over: Partial<Metadata> = {}): Metadata {
  return { name, labels: {}, annotations: {}, formerly: [], state: 'present', ignore: [], ...over };
}

/** Builds a resource with an edge to each address that its spec names in a hole. */
export function resource(
  address: Address,
  spec: TreeMap = {},
  over: { readonly metadata?: Partial<Metadata>; readonly place?: Place } = {},
): Resource {
  return {
    address,
    kind: kindOf(address),
    place: over.place ?? home,
    metadata: metadata(nameOf(address), over.metadata),
    spec,
    references: referencesIn(spec),
    span,
    spanOf: () => span,
  };
}

function referencesIn(tree: Tree): readonly Reference[] {
  if (isUnknown(tree)) {
    return holesOf(tree.$unknown).flatMap((hole) =>
      hole.is === 'attribute' ? [{ to: hole.of, attribute: hole.attribute, path: '', edge: true }] : [],
    );
  }
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(referencesIn) : [];
}

export function stackOf(resources: readonly Resource[], over: Partial<Settings> = {}): Stack {
  const sorted = resources.toSorted((a, b) => byCodeUnit(a.address, b.address));
  return {
    settings: settings(over),
    resources: new Map(sorted.map((one) => [one.address, one])),
    diagnostics: [],
  };
}

/** Builds a subject with everything of its spec filled in already. */
export function subject(
  address: Address,
  spec: TreeMap = {},
  over: {
    readonly metadata?: Partial<Metadata>;
    readonly ids?: Ids;
    readonly settings?: Partial<Settings>;
  } = {},
): Subject<unknown> {
  return {
    address,
    spec,
    metadata: metadata(nameOf(address), over.metadata),
    place: home,
    ids: over.ids ?? {},
    settings: settings(over.settings),
  };
}

export function failure(over: Partial<AwsFailure> = {}): AwsFailure {
  return {
    code: 'aws.forbidden',
    class: 'forbidden',
    name: 'AccessDeniedException',
    message: 'no',
    op: 'kms:GetBox',
    at: home,
    ...over,
  };
}

export const notFound: Partial<AwsFailure> = {
  code: 'aws.not-found',
  class: 'terminal',
  name: 'NotFoundException',
};

export const unknownEffect: Partial<AwsFailure> = {
  code: 'aws.timeout',
  class: 'transient',
  name: 'TimeoutError',
  effectUnknown: true,
};

export function present(over: Partial<Present> = {}): Present {
  return {
    is: 'present',
    ids: { keyId: 'box-1' },
    owner: { is: 'ours' },
    evidence: 'journal',
    blank: false,
    state: 'Enabled',
    facets: {},
    reads: {},
    ...over,
  };
}
