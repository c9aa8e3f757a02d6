import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListResourceTagsCommand,
  paginateListKeys,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import type { Clock, Random } from '../../../src/model/clock.ts';
import { addressTag } from '../../../src/model/resource.ts';
import { createSandbox, type SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { listen } from '../../../src/sandbox/wire/server.ts';
import { createWire } from '../../../src/sandbox/wire/wire.ts';
import { account, region } from '../../../src/simulator/estate.ts';

export type Drift = 'description' | 'rotation' | 'tags';

export interface LiveKey {
  readonly id: string | undefined;
  readonly description: string | undefined;
  readonly rotates: boolean | undefined;
  readonly aliases: readonly (string | undefined)[];
}

/** An embedded AWS that outlives each daemon, and somebody else who asks it over HTTP. */
export interface OutlivingAws {
  readonly url: string;
  /** Every write that reached it, but those of `drift`: the operation and what it names. */
  writes(): readonly string[];
  /** Calls `arrived` once, after so many more requests or writes, before the last of them is answered. */
  after(count: number, of: 'requests' | 'writes', arrived: () => void): void;
  /** The keys that carry the mark of each address. */
  keys(): Promise<ReadonlyMap<string, readonly LiveKey[]>>;
  /** Changes the key of an address by hand. False: there is none yet. */
  drift(address: string, what: Drift): Promise<boolean>;
  close(): Promise<void>;
}

export async function serveAws(clock: Clock, random: Random): Promise<OutlivingAws> {
  const sandbox = createSandbox({ clock, random, lagMs: 2_000 });
  const writes: string[] = [];
  let byHand = 0;
  let awaited:
    { count: number; readonly of: 'requests' | 'writes'; readonly arrived: () => void } | undefined;

  function note(request: SandboxRequest): void {
    const isWrite = !/^(?:Get|List|Head|Describe)/u.test(request.operation);
    if (isWrite) writes.push(written(`${request.service}:${request.operation}`, request.input));
    if (awaited === undefined || (awaited.of === 'writes' && !isWrite)) return;
    awaited.count -= 1;
    if (awaited.count > 0) return;
    const { arrived } = awaited;
    awaited = undefined;
    arrived();
  }

  const wire = await createWire(
    {
      handle(request) {
        if (byHand === 0) note(request);
        // AWS executes the request of a killed daemon, and nobody receives the answer.
        return sandbox.handle(request);
      },
    },
    { defaultAccount: account },
  );
  const server = await listen(wire, { port: 0 });
  const kms = new KMSClient({
    endpoint: server.url,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'sandbox' },
  });

  /** Does some work by hand: no daemon runs meanwhile, or what it asks then is not counted. */
  async function aside<T>(work: () => Promise<T>): Promise<T> {
    byHand += 1;
    try {
      return await work();
    } finally {
      byHand -= 1;
    }
  }

  async function keys(): Promise<ReadonlyMap<string, readonly LiveKey[]>> {
    const found = new Map<string, LiveKey[]>();
    for await (const { Keys = [] } of paginateListKeys({ client: kms }, {}))
      for (const { KeyId } of Keys) {
        const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
        const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
        const { Aliases = [] } = await kms.send(new ListAliasesCommand({ KeyId }));
        const address = Tags.find(({ TagKey }) => TagKey === addressTag)?.TagValue ?? 'none';
        const key = {
          id: KeyId,
          description: KeyMetadata?.Description,
          rotates: KeyRotationEnabled,
          aliases: Aliases.map(({ AliasName }) => AliasName),
        };
        found.set(address, [...(found.get(address) ?? []), key]);
      }
    return found;
  }

  return {
    url: server.url,
    writes: () => writes,
    after: (count, of, arrived) => {
      awaited = { count, of, arrived };
    },
    keys,
    drift: (address, what) =>
      aside(async () => {
        const KeyId = (await keys()).get(address)?.[0]?.id;
        if (KeyId === undefined) return false;
        switch (what) {
          case 'description':
            await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'changed by hand' }));
            break;
          case 'rotation':
            await kms.send(new DisableKeyRotationCommand({ KeyId }));
            break;
          case 'tags':
            await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['team'] }));
        }
        return true;
      }),
    async close() {
      kms.destroy();
      await server.close();
    },
  };
}

/** Writes a write in one line: the operation and what it is about. */
export function written(op: string, input: Readonly<Record<string, unknown>>): string {
  const { KeyId, TargetKeyId, AliasName, Description } = input;
  return JSON.stringify([op, KeyId, TargetKeyId, AliasName, Description]);
}
