import type { SandboxService } from '../sandbox/sandbox.ts';
import { addressTag } from '../model/resource.ts';
import { account, admin, region } from './estate.ts';
import type { World } from './world.ts';

type Input = Readonly<Record<string, unknown>>;

/** Sends one call behind the back of every daemon, at once and without lag. Undefined: AWS refused it. */
export function raw(
  { sandbox }: Pick<World, 'sandbox'>,
  service: SandboxService,
  operation: string,
  input: Input,
): Input | undefined {
  const answer = sandbox.raw({ service, operation, account, region, principal: admin, input });
  return answer.is === 'ok' ? answer.output : undefined;
}

/**
 * Applies an operation to the key behind an alias, if there is one. What AWS refuses is a mistake of the test: it
 * throws.
 */
export function behind(world: Pick<World, 'sandbox'>, operation: string, alias: string, input: Input): void {
  const key = raw(world, 'kms', 'DescribeKey', { KeyId: alias })?.['KeyMetadata'] as
    { readonly KeyId: string } | undefined;
  if (key !== undefined && raw(world, 'kms', operation, { KeyId: key.KeyId, ...input }) === undefined)
    throw new Error(`AWS refuses ${operation} of ${alias}`);
}

/** Finds the keys that carry the mark of each address. */
export function keysOf(world: Pick<World, 'sandbox'>): ReadonlyMap<string, readonly string[]> {
  const { Keys } = raw(world, 'kms', 'ListKeys', { Limit: 1000 }) as {
    readonly Keys: { readonly KeyId: string }[];
  };
  const found = new Map<string, string[]>();
  for (const { KeyId } of Keys) {
    const { Tags } = raw(world, 'kms', 'ListResourceTags', { KeyId, Limit: 50 }) as {
      readonly Tags: { readonly TagKey: string; readonly TagValue: string }[];
    };
    const address = Tags.find(({ TagKey }) => TagKey === addressTag)?.TagValue ?? '';
    found.set(address, [...(found.get(address) ?? []), KeyId]);
  }
  return found;
}
