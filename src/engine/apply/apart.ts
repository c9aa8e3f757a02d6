import type { Place } from '../../model/call.ts';
import type { Ids } from '../../model/ids.ts';
import { isSameThing } from '../../model/ids.ts';
import { equalReadsOfWhole } from '../../model/pace.ts';
import type { ByMark } from '../observe/identity.ts';
import { beforeRepeat, deadlineOf, mayRestUntil, restUntil } from '../waiting/rest.ts';
import type { Settled, Sweeper, TooEarly } from '../observe/sweep.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { refOf, type ApplyContext, type Work } from './context.ts';

/**
 * Spaces out the creates of a run that cannot exclude others. A lease that others do not share keeps them out of
 * nothing, and CreateKey has no idempotency token. So such a run begins its creates after a random delay, once in a
 * pass. It looks a last time before each: what another run made meanwhile is found instead of made again. AWS offers
 * no certainty beyond this.
 */
export function createApart(): ApplyContext['apart'] {
  let begun: Promise<TooEarly | undefined> | undefined;
  return async (context, work) => {
    const early = await work.aside(() => (begun ??= rest(context, work)));
    // A later round may have the time that this one lacked.
    if (early !== undefined) begun = undefined;
    return early;
  };
}

/** Gives a delay that this run may not wait for. */
async function rest(context: ApplyContext, work: Work): Promise<TooEarly | undefined> {
  const { ports } = context;
  if (ports.excludes.is === 'everybody') return undefined;
  const at = ports.clock.now();
  const until = at + Math.floor(ports.excludes.random.next() * ports.timing.createApart);
  const reasoned = {
    reason: 'another-writer',
    why: applySentences.anotherMachine(),
  } as const;
  if (!mayRestUntil(until, ports)) return { is: 'too-early', until, ...reasoned };
  ports.progress({ is: 'waiting', at, step: refOf(context, work.step), ...reasoned, until, elapsed: 0 });
  return (await restUntil(until, ports)) ? undefined : { is: 'too-early', until, ...reasoned };
}

/** Looks a last time before a create: `before` is what was certain until now. */
export async function lookOnceMore(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  before: Extract<Settled, { readonly is: 'nothing' }>,
): Promise<Settled> {
  if (context.ports.excludes.is === 'everybody') return before;
  const early = await context.apart(context, work);
  if (early !== undefined) return early;
  const { sweeper, live } = context;
  const own = [...live.values()]
    .filter(({ createdHere }) => createdHere)
    .map(({ ids }) => ids[identity.id] ?? '');
  const seen = new Set([...before.visible, ...own]);
  const answer = await sweeper.without(identity, work.step.place, seen);
  if (answer.is === 'failed') return answer;
  const { marked, unreadable, visible } = answer.swept;
  const found = marked.get(work.step.address) ?? [];
  const [only] = found;
  if (found.length > 1) return { is: 'several', found };
  if (only !== undefined) return { is: 'found', ids: only };
  if (unreadable.length > 0) return { is: 'candidate', found: unreadable };
  return { is: 'nothing', visible: [...new Set([...before.visible, ...visible])] };
}

export type Twins =
  | { readonly is: 'none' }
  | { readonly is: 'several'; readonly others: readonly Ids[] }
  /** The listing does not show our own key yet, so it may hide another's too. */
  | { readonly is: 'hidden' };

/** Looks after a create, before anything rests on the key, whether another run made one with the same mark. */
export async function twinsOf(
  context: ApplyContext,
  work: Work,
  identity: ByMark,
  made: { readonly ids: Ids; readonly visible: readonly string[] },
): Promise<Twins> {
  const { ports, sweeper } = context;
  const { timing } = ports;
  if (ports.excludes.is === 'everybody') return { is: 'none' };
  const giveUp = ports.clock.now() + timing.patience;
  // Reads may go backwards: one look that shows ours may still hide the other.
  for (let clean = 0; ;) {
    const seen = await twinsNow(sweeper, identity, work.step.place, work, made);
    clean = seen.is === 'none' ? clean + 1 : 0;
    if (seen.is === 'several' || clean === equalReadsOfWhole) return seen;
    if (clean > 0) await beforeRepeat(ports);
    else if (ports.clock.now() >= Math.min(giveUp, deadlineOf(ports)) || ports.signal.aborted)
      return { is: 'hidden' };
    else await restUntil(ports.clock.now() + timing.listPause, ports);
  }
}

/** Lists what carries the same mark now. A listing that failed, or does not show what we made, proves nothing. */
async function twinsNow(
  sweeper: Sweeper,
  identity: ByMark,
  place: Place,
  { step }: Work,
  { ids, visible }: { readonly ids: Ids; readonly visible: readonly string[] },
): Promise<Twins> {
  const answer = await sweeper.without(identity, place, new Set(visible));
  if (answer.is === 'failed') return { is: 'hidden' };
  const others = (answer.swept.marked.get(step.address) ?? []).filter((one) => !isSameThing(one, ids));
  if (others.length > 0) return { is: 'several', others };
  return answer.swept.visible.includes(ids[identity.id] ?? '') ? { is: 'none' } : { is: 'hidden' };
}
