import {
  drawFrom,
  estateAccounts,
  roleIn,
  type BucketSlot,
  type Doc,
  type Draw,
  type Frame,
  type KeySlot,
} from './random-estate.ts';
import {
  bucketStatements,
  documentOf,
  keyPolicy,
  logStatements,
  rolePolicy,
  type Access,
  type Statement,
} from './random-estate-policies.ts';
import { trailDocument, trailNames } from './random-estate-trails.ts';

/** What a version says of a key, and where it is silent what the version before left. */
export interface KeyState {
  readonly declared: boolean;
  readonly name: string;
  readonly enabled: boolean;
  readonly access: Access;
  /** Accounts whose reader may use it. */
  readonly readers: readonly string[];
  readonly replica: string | undefined;
}

export interface BucketState {
  readonly exists: boolean;
  readonly declared: boolean;
  readonly name: string;
  /** The key of its default encryption: by index, of S3, or the AWS managed one. */
  readonly under: number | 's3' | 'managed';
  readonly encryptionName: string | undefined;
  readonly policyName: string | undefined;
  /** Whether the other account's reader is let in. */
  readonly partner: boolean;
}

export interface TrailState {
  readonly name: string | undefined;
  readonly trail: string;
  readonly under: number | undefined;
}

/** One version of an estate: its manifests, and what they mean for who reads. */
export interface Version {
  readonly documents: readonly Doc[];
  readonly keys: readonly KeyState[];
  readonly buckets: readonly BucketState[];
  readonly trails: readonly TrailState[];
  /** Names of moving aliases and grants, by slot. */
  readonly names: ReadonlyMap<string, string>;
}

