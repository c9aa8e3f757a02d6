import type { Accepted, AcceptedResource } from '../../model/accepted.ts';
import type { Address } from '../../model/address.ts';
import type { Instant } from '../../model/instant.ts';
import type { Clock } from '../../model/clock.ts';
import type { Journal, Memory } from '../../model/journal.ts';
import type { Resource, Settings, Stack } from '../../model/resource.ts';

/** What a Stack is judged by: the one accepted last, or none yet. */
export interface Baseline {
  /** When it was read. What is asked once in a pass is asked as of then. */
  readonly at: Instant;
  readonly accepted?: Accepted;
  /** What the journal holds; `accepted` may be the first Stack as it is written. */
  readonly recorded?: Accepted;
  /** Addresses that this Stack managed before this commit. */
  readonly managed: ReadonlySet<Address>;
  /** Those, and what journal and memory still know of earlier ones. */
  readonly known: ReadonlySet<Address>;
}

/** How a Stack is judged while none was accepted: by the strictest values, or as it is written. */
export type FirstStack = 'strictest' | 'as-written';

/** Reads what the Stack is judged by. An AWS that is made for this run has no rules to protect: `as-written`. */
export async function baselineOf(
  stack: Stack,
  { journal, memory, clock }: { readonly journal: Journal; readonly memory: Memory; readonly clock: Clock },
  first: FirstStack,
): Promise<Baseline> {
  const at = clock.now();
  const [accepted, ids, applied] = await Promise.all([
    journal.accepted(),
    journal.known(),
    memory.lastApplied(),
  ]);
  const remembered = [...ids.keys(), ...applied.keys()];
  const managed = new Set(accepted?.resources.keys() ?? remembered);
  const known = new Set([...managed, ...remembered]);
  if (accepted !== undefined) return { at, accepted, recorded: accepted, managed, known };
  const asWritten = first === 'as-written' && known.size === 0;
  return { at, managed, known, ...(asWritten ? { accepted: asAccepted(stack) } : {}) };
}

/** The Stack as it is written, in the form in which it is accepted. */
export function asAccepted({ settings, resources }: Stack): Accepted {
  const { judgedBy: _, ...written } = settings;
  return {
    settings: written,
    resources: new Map([...resources].map(([address, resource]) => [address, ofResource(resource)])),
  };
}

/** The metadata of a resource that can loosen what holds for it. */
export function ofResource({ metadata, spec }: Resource): AcceptedResource {
  const { adopt, formerly, state, mode, ignore } = metadata;
  const { ownership } = spec;
  return {
    ...(adopt === undefined ? {} : { adopt }),
    formerly,
    state,
    ...(mode === undefined ? {} : { mode }),
    ignore,
    ...(typeof ownership === 'string' ? { ownership } : {}),
  };
}

/** The strictest Stack of the same accounts: it releases nothing and trusts nobody else. */
export function strictest(settings: Settings): Settings {
  const { rolePolicies: _, organization: __, ...rest } = settings;
  return {
    ...rest,
    release: [],
    trustedAccounts: [],
    keyAdministrators: [],
    caps: { count: Math.min(settings.caps.count, 5), percent: Math.min(settings.caps.percent, 10) },
  };
}

/** What a resource is measured by: what was accepted for it, or for the address that it had before. */
export function baselineOfResource(
  resource: Resource,
  accepted: Accepted | undefined,
): AcceptedResource | undefined {
  const names = [resource.address, ...resource.metadata.formerly];
  return names.map((name) => accepted?.resources.get(name)).find((found) => found !== undefined);
}
