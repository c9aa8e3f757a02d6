import type { Place } from '../../src/model/call.ts';
import { seededRandoms } from '../../src/runtime/random.ts';

/** The accounts and Regions of these estates. */
export const estateAccounts = ['111122223333', '444455556666'] as const;
export const estateRegions = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;

/** Roles that exist in both accounts. Objects are written and read as `reader`. */
export const estateRoles = ['reader', 'app', 'batch', 'worker', 'intruder', 'stranger'] as const;

export function roleIn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

/** Choices from one stream: the same seed and the same name give the same choices. */
export interface Draw {
  chance(share: number): boolean;
  pick<T>(first: T, ...rest: readonly T[]): T;
  one<T>(list: readonly T[]): T | undefined;
  some<T>(list: readonly T[]): readonly T[];
  upTo(max: number): number;
}

export function drawFrom(seed: number, name: string): Draw {
  const stream = seededRandoms(seed).stream(name);
  const upTo = (max: number): number => Math.floor(stream.next() * (max + 1));
  return {
    upTo,
    chance: (share) => stream.next() < share,
    pick: (first, ...rest) => [first, ...rest][upTo(rest.length)] ?? first,
    one: (list) => list[upTo(list.length - 1)],
    some: (list) => list.filter(() => stream.next() < 0.5),
  };
}

/**
 * What these estates leave out because Keywright does not do it yet; for each there is a test of its own that
 * fails and says why (estate-property-gaps.test.ts).
 */
export type Gap =
  | 'another name for what is known by name'
  | 'a shared policy that both gives and takes'
  | 'access that moves away from a grant';

export const knownGaps: ReadonlySet<Gap> = new Set<Gap>(['a shared policy that both gives and takes']);

/** A place for a key: what never changes of it. */
export interface KeySlot {
  readonly index: number;
  readonly place: Place;
  readonly symmetric: boolean;
  readonly multiRegion: boolean;
  /** Region of a replica that may be declared. */
  readonly replicaIn?: string;
  /** No manifest says a policy: it stays the default one. */
  readonly defaultPolicy: boolean;
}

export interface BucketSlot {
  readonly index: number;
  readonly name: string;
  readonly place: Place;
  /** Made by a Bucket of ours, or by hand. */
  readonly ours: boolean;
  /** Takes the logs of trails. */
  readonly logs: boolean;
}

/** An alias or a grant that may move among keys of one place. */
export interface MovingSlot {
  readonly index: number;
  readonly kin: readonly number[];
}

export interface TrailSlot {
  readonly index: number;
  readonly place: Place;
}

/** What two versions of one estate have in common. */
export interface Frame {
  readonly seed: number;
  readonly gaps: ReadonlySet<Gap>;
  readonly keys: readonly KeySlot[];
  readonly buckets: readonly BucketSlot[];
  readonly aliases: readonly MovingSlot[];
  readonly grants: readonly MovingSlot[];
  readonly trails: readonly TrailSlot[];
}

export function frameOf(seed: number, gaps: ReadonlySet<Gap> = knownGaps): Frame {
  const draw = drawFrom(seed, 'frame');
  const place = (): Place => ({
    account: draw.pick(...estateAccounts),
    // Two keys of one Region are what a bucket can move between, so one Region has most.
    region: draw.chance(0.6) ? estateRegions[0] : draw.pick(...estateRegions),
  });
  const keys = Array.from({ length: 3 + draw.upTo(2) }, (_, index): KeySlot => {
    const at = place();
    const symmetric = draw.chance(0.85);
    const multiRegion = draw.chance(0.5);
    const elsewhere = draw.one(estateRegions.filter((region) => region !== at.region));
    const replicated = multiRegion && symmetric && draw.chance(0.7) && elsewhere !== undefined;
    return {
      index,
      place: at,
      symmetric,
      multiRegion,
      defaultPolicy: draw.chance(0.15),
      ...(replicated ? { replicaIn: elsewhere } : {}),
    };
  });
  const buckets = Array.from({ length: 1 + draw.upTo(2) }, (_, index): BucketSlot => {
    const near = draw.one(keys)?.place ?? place();
    const account = draw.chance(0.7) ? near.account : draw.pick(...estateAccounts);
    const at = { account, region: near.region };
    return {
      index,
      name: `data-${index}-${seed}`,
      place: at,
      ours: draw.chance(0.6),
      logs: false,
    };
  });
  const logs: BucketSlot = {
    index: buckets.length,
    name: `logs-${seed}`,
    place: { account: draw.pick(...estateAccounts), region: estateRegions[0] },
    ours: draw.chance(0.5),
    logs: true,
  };
  const moving = (count: number): readonly MovingSlot[] =>
    Array.from({ length: count }, (_, index) => index).flatMap((index) => {
      const key = draw.one(keys.filter(({ symmetric }) => symmetric));
      return key === undefined ? [] : [{ index, kin: kinOf(key, keys) }];
    });
  return {
    seed,
    gaps,
    keys,
    buckets: [...buckets, logs],
    aliases: moving(draw.upTo(2)),
    grants: moving(draw.upTo(3)),
    trails: Array.from({ length: draw.upTo(2) }, (_, index) => ({ index, place: place() })),
  };
}

function kinOf(key: KeySlot, keys: readonly KeySlot[]): readonly number[] {
  return keys
    .filter(({ symmetric, place }) => symmetric && samePlace(place, key.place))
    .map(({ index }) => index);
}

export function samePlace(a: Place, b: Place): boolean {
  return a.account === b.account && a.region === b.region;
}

/** A manifest as a value. */
export interface Doc {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly account: string;
    readonly region?: string;
    readonly formerly?: readonly string[];
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Writes the manifests as text: JSON documents are YAML. */
export function estateYaml(documents: readonly Doc[]): string {
  const stack = {
    kind: 'Stack',
    metadata: { name: 'random' },
    spec: {
      uid: '0a1b2c3d4e5f',
      accounts: estateAccounts.map((id) => ({ id, regions: estateRegions })),
      defaults: { account: estateAccounts[0], region: estateRegions[0], tags: { estate: 'random' } },
      caps: { count: 1000 },
    },
  };
  return [stack, ...documents]
    .map((document) => `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', ...document }, null, 1)}\n`)
    .join('');
}
