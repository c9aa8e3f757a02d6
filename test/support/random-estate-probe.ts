import { isRead } from '../../src/aws/operations.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { partnerOf } from './random-estate-policies.ts';
import { roleIn, type BucketSlot, type Frame } from './random-estate.ts';
import { keyIdsOf, type World } from './random-estate-world.ts';
import type { KeyState, Version } from './random-estate-version.ts';

interface Written {
  readonly bucket: BucketSlot;
  readonly name: string;
  /** The key by index, or who else encrypts. */
  readonly under: number | 's3' | 'managed';
}

/** What the readers of an estate met while it was applied. */
export interface EstateProbe {
  /** From here on, what both versions open to a reader must not fail once it worked. */
  begin(from: Version | undefined, to: Version): Promise<void>;
  transport(inner: Transport): Transport;
  failures(): readonly string[];
  /** Objects written, and reads that were made, in all. */
  counts(): Readonly<Record<'writes' | 'reads' | 'looks', number>>;
}

/**
 * Probes as the role `reader` of an account, after every single write request of ours. It writes a new object to each
 * bucket that both versions open to it. It reads that and the first and last one under each key. Only what worked at
 * some time in this apply must go on working: drift may have broken it before. What lies under a key that the version
 * disables is lost to it then.
 */
export function estateProbe(world: World, frame: Frame): EstateProbe {
  const { sandbox } = world.estate;
  const failures: string[] = [];
  const objects: Written[] = [];
  const counts = { writes: 0, reads: 0, looks: 0 };
  const known = new Map<string, number>();
  let worked = new Set<string>();
  let versions: { readonly from: Version | undefined; readonly to: Version } | undefined;

  async function send(
    account: string,
    bucket: BucketSlot,
    operation: string,
    input: object,
  ): Promise<Answer> {
    const answer = await sandbox.handle({
      service: 's3',
      operation,
      account,
      region: bucket.place.region,
      principal: roleIn(account, 'reader'),
      input: { Bucket: bucket.name, ...input },
    });
    return answer.is === 'ok' ? { output: answer.output } : { error: `${answer.name}: ${answer.message}` };
  }

  /** Judges an answer: what worked once must work. */
  function judge(what: string, when: string, { error }: Answer): boolean {
    if (error === undefined) worked.add(what);
    else if (worked.has(what)) failures.push(`${when}: ${what}: ${error}`);
    return error === undefined;
  }

  function keyOf(arn: unknown): number | 'managed' {
    if (typeof arn !== 'string') return 'managed';
    const id = arn.split('/').at(-1) ?? '';
    if (!known.has(id)) {
      for (const [address, key] of keyIdsOf(world)) {
        const index = /^Key\/k(\d+)/u.exec(address)?.[1];
        if (index !== undefined) known.set(key.id, Number(index));
      }
    }
    return known.get(id) ?? 'managed';
  }

  function opens(
    states: readonly KeyState[],
    under: Written['under'],
    bucket: BucketSlot,
    account: string,
  ): boolean {
    if (under === 's3') return true;
    if (under === 'managed') return account === bucket.place.account;
    return states[under]?.readers.includes(account) === true;
  }

  /** Readers of a bucket: of its account, and of the other one where both versions let it in. */
  function readersOf(bucket: BucketSlot): readonly string[] {
    const both = [versions?.from ?? versions?.to, versions?.to];
    const partner = both.every((version) => version?.buckets[bucket.index]?.partner === true);
    const { account } = bucket.place;
    return partner ? [account, partnerOf(account)] : [account];
  }

  function everOpen(under: Written['under'], bucket: BucketSlot, account: string): boolean {
    const both = [versions?.from ?? versions?.to, versions?.to];
    return both.every((version) => version !== undefined && opens(version.keys, under, bucket, account));
  }

  /** Returns true if a reader may write: where it may use what both versions encrypt the bucket under. */
  function mayWrite(bucket: BucketSlot, account: string): boolean {
    const both = [versions?.from ?? versions?.to, versions?.to];
    return both.every((version) => {
      const state = version?.buckets[bucket.index];
      return (
        version !== undefined && state?.exists === true && opens(version.keys, state.under, bucket, account)
      );
    });
  }

  async function look(when: string): Promise<void> {
    counts.looks += 1;
    for (const bucket of frame.buckets.filter(({ logs }) => !logs)) {
      for (const account of readersOf(bucket)) {
        if (!mayWrite(bucket, account)) continue;
        const name = `object-${objects.length}`;
        counts.writes += 1;
        const answer = await send(account, bucket, 'PutObject', { Key: name, Body: 'text' });
        if (!judge(`${account} writes to ${bucket.name}`, when, answer)) continue;
        const { ServerSideEncryption: by, SSEKMSKeyId: arn } = answer.output ?? {};
        const under = by === 'AES256' ? 's3' : keyOf(arn);
        objects.push({ bucket, name, under });
        if (everOpen(under, bucket, account)) worked.add(`${account} reads ${name} in ${bucket.name}`);
      }
      for (const object of kept(bucket)) {
        if (isClosed(object)) continue;
        for (const account of readersOf(bucket)) {
          if (!everOpen(object.under, bucket, account)) continue;
          counts.reads += 1;
          const answer = await send(account, bucket, 'GetObject', { Key: object.name });
          judge(`${account} reads ${object.name} in ${bucket.name}`, when, answer);
        }
      }
    }
  }

  /** Finds the first and the last object of a bucket under each key. */
  function kept(bucket: BucketSlot): readonly Written[] {
    const under = Map.groupBy(
      objects.filter((one) => one.bucket === bucket),
      (one) => one.under,
    );
    return [...under.values()]
      .flatMap((all) => [...new Set([all.at(0), all.at(-1)])])
      .filter((one) => one !== undefined);
  }

  /** Returns true if the key is disabled, as the version wants it. */
  function isClosed({ under }: Written): boolean {
    if (typeof under !== 'number' || versions?.to.keys[under]?.enabled !== false) return false;
    const slot = frame.keys[under];
    const id = [...known].find(([, index]) => index === under)?.[0];
    if (slot === undefined || id === undefined) return false;
    const { KeyMetadata } = world.raw(slot.place, 'kms', 'DescribeKey', { KeyId: id }) as {
      KeyMetadata: { Enabled: boolean };
    };
    return !KeyMetadata.Enabled;
  }

  return {
    async begin(from, to) {
      versions = { from, to };
      worked = new Set();
      await look('before');
    },
    transport: (inner) => ({
      async send(request) {
        const answer = await inner.send(request);
        if (!isRead(request.op))
          await look(`after ${request.op} ${JSON.stringify(request.input).slice(0, 200)}`);
        return answer;
      },
    }),
    failures: () => failures,
    counts: () => counts,
  };
}

interface Answer {
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}
