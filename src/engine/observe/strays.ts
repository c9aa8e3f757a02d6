import type { Address } from '../../model/address.ts';
import { kindOf } from '../../model/address.ts';
import { showPlace, type Call, type CallOptions } from '../../model/call.ts';

import type { LastApplied } from '../../model/journal.ts';
import type { Stray } from '../../model/kind/end.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Ids } from '../../model/ids.ts';
import type { Attributes, Prune, Stack } from '../../model/resource.ts';
import type { Thing } from '../../model/things.ts';
import { byCodeUnit, sameTree } from '../../model/tree.ts';
import { proofOf } from './evidence.ts';
import type { Ports } from '../ports.ts';
import { subjectOf } from './subject.ts';
import { indexThings } from './thing-index.ts';
import { tombstone } from './tombstone.ts';

/** What a person settled for what loses its manifest. */
export interface Pruning {
  /** The value of `metadata.prune` that was accepted last. */
  pruneOf(address: Address): Prune;
  /** What a person let go of: it stays, and nobody asks again. */
  readonly letGo: readonly Thing[];
}

/**
 * Adds to the stack what an earlier one left behind and must not stay. Each is a tombstone that no file holds. A
 * grant whose manifest is gone gives access until it is revoked (design §5). One whose listing cannot be read is
 * among them, too.
 */
export async function withStrays(
  stack: Stack,
  ports: Pick<Ports, 'aws' | 'kinds'>,
  lastApplied: ReadonlyMap<Address, LastApplied>,
  attributes: Attributes,
  { pruneOf, letGo, ...options }: CallOptions & Pruning,
): Promise<Stack> {
  const found = await Promise.all(
    [...ports.kinds.values()].map((kind) => straysOf(kind, stack, ports, lastApplied, attributes, options)),
  );
  const wasLetGo = indexThings(letGo);
  const strays = found
    .flat()
    .filter(({ address }) => !stack.resources.has(address) && pruneOf(address) !== 'never')
    .filter((stray) => wasLetGo(stray).length === 0);
  if (strays.length === 0) return stack;
  const buried = strays.map((stray) => tombstone(stray, stack, pruneOf(stray.address)));
  const all = [...stack.resources.values(), ...buried];
  const byAddress = new Map(all.map((resource) => [resource.address, resource] as const));
  return { ...stack, resources: new Map([...byAddress].sort(([a], [b]) => byCodeUnit(a, b))) };
}

async function straysOf(
  kind: AnyKind,
  stack: Stack,
  { aws }: Pick<Ports, 'aws'>,
  lastApplied: ReadonlyMap<Address, LastApplied>,
  attributes: Attributes,
  options: CallOptions,
): Promise<readonly Stray[]> {
  const { strays } = kind;
  if (strays === undefined) return [];
  const declared = [...stack.resources.values()]
    .filter((resource) => resource.kind === kind.kind)
    .map((resource) => subjectOf(resource, stack.settings, attributes, {}));
  // Also of one that is declared: it may have moved since.
  const remembered = [...lastApplied].filter(([address]) => kindOf(address) === kind.kind);
  const callsFor = (of: readonly Ids[]): readonly Call[] => strays.calls([], of, stack.settings);
  const all = strays.calls(
    declared,
    remembered.map(([, { ids }]) => ids),
    stack.settings,
  );
  const answers = await Promise.all(
    all.map(async (call) => {
      const proof = await proofOf(aws, call, options, (value) =>
        strays.parse(value, call, stack.settings, declared),
      );
      if (proof.is === 'value') return proof.value;
      if (proof.is === 'absent') return [];
      // Nobody knows whether they are still there: they stay in the plan, unknown, and in memory.
      return remembered.flatMap(([address, { ids }]) =>
        callsFor([ids]).some((one) => isSame(one, call))
          ? (strays.suspect(address, ids, stack.settings, declared) ?? [])
          : [],
      );
    }),
  );
  return answers.flat();
}

function isSame(a: Call, b: Call): boolean {
  return a.op === b.op && showPlace(a.at) === showPlace(b.at) && sameTree(a.input, b.input);
}
