import { forAll } from '../../engine/decide/approvals.ts';
import type { EarlierRun } from '../../engine/observe/earlier-run.ts';
import { pass, type Decision } from '../../engine/pass.ts';
import { yesReleases } from '../../model/approval.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import { exitCodeOfApply } from '../../report/exit.ts';
import { isConfirmed } from '../ask.ts';
import { isFirstRun, notFirst } from '../first-run.ts';
import type { Io } from '../io.ts';
import { holdingLease } from '../lease.ts';
import { othersNote } from '../others.ts';
import type { Invocation, Options } from '../options.ts';
import { refused, type Refused } from '../refused.ts';
import { sourceOf } from '../saved/source.ts';
import { withSession, type Session } from '../session.ts';

/**
 * Shows what would change, or what of a saved plan still may, asks, applies it. Exit: 0 done, 1 an error, 3
 * something waits for a person or for AWS.
 */
export async function apply(invocation: Invocation, io: Io, version: string): Promise<number | Refused> {
  const { options } = invocation;
  if (options.out !== undefined)
    return refused(
      'cli.usage',
      'apply cannot save a plan without --dry-run',
      'run reconcile plan --out FILE, or reconcile apply --dry-run --out FILE',
    );
  const from = await sourceOf(invocation, io, version);
  if ('is' in from) return from;
  const paths = 'plan' in from ? undefined : from;
  return withSession({ invocation, io, version, writes: true, from }, async (session) => {
    const { machine, estate } = session.booted;
    let stopped: string | undefined;
    let isAsked = false;
    let others = othersNote(estate.excludes, session.request.stack.settings.coordination, io.environment);
    async function decide(plan: Plan, earlier: EarlierRun): Promise<Decision> {
      stopped = undefined;
      // What a run that was asked to stop has seen is not the whole: it is not shown as a plan.
      if (session.stop.asked()) {
        stopped = 'Stopped before anything was changed.';
        return { is: 'stop' };
      }
      const untrue = options.firstRun && !isAsked ? notFirst(earlier) : undefined;
      if (untrue !== undefined) {
        session.output.diagnostics([untrue]);
        stopped = 'Not applied: nothing was changed.';
        return { is: 'stop' };
      }
      const estimate = await session.estimate(plan);
      session.output.shown(plan, session.source, estimate);
      if (others !== undefined && plan.steps.length > 0) {
        session.output.paragraph(others);
        others = undefined;
      }
      const decided = await decideOn(plan, session, options, io);
      const isFirst =
        decided.is === 'apply' && !isAsked && (await isFirstRun(earlier, session, invocation, io, paths));
      isAsked = true;
      // Reading the plan takes a person longer than the plan: the time left counts from the answer.
      session.progress.expect((isFirst ? await session.estimate(plan, true) : estimate).time?.likelyMs);
      const decision: Decision = session.stop.asked()
        ? { is: 'stop' }
        : { ...decided, ...(isFirst ? { isFirstRun: true } : {}) };
      if (
        decision.is === 'apply' &&
        (plan.steps.length > 0 || plan.stackChange !== undefined) &&
        options.output === 'human'
      )
        session.output.note('');
      if (decision.is === 'stop') {
        stopped = session.stop.asked()
          ? 'Stopped before anything was changed.'
          : 'Not applied: nothing was changed.';
      }
      return decision;
    }
    const answer = await holdingLease(session, io, options.timeout, (lease) =>
      pass({ ...session.request, decide }, machine, estate, {
        ...session.run,
        lease,
        waitFor: options.timeout,
        ...(options.wait ? {} : { noWait: true }),
      }),
    );
    if (answer === undefined) return 1;
    if (stopped === undefined) return report(answer, session, options);
    session.output.note(stopped);
    return 1;
  });
}

async function decideOn(plan: Plan, session: Session, options: Options, io: Io): Promise<Decision> {
  if (session.stop.asked()) return { is: 'stop' };
  const nothingToAsk =
    plan.stackChange === undefined &&
    plan.steps.every(({ gate }) => gate.is === 'blocked' && gate.code !== 'engine.approve-mode');
  if (options.yes || nothingToAsk)
    return {
      is: 'apply',
      approvals: forAll(new Set([...options.approve, ...(options.yes ? yesReleases : [])])),
    };
  const confirmed = await isConfirmed(questionFor(plan), session, io);
  return confirmed ? { is: 'apply', approvals: forAll('shown') } : { is: 'stop' };
}

function questionFor({ orphans, scope }: Plan): string {
  if (orphans.length === 0 || scope.is !== 'all') return 'Do you want to perform these actions?';
  return 'Do you want to perform these actions? If you accept, the orphans above stay in AWS and are no longer reported.';
}

function report(answer: PassResult, session: Pick<Session, 'output'>, options: Options): number {
  const quiet =
    answer.plan.steps.length === 0 &&
    answer.plan.stackChange === undefined &&
    answer.plan.resources.every(({ blocked }) => blocked === undefined);
  if (!quiet || options.output !== 'human') session.output.applied(answer);
  return exitCodeOfApply(answer);
}