/** Draws a version; `before` is the one that is changed into it. */
export function versionOf(frame: Frame, which: 'first' | 'second', before?: Version): Version {
  const draw = (name: string): Draw => drawFrom(frame.seed, `${which} ${name}`);
  const names = new Map<string, string>();
  const documents: Doc[] = [];

  /** Draws the name of a slot: kept, or another that says what it was; undefined where it is not declared. */
  function named(
    kind: string,
    slot: string,
    old: string | undefined,
    present: boolean,
    by: Draw,
  ): Naming | undefined {
    if (!present) return undefined;
    const known = ['Key', 'ReplicaKey', 'Grant'].includes(kind);
    const renamed =
      by.chance(0.2) &&
      old !== undefined &&
      (known || !frame.gaps.has('another name for what is known by name'));
    const name = renamed ? `${slot}-renamed` : (old ?? slot);
    names.set(`${kind} ${slot}`, name);
    return renamed ? { name, formerly: [`${kind}/${old}`] } : { name };
  }

  const drawBucket = frame.buckets.map(({ index }) => draw(`bucket ${index}`));
  const silent = frame.buckets.map((slot, index) => slot.logs || drawBucket[index]?.chance(0.25) === true);
  const goesOn = frame.trails.map(({ index }) => draw(`trail ${index}`).chance(0.8));
  /** What goes on without a manifest that could move it keeps its key in use. */
  const held = new Set([
    ...(before?.buckets ?? []).flatMap(({ under }, index) =>
      silent[index] === true && typeof under === 'number' ? [under] : [],
    ),
    ...(before?.trails ?? []).flatMap(({ under }, index) =>
      goesOn[index] !== true && under !== undefined ? [under] : [],
    ),
  ]);

  /** A version loses keys or gains some: one that does both must say which is which, or waits. */
  const loses = draw('keys').chance(0.5);
  const grantsStay = frame.gaps.has('access that moves away from a grant');
  const keys = frame.keys.map((slot) => {
    const by = draw(`key ${slot.index}`);
    const old = before?.keys[slot.index];
    const stays = grantsStay && old?.declared === true && old.access === 'grant' && old.readers.length > 0;
    const present =
      before === undefined
        ? by.chance(0.8)
        : old?.declared === true
          ? !loses || stays || by.chance(0.7)
          : !loses && by.chance(0.7);
    const naming = named('Key', `k${slot.index}`, old?.declared === true ? old.name : undefined, present, by);
    const drawn = slot.defaultPolicy ? 'root' : by.pick<Access>('root', 'policy', 'grant');
    const access: Access = stays ? 'grant' : drawn;
    const replica =
      slot.replicaIn !== undefined &&
      present &&
      (before === undefined || old?.replica !== undefined ? !loses || by.chance(0.7) : !loses);
    const enabled = held.has(slot.index) || replica || old?.replica !== undefined || by.chance(0.75);
    if (naming === undefined) return vanished(old, `k${slot.index}`);
    const saysEnabled = !enabled || old?.enabled === false || by.chance(0.7);
    const policy = slot.defaultPolicy ? {} : { policy: keyPolicy(by, slot, access, forTrails(slot)) };
    documents.push({
      kind: 'Key',
      metadata: { ...slot.place, ...naming },
      spec: {
        ...(slot.symmetric ? {} : { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' }),
        ...(slot.multiRegion ? { multiRegion: true } : {}),
        ...(saysEnabled ? { enabled } : {}),
        ...(slot.symmetric && by.chance(0.6) ? { rotation: rotation(by) } : {}),
        ...policy,
        ...keyLook(by, slot.index),
        ...(by.chance(0.3) ? { grants: 'report' } : {}),
      },
    });
    const oldReplica = old?.replica;
    const replicaNaming = named('ReplicaKey', `k${slot.index}`, oldReplica, replica, by);
    if (replicaNaming !== undefined) documents.push(replicaDocument(slot, naming.name, replicaNaming, by));
    const readers = readersOf(slot, access, enabled || stays);
    return { declared: true, name: naming.name, enabled, access, readers, replica: replicaNaming?.name };
  });

  for (const slot of frame.keys) {
    const key = keys[slot.index];
    if (key?.declared !== true || key.access !== 'grant' || !slot.symmetric || key.readers.length === 0)
      continue;
    for (const account of estateAccounts)
      documents.push(readerGrant(slot, key.name, account, draw(`reader ${slot.index} ${account}`)));
  }

  const usable = (index: number): boolean => {
    const key = keys[index];
    return key?.declared === true && key.enabled && frame.keys[index]?.symmetric === true;
  };

  const buckets = frame.buckets.map((slot): BucketState => {
    const by = drawBucket[slot.index] ?? draw(`bucket ${slot.index}`);
    const old = before?.buckets[slot.index];
    const declared = slot.ours && (by.chance(0.85) || slot.logs);
    const exists = !slot.ours || declared || old?.exists === true;
    const naming = named(
      'Bucket',
      `b${slot.index}`,
      old?.declared === true ? old.name : undefined,
      declared,
      by,
    );
    if (naming !== undefined)
      documents.push({ kind: 'Bucket', metadata: { ...slot.place, ...naming }, spec: bucketSpec(by, slot) });
    const bucket = naming === undefined ? slot.name : { ref: `Bucket/${naming.name}` };

    const choices = frame.keys
      .filter(({ index, place }) => place.region === slot.place.region && usable(index))
      .map(({ index }) => index)
      .filter((index) => keys[index]?.readers.includes(slot.place.account) === true);
    const encrypts = exists && silent[slot.index] !== true;
    const encryption = named('BucketEncryption', `e${slot.index}`, old?.encryptionName, encrypts, by);
    const under = encryption === undefined ? (old?.under ?? 's3') : chosenKey(by, choices);
    if (encryption !== undefined)
      documents.push({
        kind: 'BucketEncryption',
        metadata: { ...slot.place, ...encryption },
        spec: encryptionSpec(by, bucket, typeof under === 'number' ? (keys[under]?.name ?? '') : under),
      });

    const says = exists && (by.chance(0.7) || (slot.logs && slot.ours));
    const policy = named('BucketPolicy', `p${slot.index}`, old?.policyName, says, by);
    const partner = policy === undefined ? (old?.partner ?? false) : by.chance(0.5);
    if (policy !== undefined) {
      const shared = !slot.ours || !(slot.logs || by.chance(0.6));
      const all = bucketStatements(by, slot, partner);
      const oneWay = shared && frame.gaps.has('a shared policy that both gives and takes');
      const ours = oneWay ? ofOneEffect(all, partner ? 'Allow' : 'Deny') : all;
      documents.push({
        kind: 'BucketPolicy',
        metadata: { ...slot.place, ...policy },
        spec: {
          bucket,
          document: documentOf([...ours, ...(slot.logs && slot.ours ? logStatements(slot.name) : [])]),
          ownership: shared ? 'statements' : 'document',
        },
      });
    }
    return {
      exists,
      declared: naming !== undefined,
      name: naming?.name ?? `b${slot.index}`,
      under,
      encryptionName: encryption?.name,
      policyName: policy?.name,
      partner,
    };
  });

  for (const slot of frame.aliases) {
    const by = draw(`alias ${slot.index}`);
    const target = by.one(slot.kin.filter((index) => keys[index]?.declared === true));
    const key = target === undefined ? undefined : frame.keys[target];
    const old = before?.names.get(`Alias a${slot.index}`);
    const naming = named('Alias', `a${slot.index}`, old, key !== undefined && by.chance(0.85), by);
    if (key === undefined || naming === undefined) continue;
    documents.push({
      kind: 'Alias',
      metadata: { ...key.place, ...naming },
      spec: { name: `alias/moving-${slot.index}`, target: { ref: `Key/${keys[key.index]?.name ?? ''}` } },
    });
  }

  for (const slot of frame.grants) {
    const by = draw(`grant ${slot.index}`);
    const target = by.one(slot.kin.filter(usable));
    const key = target === undefined ? undefined : frame.keys[target];
    const old = before?.names.get(`Grant g${slot.index}`);
    const naming = named('Grant', `g${slot.index}`, old, key !== undefined && by.chance(0.85), by);
    if (key === undefined || naming === undefined) continue;
    documents.push({
      kind: 'Grant',
      metadata: { ...key.place, ...naming },
      spec: grantSpec(by, keys[key.index]?.name ?? '', key.place.account),
    });
  }

  for (const account of estateAccounts) {
    for (const role of ['reader', 'worker']) {
      const by = draw(`role ${account} ${role}`);
      const slot = `${role}-${account}`;
      const naming = named('RolePolicy', slot, before?.names.get(`RolePolicy ${slot}`), by.chance(0.5), by);
      if (naming === undefined) continue;
      documents.push({
        kind: 'RolePolicy',
        metadata: { account, ...naming },
        spec: { role, name: 'use-keys', document: rolePolicy(by, role) },
      });
    }
  }

  const logs = frame.buckets.find((slot) => slot.logs);
  const trails = frame.trails.map((slot): TrailState => {
    const by = draw(`the trail ${slot.index}`);
    const old = before?.trails[slot.index];
    const declared = goesOn[slot.index] === true && logs !== undefined;
    const naming = named('Trail', `t${slot.index}`, old?.name, declared, by);
    if (naming === undefined || logs === undefined)
      return { name: undefined, trail: old?.trail ?? '', under: old?.under };
    const choices = frame.keys.filter((key) => usable(key.index) && forTrails(key)).map(({ index }) => index);
    const under = by.chance(0.7) ? by.one(choices) : undefined;
    const trail = trailNames(slot, old?.trail, by);
    const bucket =
      buckets[logs.index]?.declared === true
        ? { ref: `Bucket/${buckets[logs.index]?.name ?? ''}` }
        : logs.name;
    const key = under === undefined ? null : { ref: `Key/${keys[under]?.name ?? ''}` };
    documents.push(trailDocument(slot, naming, { name: trail, bucket, key }, by));
    return { name: naming.name, trail, under };
  });

  return { documents, keys, buckets, trails, names };

  function forTrails(slot: KeySlot): boolean {
    // Both versions let CloudTrail in, so that a trail may go on under a key.
    return logsRegion(frame) === slot.place.region && slot.symmetric && !slot.defaultPolicy;
  }
}

export interface Naming {
  readonly name: string;
  readonly formerly?: readonly string[];
}

/**
 * Lists the accounts whose readers may use a key. Grants are declared on enabled keys only: a disabled one takes
 * none.
 */
function readersOf({ place }: KeySlot, access: Access, enabled: boolean): readonly string[] {
  if (access === 'root') return [place.account];
  return access === 'grant' && !enabled ? [] : estateAccounts;
}

function logsRegion(frame: Frame): string | undefined {
  return frame.buckets.find(({ logs }) => logs)?.place.region;
}

function vanished(old: KeyState | undefined, name: string): KeyState {
  if (old === undefined || !old.declared)
    return old ?? { declared: false, name, enabled: true, access: 'root', readers: [], replica: undefined };
  // Its policy stays; the grants that manifests gave on it are revoked.
  return { ...old, declared: false, readers: old.access === 'grant' ? [] : old.readers };
}

function ofOneEffect(statements: readonly Statement[], effect: 'Allow' | 'Deny'): readonly Statement[] {
  return statements.filter((statement) => statement.Effect === effect);
}

function rotation(by: Draw): object | null {
  return by.pick<object | null>(
    null,
    { enabled: true },
    { enabled: true, periodInDays: 90 + by.upTo(500) },
    { enabled: false },
  );
}

function keyLook(by: Draw, index: number, suffix = ''): object {
  return {
    ...(by.chance(0.6) ? { description: by.pick<string | null>('Data', 'Größe ✓', null) } : {}),
    ...(by.chance(0.6) ? { tags: tagsOf(by) } : {}),
    ...(by.chance(0.5) ? { aliases: by.some([1, 2].map((n) => `alias/k${index}-${n}${suffix}`)) } : {}),
  };
}

function tagsOf(by: Draw): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    by.some(['team', 'tier', 'old']).map((key) => [key, key === 'old' ? null : by.pick('a', 'b', '')]),
  );
}

