import type { Answer, AwsFailure, Call } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { second } from '../../model/instant.ts';
import type { Step } from '../../model/plan.ts';
import { showPlace } from '../../model/call.ts';
import { refOf, type ApplyContext } from './context.ts';

export type Sent =
  | { readonly is: 'ok'; readonly value: unknown }
  | { readonly is: 'failed'; readonly failure: AwsFailure }
  /** The lease went to another, or the user asked to stop: nothing was sent. */
  | { readonly is: 'refused'; readonly diagnostic: Diagnostic };

const longestPause = 15 * second;

/**
 * Sends one write. While this pass itself wrote something that AWS must first make visible everywhere, a
 * failure that can be propagation is tried again, bounded by `patience`; without such a reason it is final.
 */
export async function send(context: ApplyContext, step: Step, call: Call): Promise<Sent> {
  const { clock, aws } = context.ports;
  const giveUp = clock.now() + context.timing.patience;
  for (let attempt = 1, pause = second; ; attempt += 1, pause = Math.min(pause * 2, longestPause)) {
    if (!context.mayStart()) return { is: 'refused', diagnostic: leaseLost(step) };
    context.ports.progress({ is: 'call-sent', at: clock.now(), step: refOf(context, step), op: call.op, place: call.at, attempt });
    const answer: Answer = await aws.call(call, { lane: 'asked' });
    if (answer.is === 'ok') return { is: 'ok', value: answer.value };
    const { failure } = answer;
    const reason = failure.class === 'propagating' ? reasonToWait(context, step) : undefined;
    if (reason === undefined || clock.now() + pause > giveUp) return { is: 'failed', failure };
    context.ports.progress({
      is: 'waiting',
      at: clock.now(),
      step: refOf(context, step),
      why: `${failure.name}: ${reason}`,
      until: clock.now() + pause,
      elapsed: clock.now() - (giveUp - context.timing.patience),
    });
    await clock.sleep(pause);
  }
}

/** What this pass wrote that AWS may not show everywhere yet. */
function reasonToWait(context: ApplyContext, step: Step): string | undefined {
  const around = new Set([step.address, ...step.after.map((id) => id.slice(0, id.lastIndexOf('#')))]);
  const wrote = [...around].find((address) => [...context.wrote].some((one) => one === address));
  return wrote === undefined ? undefined : `${wrote} was written a moment ago and AWS does not show it everywhere yet`;
}

function leaseLost(step: Step): Diagnostic {
  return {
    severity: 'error',
    code: 'engine.lease-lost',
    message: `the lease on this stack ended before ${step.id} in ${showPlace(step.place)}`,
    address: step.address,
  };
}
