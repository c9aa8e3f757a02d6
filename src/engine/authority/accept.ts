import type { Accepted, AcceptedResource, ManagedPaths } from '../../model/accepted.ts';
import type { Address } from '../../model/address.ts';
import { isWithin, type Path } from '../../model/path.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, StepId } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import type { Baseline } from './baseline.ts';
import { loosenedFor } from './findings.ts';
import { formerMarkIn } from './former.ts';
import { keptSettings } from './judged.ts';
import { quietNow } from './ignores.ts';
import { accepts, type StackApprovals } from './accepts.ts';

/**
 * Returns the accepted Stack after an apply. The apply itself accepts tightening and neutral changes; loosening ones
 * are accepted only with the Stack. A partial run accepts nothing of the rest.
 */
export function acceptedAfter(
  { accepted, written, of, dropped }: Baseline,
  declared: Stack,
  plan: Pick<Plan, 'stackChange' | 'resources' | 'scope'>,
  approvals: StackApprovals,
  /** Something of it is still in AWS, and nobody let it go. */
  isLeft: (address: Address) => boolean = () => false,
): Accepted {
  const { stackChange, scope } = plan;
  const whole = accepts(approvals);
  const seen = new Set(plan.resources.map(({ address }) => address));
  const inScope = (address: Address): boolean => scope.is === 'all' || seen.has(address);
  const waiting = stackChange?.loosened ?? [];
  const resources = new Map<Address, AcceptedResource>();
  const waits = new Set(approvals.has('shrink') ? [] : stackChange?.dropped);
  for (const [address, before] of accepted?.resources ?? []) {
    const gone = scope.is === 'all' && !declared.resources.has(address);
    if (!gone || waits.has(before.partOf ?? address)) resources.set(address, before);
    else if (isLeft(address)) resources.set(address, { ...before, left: true });
  }
  for (const [address, resource] of written.resources) {
    if (!inScope(address)) continue;
    const paths = whole ? [] : loosenedFor(address, resource.partOf, waiting).map(({ path }) => path);
    resources.set(address, keptResource(resource, of.get(address), paths, dropped.get(address) ?? []));
  }
  return { settings: whole ? written.settings : keptSettings(accepted, declared.settings), resources };
}

/**
 * Returns true if this apply may accept the Stack at all. One that is in AWS while the store knows none is
 * accepted whole or not. Accepted in part, it would be the measure by which the next run sees nothing missing.
 */
export function isAcceptable(
  { standing }: Pick<Baseline, 'standing'>,
  { stackChange, steps }: Pick<Plan, 'stackChange' | 'steps'>,
  outcomes: ReadonlyMap<StepId, Outcome>,
): boolean {
  if (standing !== undefined && stackChange?.gate.is !== 'released') return false;
  return formerMarkIn({ steps }, outcomes) === undefined;
}

/** Returns true if the journal holds it already. Another order counts as another text, which costs one write. */
export function isRecorded(accepted: Accepted, { recorded }: Pick<Baseline, 'recorded'>): boolean {
  const text = ({ settings, resources }: Accepted): string => JSON.stringify([settings, [...resources]]);
  return recorded !== undefined && text(recorded) === text(accepted);
}

/** Takes the metadata as it is written, less the fields that wait: they stay as they were accepted. */
function keptResource(
  written: AcceptedResource,
  before: AcceptedResource = { formerly: [], state: 'present', ignore: [] },
  waiting: readonly Path[],
  dropped: ManagedPaths,
): AcceptedResource {
  const waits = (path: Path): boolean => waiting.some((one) => isWithin(one, path));
  const from = (path: Path): AcceptedResource => (waits(path) ? before : written);
  const { adopt } = from('/metadata/adopt');
  const { mode } = from('/metadata/mode');
  const { apply } = from('/metadata/apply');
  const { heal } = from('/metadata/heal');
  const { labels } = from('/metadata/labels');
  const { prune } = from('/metadata/prune');
  const { accept } = from('/metadata/accept');
  const { ownership } = from('/spec/ownership');
  return {
    ...(adopt === undefined ? {} : { adopt }),
    formerly: from('/metadata/formerly').formerly,
    state: from('/metadata/state').state,
    ...(mode === undefined ? {} : { mode }),
    ...(apply === undefined ? {} : { apply }),
    ...(heal === undefined ? {} : { heal }),
    ...(labels === undefined ? {} : { labels }),
    ...(prune === undefined ? {} : { prune }),
    ...(written.rest === undefined ? {} : { rest: written.rest }),
    ...(written.partOf === undefined ? {} : { partOf: written.partOf }),
    ignore: waits('/metadata/ignore') ? quietNow(before.ignore, written.ignore) : written.ignore,
    ...(accept === undefined ? {} : { accept }),
    ...(written.thing === undefined ? {} : { thing: written.thing }),
    managed: [
      ...(written.managed ?? []),
      // A tombstone names nothing but the key; who takes it back takes back what was managed.
      ...dropped.filter(({ path }) => written.state !== 'present' || waits(`/spec${path}`)),
    ],
    ...(ownership === undefined ? {} : { ownership }),
  };
}
