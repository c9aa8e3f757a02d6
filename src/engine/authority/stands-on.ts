import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import type { Subject } from '../../model/subject.ts';
import type { Observation } from '../../model/observation.ts';
import type { Ids } from '../../model/ids.ts';
import { blockOf, type Block } from '../../model/reasons.ts';
import type { Stack } from '../../model/resource.ts';
import type { StandsOn, UnreadKey } from '../../model/stands-on.ts';
import { valueAt } from '../../model/tree.ts';
import { stackSentences } from '../../report/sentences/stack.ts';
import { isArnOf } from '../../aws/services/resource.ts';
import type { Ports } from '../ports.ts';
import type { HangsOn } from '../plan/hanging.ts';

/**
 * Finds what Keywright stands on and no manifest may target (authority.md §1.5). The bucket and the roles are written
 * in the Stack and refused without AWS. Which key encrypts the bucket only AWS knows.
 */
export async function standsOnOf(
  { stack, guardrails }: { readonly stack: Pick<Stack, 'settings'>; readonly guardrails?: Guardrails },
  { keyOfBucket, aws, clock, kinds }: Pick<Ports, 'keyOfBucket' | 'aws' | 'clock' | 'kinds'>,
): Promise<StandsOn> {
  const { coordination } = stack.settings;
  const listed = (guardrails?.standsOn ?? []).map(
    (arn) => [arn, stackSentences.listedInGuardrails({ file: guardrails?.file ?? '' })] as const,
  );
  if (coordination?.is !== 's3') return { things: new Map(listed), unread: [] };
  const { bucket, account, region } = coordination;
  const place = { account, region };
  const found = await keyOfBucket(bucket, place, aws, { notBefore: clock.now() });
  const holds = stackSentences.coordinationKey({ bucket });
  switch (found.is) {
    case 'none':
      return { things: new Map(listed), unread: [] };
    case 'unread': {
      const endsUse = [...kinds.values()].flatMap((kind) => kind.endsUse);
      return { things: new Map(listed), unread: [{ bucket, place, failure: found.failure, endsUse }] };
    }
    case 'key':
      return { things: new Map([...listed, [found.arn, holds]]), unread: [] };
    case 'aliased': {
      const names = stackSentences.coordinationAlias({ bucket });
      return { things: new Map([...listed, [found.arn, holds], [found.alias, names]]), unread: [] };
    }
  }
}

/** Tells that the key is not known; the gate `standsOnGate` holds what could end it. */
export function unreadKey(unread: UnreadKey): Diagnostic {
  const message = stackSentences.unreadCoordinationKey(unread);
  return { severity: 'warning', code: 'engine.unread-coordination-key', message };
}

interface Scene {
  readonly standsOn: StandsOn;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly observations: ReadonlyMap<Address, Observation>;
  readonly hangsOn: HangsOn;
}

/**
 * Finds the thing that Keywright stands on and that a resource targets: itself, or what it hangs on, as an alias or a
 * grant does on a key.
 */
export function standingOn(
  kind: AnyKind,
  at: Subject<unknown>,
  { standsOn, observations, hangsOn }: Scene,
): Block | undefined {
  const above = (hangsOn.get(at.address) ?? []).flatMap((address) => {
    const seen = observations.get(address);
    return seen?.is === 'present' ? Object.values(seen.ids) : [];
  });
  const targets = new Set([...namedBy(kind, at, observations.get(at.address)), ...above]);
  for (const [arn, what] of standsOn.things)
    if ([...targets].some((target) => isArnOf(arn, target, at.place)))
      return blockOf('engine.stands-on', stackSentences.standsOn({ address: at.address, arn, what }));
  return undefined;
}

function namedBy(kind: AnyKind, at: Subject<unknown>, seen: Observation | undefined): readonly string[] {
  const { identity, hangsOn, uses } = kind;
  const named: Ids = (identity.by === 'name' ? identity.ids(at) : undefined) ?? {};
  const { adopt, keyId } = at.metadata;
  const declared = hangsOn.paths.map((path) => valueAt(at.spec, path));
  const isSeen = seen?.is === 'present';
  const live = hangsOn.live === true && isSeen ? uses(seen.reads, seen.ids) : [];
  const all = [...Object.values({ ...named, ...at.ids }), adopt, keyId, ...declared, ...live];
  return all.filter((one): one is string => typeof one === 'string');
}
