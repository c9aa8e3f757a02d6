import type { Address } from '../../model/address.ts';
import type { Answer, AwsFailure, Call, CallOptions, OpName } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import { derived } from '../../model/derived.ts';
import type { Plan, Step, Stop } from '../../model/plan.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { sourceIdentity } from '../../model/source-identity.ts';
import type { Reasoned } from '../../model/reasons.ts';
import type { RecordedWrite } from '../ports.ts';
import { restUntil } from '../waiting/rest.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import { mayStart, refOf, subjectNow, type ApplyContext } from './context.ts';
import { findingsOn } from './principals.ts';
import { unrecorded } from './unrecorded.ts';

export type Sent =
  | { readonly is: 'ok'; readonly value: unknown; readonly isProven: boolean }
  | { readonly is: 'failed'; readonly failure: AwsFailure }
  /** AWS refused it for now, and this run may wait no longer. */
  | ({ readonly is: 'waiting'; readonly until: Instant } & Reasoned)
  /** Somebody stopped it meanwhile: nothing was sent. */
  | { readonly is: 'blocked'; readonly gate: Stop }
  /** The lease went to another, the user asked to stop, or it cannot be recorded: nothing was sent. */
  | { readonly is: 'refused'; readonly diagnostic: Diagnostic };

/** What became of the calls of one step. */
export type SentAll =
  | { readonly is: 'accepted' }
  /** At least one got no answer: AWS may have done it or not. */
  | { readonly is: 'doubtful'; readonly failure: AwsFailure }
  | Extract<Sent, { readonly is: 'waiting' | 'blocked' }>
  | { readonly is: 'failed'; readonly failure: AwsFailure | Diagnostic };

const idOf = derived((plan: Plan) => planIdOf(plan));

type SendOptions = Pick<CallOptions, 'stillRight'> & Pick<RecordedWrite, 'replaced'>;

/** Sends the calls of one step in their order, up to the first that failed for certain. */
export async function sendAll(
  context: ApplyContext,
  step: Step,
  calls: readonly Call[],
  options: SendOptions = {},
): Promise<SentAll> {
  let doubtful: AwsFailure | undefined;
  for (const call of calls) {
    const sent = await send(context, step, call, options);
    if (sent.is === 'refused') return { is: 'failed', failure: sent.diagnostic };
    if (sent.is === 'waiting' || sent.is === 'blocked') return sent;
    if (sent.is !== 'failed') continue;
    if (sent.failure.effectUnknown !== true) return { is: 'failed', failure: sent.failure };
    doubtful ??= sent.failure;
  }
  return doubtful === undefined ? { is: 'accepted' } : { is: 'doubtful', failure: doubtful };
}

/** Explains why a step waits whose answer was lost and whose effect is not visible. It is planned and sent again. */
export function noAnswer(failure: AwsFailure, what: string): Reasoned {
  return { reason: 'unanswered', why: applySentences.unanswered(failure, what) };
}

/**
 * Sends one write. While this pass itself wrote something that AWS must first make visible everywhere, a
 * failure that can be propagation is tried again, bounded by `patience`; without such a reason it is final.
 */
export async function send(
  context: ApplyContext,
  step: Step,
  call: Call,
  options: SendOptions = {},
): Promise<Sent> {
  const { clock, aws, writes } = context.ports;
  const { replaced, ...sending } = options;
  const write = { step: refOf(context, step), call, ...(replaced === undefined ? {} : { replaced }) };
  const source = sourceIdentity(idOf(context.plan), context.approvals?.by?.(step) ?? []);
  const startedAt = clock.now();
  const { first, longest } = context.ports.timing.sendPause;
  for (let attempt = 1, pause = first; ; attempt += 1, pause = Math.min(pause * 2, longest)) {
    const stop = await stopNow(context, step);
    if (stop !== undefined) return stop;
    if (!mayStart(context.ports)) return { is: 'refused', diagnostic: leaseLost(step) };
    const diagnostic = attempt === 1 ? await unrecorded(writes, write) : undefined;
    if (diagnostic !== undefined) return { is: 'refused', diagnostic };
    context.ports.progress({
      is: 'call-sent',
      at: clock.now(),
      step: refOf(context, step),
      op: call.op,
      place: call.at,
      attempt,
    });
    const answer: Answer = await aws.call(call, { ...sending, source });
    await writes?.sent(write, answer);
    if (answer.is === 'ok') return { is: 'ok', value: answer.value, isProven: answer.unproven !== true };
    const { failure } = answer;
    const { wait, because } = await judge(context, step, call, failure);
    const giveUp = startedAt + Math.min(failure.propagatesWithin ?? 0, context.ports.timing.patience);
    if (wait === undefined || clock.now() + pause > giveUp)
      return { is: 'failed', failure: withReason(failure, because, attempt, clock.now() - startedAt) };
    const reasoned = {
      reason: wait.reason,
      why: applySentences.refusedForNow({ name: failure.name, why: wait.why }),
    };
    context.ports.progress({
      is: 'waiting',
      at: clock.now(),
      step: refOf(context, step),
      ...reasoned,
      until: clock.now() + pause,
      elapsed: clock.now() - startedAt,
    });
    const again = await restUntil(clock.now() + pause, context.ports);
    if (!again || context.ports.signal.aborted) return { is: 'waiting', until: giveUp, ...reasoned };
  }
}

