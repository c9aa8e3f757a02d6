import { defaultTiming as timing, type Run } from '../engine/ports.ts';
import type { PassRequest } from '../engine/pass.ts';
import { estimateOf } from '../estimate/estimate.ts';
import { hasErrors, type Diagnostic } from '../model/diagnostic.ts';
import type { Estimate } from '../model/estimate.ts';
import type { Instant } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { SavedPlan } from '../model/saved-plan.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { diagnosticOf } from '../store/failure.ts';
import { cannotAsk } from './ask.ts';
import { askedBy, askedIn } from './asked.ts';
import { boot, type Booted } from '../boot/boot.ts';
import type { Preflight } from '../boot/preflight.ts';
import { guardrailsAsked, refusedBy } from '../boot/guardrails.ts';
import type { Io } from './io.ts';
import { lockingCallersOut } from './locking-callers-out.ts';
import { createLog } from './log/log.ts';
import { manifestPaths } from './manifests.ts';
import type { Invocation } from './options.ts';
import { createOutput, type Output } from './output.ts';
import { startProgress, type Progress } from './progress.ts';
import { watchStop, type Stop } from './stop.ts';
import { coordinationInside } from '../boot/work-tree.ts';

/** What a command has once its manifests are loaded and everything is joined. */
export interface Session {
  readonly request: PassRequest;
  /** What all passes of the command have in common. */
  readonly run: Run;
  readonly booted: Booted;
  readonly output: Output;
  /** Where the manifests are; none for a saved plan. */
  readonly paths: readonly string[];
  readonly source: SourceLine;
  readonly stop: Stop;
  /** What a plan costs in time, money and permissions. */
  estimate(plan: Plan, isFirstRun?: boolean): Promise<Estimate>;
  readonly progress: Progress;
}

export interface SessionRequest {
  readonly invocation: Invocation;
  readonly io: Io;
  readonly version: string;
  /** False for what only looks. */
  readonly writes: boolean;
  /**
   * False for what only decides beside the lease: nobody is asked who we are, since a stop must not wait for AWS.
   */
  readonly looks?: boolean;
  /** Of manifests; or a saved plan, which holds all that they said. */
  readonly from: readonly string[] | SavedPlan;
}

/** Loads the manifests, joins the parts, looks at the store, runs `work` and closes; gives the exit code. */
export async function withSession(
  { invocation, io, version, writes, looks = true, from }: SessionRequest,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const { command } = invocation;
  const paths = 'plan' in from ? [] : from;
  const output = createOutput(
    invocation.options,
    io,
    version,
    paths,
    'plan' in from ? invocation.args : from,
  );
  function refuse(diagnostics: readonly Diagnostic[], source?: SourceLine): number {
    output.diagnostics(diagnostics, source);
    return 1;
  }

  const asked = 'plan' in from ? askedBy(from, invocation.options, io) : await askedIn(from, invocation, io);
  if (asked.is === 'refused') return refuse(asked.diagnostics, asked.source);
  const { stack, source, scope, options, bindTo } = asked;
  // A saved plan was made in the tree from which it is applied.
  const trees = 'plan' in from ? ['.'] : await manifestPaths(from, io.files);
  const misplaced = await coordinationInside(stack.settings.coordination, trees, io);
  if (misplaced.length > 0) return refuse(misplaced, source);
  const bounds = await guardrailsAsked(options.guardrails, trees, io);
  if (bounds.is === 'refused') return refuse(bounds.diagnostics, bounds.source);
  const guardrails = bounds.is === 'ok' ? bounds.guardrails : undefined;
  const beyond = refusedBy(guardrails, stack);
  if (beyond.length > 0) return refuse(beyond, source);
  const silent = writes ? cannotAsk(options, io) : undefined;
  if (silent !== undefined) return refuse([silent]);

  const stop = watchStop(io, writes);
  let now = (): Instant => io.clock.now();
  const progress = startProgress({ options, io, now: () => now(), endsOnSignal: !writes });
  const log = await createLog({
    level: options.logLevel,
    write: (text) => {
      io.terminal.err(text);
    },
    now: () => now(),
  });
  log.info('started', { command, version, stack: stack.settings.name, resources: stack.resources.size });
  const told = (event: ProgressEvent): void => {
    log.progress(event);
    progress.event(event);
  };
  const booted = await boot(
    {
      stack,
      options,
      writes,
      command: `reconcile ${command}`,
      version,
      progress: told,
      sent: log.call,
      stop: stop.signal,
    },
    io,
  );
  if ('refused' in booted) {
    progress.end();
    stop.end();
    return refuse(booted.refused);
  }
  now = () => booted.machine.clock.now();
  try {
    if (booted.notes.length > 0) [...booted.notes, ''].forEach(output.note);
    const damage = await booted.estate.store.check();
    if (hasErrors(damage)) return refuse(damage);
    output.warnings(damage);
    const { closed, callers }: Preflight = looks
      ? await booted.preflight()
      : { closed: [], callers: new Map() };
    if (closed.length > 0) return refuse(closed);
    const locking = lockingCallersOut(stack, booted.machine.kinds, callers);
    if (hasErrors(locking)) return refuse(locking, source);
    const commit = options.commit === undefined ? {} : { commit: options.commit };
    const bound = bindTo === undefined ? {} : { bind: bindTo };
    const held = guardrails === undefined ? {} : { guardrails };
    const request: PassRequest = { stack, scope, ...commit, ...bound, ...held };
    const { estate, machine } = booted;
    const estimate = async (plan: Plan, isFirstRun = options.firstRun): Promise<Estimate> =>
      estimateOf({
        plan,
        stack,
        kinds: machine.kinds,
        timing,
        journalBornAt: isFirstRun ? Number.NEGATIVE_INFINITY : await estate.journal.bornAt(),
        ...held,
      });
    const run = { signal: stop.signal, lane: 'asked', timing, progress: told } as const;
    const exit = await work({ request, run, booted, output, paths, source, stop, estimate, progress });
    log.info('ended', { exit, ...estate.counts() });
    return exit;
  } catch (error) {
    progress.end();
    const diagnostic = diagnosticOf(error);
    if (diagnostic === undefined) throw error;
    return refuse([diagnostic]);
  } finally {
    progress.end();
    await booted.close();
    stop.end();
  }
}