function replicaDocument(slot: KeySlot, key: string, naming: Naming, by: Draw): Doc {
  const region = slot.replicaIn ?? slot.place.region;
  return {
    kind: 'ReplicaKey',
    metadata: { account: slot.place.account, region, ...naming },
    spec: {
      primary: { ref: `Key/${key}` },
      ...(by.chance(0.5) ? { region } : {}),
      ...(by.chance(0.4) ? { enabled: true } : {}),
      ...(by.chance(0.7)
        ? {
            policy: keyPolicy(
              by,
              { place: { ...slot.place, region } },
              by.pick<Access>('root', 'policy'),
              false,
            ),
          }
        : {}),
      ...keyLook(by, slot.index, '-copy'),
    },
  };
}

function readerGrant(slot: KeySlot, key: string, account: string, by: Draw): Doc {
  return {
    kind: 'Grant',
    metadata: { ...slot.place, name: `reader-${slot.index}-${account}` },
    spec: {
      key: { ref: `Key/${key}` },
      granteePrincipal: roleIn(account, 'reader'),
      operations: ['Decrypt', 'GenerateDataKey', ...by.some(['DescribeKey', 'Encrypt'])],
    },
  };
}

function grantSpec(by: Draw, key: string, account: string): Readonly<Record<string, unknown>> {
  const context = { tenant: by.pick('blue', 'red') };
  const operations = ['Decrypt', ...by.some(['Encrypt', 'GenerateDataKey', 'DescribeKey', 'ReEncryptFrom'])];
  const constraints = by.pick<object>(
    {},
    { constraints: { encryptionContextEquals: context } },
    { constraints: { encryptionContextSubset: context } },
  );
  return {
    key: { ref: `Key/${key}` },
    granteePrincipal: roleIn(by.pick(...estateAccounts), by.pick('app', 'batch')),
    ...(by.chance(0.5) ? { retiringPrincipal: roleIn(account, 'worker') } : {}),
    operations,
    ...constraints,
  };
}