/**
 * Asks before each request what persons decided: looks before it, and the time until it is tried again, take minutes
 * (authority.md §3.12).
 */
async function stopNow(
  { stillReleased }: ApplyContext,
  step: Step,
): Promise<Extract<Sent, { readonly is: 'blocked' | 'refused' }> | undefined> {
  try {
    const gate = await stillReleased?.(step);
    return gate === undefined ? undefined : { is: 'blocked', gate };
  } catch (error) {
    const { address } = step;
    const message = applySentences.undecided({ address, why: messageOf(error) });
    return { is: 'refused', diagnostic: { severity: 'error', code: 'store.unavailable', message, address } };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Judged {
  /** Why it is worth trying again. */
  readonly wait: Reasoned | undefined;
  readonly because: string | undefined;
}

async function judge(context: ApplyContext, step: Step, call: Call, failure: AwsFailure): Promise<Judged> {
  const { wait, because } = await findingsOn(failure, call, context.ports);
  if (failure.propagatesWithin === undefined || wait.is === 'no') return { wait: undefined, because };
  if (wait.is === 'yes') return { wait: { reason: 'young-principal', why: wait.why }, because };
  const around = reasonToWait(context, step, failure);
  return { wait: around, because: because ?? around?.why };
}

/** Adds to AWS's message, which stays, what was found out, and that the call was tried for a while. */
function withReason(
  failure: AwsFailure,
  because: string | undefined,
  attempts: number,
  waited: Duration,
): AwsFailure {
  if (because === undefined) return failure;
  return { ...failure, because: applySentences.tried({ because, attempts, waited }) };
}

/** Returns the reason to retry: a write of this pass, a young resource, or a change of others in progress. */
function reasonToWait(context: ApplyContext, step: Step, failure: AwsFailure): Reasoned | undefined {
  if (failure.code === 'aws.conflict') return { reason: 'conflicting', why: applySentences.conflicting() };
  const resource = context.stack.resources.get(step.address);
  const references = resource?.references.map(({ to }) => to) ?? [];
  const containers =
    resource === undefined
      ? []
      : (context.kinds
          .get(step.kind)
          ?.waitsFor(subjectNow(context, resource), context.stack.resources)
          .map(({ to }) => to) ?? []);
  const around = [...new Set<Address>([step.address, ...references, ...containers])];
  const { propagatesFrom } = failure;
  const recent = around.find((address) =>
    propagatesFrom === undefined
      ? isYoung(context, address)
      : recentCalls(context, address).some((op) => propagatesFrom.includes(op)),
  );
  return recent === undefined
    ? undefined
    : {
        reason: 'spreading',
        why: applySentences.recent({ address: recent }),
      };
}

/** Lists the calls of lately that made or wrote a resource. Only their effect can be what AWS does not see yet. */
function recentCalls(context: ApplyContext, address: Address): readonly OpName[] {
  const { kinds, stack, plan, written, live, lastApplied } = context;
  const kind = kinds.get(stack.resources.get(address)?.kind ?? '');
  if (kind === undefined) return [];
  const { create, facets } = kind;
  const callsOf = (name: string): readonly OpName[] =>
    name === 'create' ? (create?.calls ?? []) : (facets.find((one) => one.name === name)?.calls ?? []);
  const since = context.ports.clock.now() - context.ports.timing.young;
  const noted = Object.entries(lastApplied.get(address)?.facets ?? {}).filter(([, { at }]) => at > since);
  const { createdHere = false, bornAt = 0 } = live.get(address) ?? {};
  // Of what Keywright only configures, the birth is that of the whole: a role, a bucket.
  const birth = create?.calls ?? facets.flatMap(({ calls }) => calls);
  return [
    ...plan.steps
      .filter((step) => step.address === address && written.has(step.id))
      .flatMap(({ calls }) => calls.map(({ op }) => op)),
    ...noted.flatMap(([name]) => callsOf(name)),
    ...(createdHere || bornAt > since ? birth : []),
  ];
}

/** Returns true if this pass wrote it, or it was made or written so lately that AWS may not show it everywhere. */
export function isYoung(context: ApplyContext, address: Address): boolean {
  if (context.wrote.has(address)) return true;
  const since = context.ports.clock.now() - context.ports.timing.young;
  const facets = Object.values(context.lastApplied.get(address)?.facets ?? {});
  return (context.live.get(address)?.bornAt ?? 0) > since || facets.some(({ at }) => at > since);
}

function leaseLost(step: Step): Diagnostic {
  return {
    severity: 'error',
    code: 'engine.lease-lost',
    message: applySentences.leaseLost(step),
    address: step.address,
  };
}
