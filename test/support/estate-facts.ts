import type { Plan } from '../../src/model/plan.ts';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import type { SentRequest } from '../../src/aws/call-log.ts';
import type { Store } from '../../src/store/store.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, region, stackYaml, type Estate, type RunOptions } from './estate.ts';

/** The value of `keywright:stack` that the shared Stack document gives. */
export const mark = 'test/0a1b2c3d4e5f';

/** A role of the account that is not ours. */
export const hermit = `arn:aws:iam::${account}:role/hermit`;
export const admin = `arn:aws:iam::${account}:role/admin`;

export interface KeyText {
  readonly name: string;
  /** More lines of metadata, as flow YAML: `adopt: …, mode: observe`. */
  readonly metadata?: string;
  readonly spec?: string;
}

/** Writes a Key document. */
export function keyYaml({ name, metadata = '', spec = `description: Key ${name}` }: KeyText): string {
  const more = metadata === '' ? '' : `, ${metadata}`;
  return documentYaml('Key', `name: ${name}${more}`, spec);
}

/** Writes any document; metadata and spec are the inside of a YAML flow map. */
export function documentYaml(kind: string, metadata: string, spec: string): string {
  return `apiVersion: keywright.dev/v1\nkind: ${kind}\nmetadata: { ${metadata} }\nspec: { ${spec} }\n`;
}

/** Joins the shared Stack (or another) and these documents. */
export function manifests(documents: readonly string[], stack = stackYaml): string {
  return [stack, ...documents].join('\n---\n');
}

export interface KeyMade {
  readonly tags?: Readonly<Record<string, string>>;
  readonly policy?: object;
  readonly description?: string;
  readonly multiRegion?: boolean;
}

/** Makes a key as somebody does behind our back; gives its id. */
export function makeKey(estate: Estate, made: KeyMade = {}, at = region): string {
  const { KeyMetadata } = estate.raw(
    'kms',
    'CreateKey',
    {
      Description: made.description ?? 'somebody else made this',
      Tags: Object.entries(made.tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      ...(made.multiRegion === undefined ? {} : { MultiRegion: made.multiRegion }),
      ...(made.policy === undefined
        ? {}
        : { Policy: JSON.stringify(made.policy), BypassPolicyLockoutSafetyCheck: true }),
    },
    at,
  ) as { KeyMetadata: { KeyId: string } };
  return KeyMetadata.KeyId;
}

export function arnOf(keyId: string, at = region, of = account): string {
  return `arn:aws:kms:${at}:${of}:key/${keyId}`;
}

/** Only the hermit may do anything. */
export const closedPolicy = policyOf(allow(hermit));

/** Returns a policy that allows everything and denies us the named actions. */
export function policyDenying(...actions: readonly string[]): object {
  return policyOf(allow(`arn:aws:iam::${account}:root`), {
    Effect: 'Deny',
    Principal: { AWS: admin },
    Action: actions,
    Resource: '*',
  });
}

function allow(principal: string): object {
  return { Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:*', Resource: '*' };
}

function policyOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** Builds the mark of an address of the shared Stack, as tags. */
export function markTags(address: string): Readonly<Record<string, string>> {
  return { [stackTag]: mark, [addressTag]: address };
}

export function tagsOf(estate: Estate, keyId: string, at = region): Readonly<Record<string, string>> {
  const { Tags } = estate.raw('kms', 'ListResourceTags', { KeyId: keyId, Limit: 50 }, at) as {
    Tags: { TagKey: string; TagValue: string }[];
  };
  return Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
}

export function keyIds(estate: Estate, at = region): readonly string[] {
  const { Keys } = estate.raw('kms', 'ListKeys', { Limit: 1000 }, at) as { Keys: { KeyId: string }[] };
  return Keys.map(({ KeyId }) => KeyId);
}

/** Finds the one key there is for an address, by its mark. */
export function keyOf(estate: Estate, address: string, at = region): string {
  const mine = keyIds(estate, at).filter((id) => tagsOf(estate, id, at)[addressTag] === address);
  const [only] = mine;
  if (only === undefined || mine.length > 1) throw new Error(`${mine.length} keys for ${address}`);
  return only;
}

export function stateOf(estate: Estate, keyId: string, at = region): string {
  const { KeyMetadata } = estate.raw('kms', 'DescribeKey', { KeyId: keyId }, at) as {
    KeyMetadata: { KeyState: string };
  };
  return KeyMetadata.KeyState;
}

type Answer = Awaited<ReturnType<Estate['apply']>>;

/** Returns the result of an apply that got the lease. */
export async function applied(
  estate: Estate,
  yaml: string,
  options: RunOptions = {},
): Promise<Exclude<Answer, { readonly is: 'refused' }>> {
  const answer = await estate.apply(yaml, options);
  if (answer.is === 'refused') throw new Error(`the lease is held by ${answer.by.holder}`);
  return answer;
}

/** Finds the key an alias points to. */
export function targetOf(estate: Estate, alias: string, at = region): string | undefined {
  const { Aliases } = estate.raw('kms', 'ListAliases', { Limit: 100 }, at) as {
    Aliases: { AliasName: string; TargetKeyId?: string }[];
  };
  return Aliases.find(({ AliasName }) => AliasName === alias)?.TargetKeyId;
}

/** Operations that were sent and write. */
export function writes(answer: { readonly requests: readonly SentRequest[] }): readonly string[] {
  return answer.requests.filter(({ access }) => access === 'write').map(({ op }) => op);
}

/** Returns the plan of one address: steps with their gates, or the block with its way out. */
export function verdictOn(plan: Plan, address: string): object {
  const resource = plan.resources.find((one) => one.address === address);
  const steps = plan.steps.filter((step) => step.address === address);
  return {
    sync: resource?.sync,
    ...(resource?.blocked === undefined ? {} : { blocked: resource.blocked }),
    ...(steps.length === 0
      ? {}
      : { steps: steps.map(({ name, gate }) => (gate.is === 'released' ? name : `${name}: ${gate.is}`)) }),
  };
}

/**
 * Makes the store of a run that sees the same AWS but lost its journal and its memory. The new journal is old enough
 * to create.
 */
export async function storeLost(estate: Estate): Promise<Store> {
  const store = createVolatileStore(estate.clock);
  await estate.advance(10 * 60_000);
  return store;
}