function bucketSpec(by: Draw, slot: BucketSlot): Readonly<Record<string, unknown>> {
  const block = by.some([
    'blockPublicAcls',
    'ignorePublicAcls',
    'blockPublicPolicy',
    'restrictPublicBuckets',
  ]);
  return {
    name: slot.name,
    ...(by.chance(0.6) ? { tags: tagsOf(by) } : {}),
    ...(by.chance(0.5) ? { versioning: by.pick('Enabled', 'Suspended') } : {}),
    ...(by.chance(0.5) ? { publicAccessBlock: Object.fromEntries(block.map((name) => [name, true])) } : {}),
    ...(by.chance(0.5) ? { objectOwnership: by.pick('BucketOwnerEnforced', 'BucketOwnerPreferred') } : {}),
  };
}

function chosenKey(by: Draw, keys: readonly number[]): number | 's3' | 'managed' {
  if (by.chance(0.1)) return 's3';
  return (by.chance(0.9) ? by.one(keys) : undefined) ?? 'managed';
}

function encryptionSpec(by: Draw, bucket: unknown, under: string): Readonly<Record<string, unknown>> {
  const blocked = by.chance(0.4) ? { blockedEncryptionTypes: [by.pick('SSE-C', 'NONE')] } : {};
  if (under === 's3') return { bucket, algorithm: 'AES256', ...blocked };
  const key = under === 'managed' ? null : { ref: `Key/${under}` };
  if (by.chance(0.15))
    return {
      bucket,
      algorithm: 'aws:kms:dsse',
      key,
      ...(by.chance(0.5) ? { bucketKey: false } : {}),
      ...blocked,
    };
  return {
    bucket,
    algorithm: 'aws:kms',
    key,
    ...(by.chance(0.6) ? { bucketKey: by.chance(0.5) } : {}),
    ...blocked,
  };
}
