import type { Address } from '../../model/address.ts';
import type { Outcome } from '../../model/outcome.ts';
import { holdOf, isOver, passesHold } from '../../model/hold.ts';
import { holdTag } from '../../model/resource.ts';
import { heldBy } from '../decide/gates/hold.ts';
import { notedSince } from '../observe/holds.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { ask, type ReadResults } from '../observe/reading.ts';
import { untilShown } from './confirm.ts';
import { isYoung } from './send.ts';
import { subjectNow, type ApplyContext, type Work } from './context.ts';

type HeldBack = Extract<Outcome, { readonly is: 'blocked' | 'failed' | 'waiting' }>;

/**
 * Checks the tags of a resource, and of what it hangs on, before the first write that a hold stops. The index hears
 * of a tag late, and a `keywright:hold` set a moment ago stops it too. A write that passes the hold checks nothing. A
 * look serves the steps of the next moments only. A later one may have waited for minutes while somebody set a hold.
 */
export async function heldNow(context: ApplyContext, work: Work): Promise<HeldBack | undefined> {
  const { step } = work;
  if (passesHold(step, context.guardrails) || isFree(context, step.address)) return undefined;
  const startedAt = context.ports.clock.now();
  for (const address of [step.address, ...(context.hangsOn.get(step.address) ?? [])]) {
    const held = await holdOn(context, work, address);
    if (held !== undefined) return held;
  }
  context.unheld.set(step.address, startedAt);
  return undefined;
}

/** Returns true if a look a moment ago found no hold on it. */
function isFree({ unheld, ports: { clock, timing } }: ApplyContext, address: Address): boolean {
  return clock.now() - (unheld.get(address) ?? Number.NEGATIVE_INFINITY) <= timing.freshFor;
}

async function holdOn(context: ApplyContext, work: Work, address: Address): Promise<HeldBack | undefined> {
  const own = address === work.step.address;
  const resource = context.stack.resources.get(address);
  const kind = context.kinds.get(resource?.kind ?? '');
  const live = context.live.get(address);
  const { marking } = kind?.identity ?? {};
  const read = kind?.reads['tags'];
  if (resource === undefined || kind === undefined || live === undefined) return undefined;
  if (marking === undefined || read === undefined) return undefined;
  const { clock, aws, timing } = context.ports;
  // Nobody holds what this apply made a moment ago.
  if (live.createdHere && clock.now() - (live.bornAt ?? 0) <= timing.freshFor) return undefined;
  if (isFree(context, address)) return undefined;
  const at = subjectNow(context, resource);
  // Siblings share one answer about what they hang on.
  const notBefore = own ? clock.now() : clock.now() - timing.freshFor;
  let result = await ask(aws, read, at, 'narrow', { notBefore });
  if (result.is === 'failed' && result.failure.code === 'aws.not-found' && isYoung(context, address)) {
    // An earlier run made it, and reads may go backwards: what is hidden may be held.
    const what = applySentences.toShow({ what: applySentences.tags({ address }) });
    const bounds = { equalReads: 1, withinMs: timing.patience };
    const isShown = (results: ReadResults): boolean => results.get('tags')?.is === 'value';
    const until = { names: ['tags'], bounds, isShown, what };
    const shown = await untilShown(context, { ...work, resource, kind }, at, until);
    if (shown.is === 'waiting')
      return { ...shown, reason: 'lagging', why: applySentences.facetUnshown({ address, facet: 'tags' }) };
    result = { is: 'value', value: shown.reads['tags'], at: clock.now() };
  }
  if (result.is === 'failed') return { is: 'failed', failure: result.failure };
  const tags = result.is === 'value' ? marking.tagsOf({ tags: result.value }) : undefined;
  const value = tags?.[holdTag];
  if (value === undefined) return undefined;
  const hold = holdOf(value, notedSince(context.holds, { address, ids: live.ids }, value));
  if (isOver(hold, clock.now())) return undefined;
  return { is: 'blocked', gate: heldBy(hold, own ? undefined : address) };
}
