import { namedPrincipals } from '../../src/aws/principals.ts';
import { bucketKey } from '../../src/aws/bucket-key.ts';
import { createAws } from '../../src/aws/port.ts';
import { createCallLog, type SentRequest } from '../../src/aws/call-log.ts';
import { createLimiter } from '../../src/aws/limiter.ts';
import { roleFor } from '../../src/aws/roles.ts';
import type { Transport } from '../../src/aws/transport.ts';
import { forAll } from '../../src/engine/decide/approvals.ts';
import type { DaemonRules } from '../../src/engine/decide/rules.ts';
import { underLease } from '../../src/engine/lease/lease.ts';
import { atOnce } from '../../src/engine/testing/candidate.test-helper.ts';
import type { EarlierRun } from '../../src/engine/observe/earlier-run.ts';
import { pass, type Decide } from '../../src/engine/pass.ts';
import {
  defaultTiming,
  type Estate as PassEstate,
  type Excludes,
  type Machine,
  type Run,
  type Timing,
  type WriteRecord,
} from '../../src/engine/ports.ts';
import { kinds, kindsByName } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { loadStack } from '../../src/manifest/load.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Lease } from '../../src/model/journal.ts';
import type { Guardrails } from '../../src/model/guardrails.ts';
import type { AnyKind } from '../../src/model/kind/kind.ts';
import type { PassResult } from '../../src/model/outcome.ts';
import type { Plan, Scope } from '../../src/model/plan.ts';
import type { ProgressEvent } from '../../src/model/progress.ts';
import type { ApprovalClass } from '../../src/model/approval.ts';
import type { Stack } from '../../src/model/resource.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { virtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxService,
} from '../../src/sandbox/sandbox.ts';
import { sandboxTransport } from '../../src/sandbox/transport.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { checkingMessages, newTally, type Tally } from './schema-check.ts';
import type { Store } from '../../src/store/store.ts';

export const account = '111122223333';
export const region = 'eu-central-1';

/** The Stack document most tests share. */
export const stackYaml = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: test }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - id: '${account}'
      regions: [${region}, eu-west-1]
  defaults: { account: '${account}', region: ${region} }
`;

export interface EstateOptions extends Partial<Omit<SandboxOptions, 'clock' | 'random'>> {
  readonly seed?: number | string;
  readonly timing?: Partial<Timing>;
}

export interface RunOptions {
  readonly approve?: readonly ApprovalClass[] | 'shown';
  readonly store?: Store;
  /** How the first Stack is judged; by default as it is written. */
  readonly firstStack?: 'strictest' | 'as-written';
  readonly scope?: Scope;
  readonly facets?: 'fast';
  /** The rules of a daemon; absent: a person at the command line decides. */
  readonly daemon?: DaemonRules;
  /** Decides in the place of `approve`. */
  readonly decide?: Decide;
  readonly holder?: string;
  /** Which other runs the lease keeps out; everybody if it is not said. */
  readonly excludes?: Excludes;
  readonly transport?: (inner: Transport) => Transport;
  /** The clock of this run, if it is not the estate's own. */
  readonly clock?: VirtualClock;
  /** Keeps every write; absent: nobody does. */
  readonly writes?: WriteRecord;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Aborted when somebody presses Ctrl-C. */
  readonly stop?: AbortSignal;
  /** What was declared, if not what the manifests say now. */
  readonly stack?: Stack;
  readonly bind?: (plan: Plan) => Plan;
  readonly guardrails?: Guardrails;
  readonly waitFor?: number;
  /** A person says that no run was before this one. */
  readonly firstRun?: boolean;
  /** Told what speaks against that. */
  readonly onEarlier?: (earlier: EarlierRun) => void;
  /** What happens while a person reads the plan. */
  readonly whileAsked?: () => Promise<void>;
  /** Kinds as the engine sees them, if not all as they are. */
  readonly kinds?: ReadonlyMap<string, AnyKind>;
}

/** How a pass went, or who held the lease. */
export type PassAnswer =
  ({ readonly is: 'planned' | 'applied' } & PassResult) | { readonly is: 'refused'; readonly by: Lease };

/** An AWS, a clock and a store that outlive the runs against them. */
export interface Estate {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly store: Store;
  /** The messages so far, each held against the SDK. */
  readonly messages: Tally;
  stack(yaml: string): Stack;
  plan(
    yaml: string,
    options?: RunOptions,
  ): Promise<PassResult & { readonly requests: readonly SentRequest[] }>;
  apply(
    yaml: string,
    options?: RunOptions,
  ): Promise<PassAnswer & { readonly requests: readonly SentRequest[] }>;
  /** A raw call behind our back: no lag, no quota. Throws what AWS refuses. */
  raw(
    service: SandboxService,
    operation: string,
    input: Readonly<Record<string, unknown>>,
    at?: string,
  ): Record<string, unknown>;
  advance(ms: number): Promise<void>;
}

export function createEstate(options: EstateOptions = {}): Estate {
  const { seed = 1, timing, ...sandboxOptions } = options;
  const clock = virtualClock();
  const randoms = seededRandoms(seed);
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox'), ...sandboxOptions });
  const store = createVolatileStore(clock);
  const messages = newTally();
  let runs = 0;

  async function run(
    yaml: string,
    decide: boolean,
    options: RunOptions,
  ): Promise<PassAnswer & { requests: readonly SentRequest[] }> {
    const stack = options.stack ?? stackOf(yaml, clock.now());
    const log = createCallLog();
    const requests: SentRequest[] = [];
    log.subscribe((request) => requests.push(request));
    const inner = checkingMessages(sandboxTransport(sandbox), messages);
    runs += 1;
    const ownClock = options.clock ?? clock;
    const aws = createAws({
      transport: options.transport?.(inner) ?? inner,
      clock: ownClock,
      random: randoms.stream(`retries ${runs}`),
      limiter: createLimiter(ownClock),
      log,
      roleOf: roleFor({ accounts: stack.settings.accounts, isOfJournal: () => false }),
    });
    const used = options.store ?? store;
    let ids = 0;
    const run = runs;
    const machine: Machine = {
      clock: ownClock,
      kinds: options.kinds ?? kindsByName(),
      newId: () => `intent-${run}-${(ids += 1)}`,
    };
    const accounts = new Set(stack.settings.accounts.map(({ id }) => id));
    const ofStack: PassEstate = {
      aws,
      journal: used.journal,
      memory: used.memory,
      firstStack: options.firstStack ?? 'as-written',
      excludes: options.excludes ?? { is: 'everybody' },
      keyOfBucket: (bucket, at, through, asked) =>
        bucketKey(bucket, at, { aws: through, partition: stack.settings.partition, options: asked }),
      named: (call, through) => namedPrincipals(call, { aws: through, clock: ownClock, accounts }),
    };
    const ofPass: Run = {
      signal: options.stop ?? new AbortController().signal,
      lane: 'asked',
      timing: { ...defaultTiming, ...timing },
      progress: options.onProgress ?? (() => undefined),
      ...(options.waitFor === undefined ? {} : { waitFor: options.waitFor }),
      ...(options.writes === undefined ? {} : { writes: options.writes }),
    };
    const approve = options.approve ?? [];
    // As --yes does: revoking access stays quick.
    const approved = approve === 'shown' ? 'shown' : new Set([...approve, 'cut-off' as const]);
    const decideAfter: Decide = async (_plan, earlier) => {
      await options.whileAsked?.();
      options.onEarlier?.(earlier);
      return { is: 'apply', approvals: forAll(approved), isFirstRun: options.firstRun === true };
    };
    const request = {
      stack,
      scope: options.scope ?? { is: 'all' },
      ...(options.facets === undefined ? {} : { facets: options.facets }),
      ...(options.daemon === undefined ? {} : { daemon: options.daemon }),
      ...(options.guardrails === undefined ? {} : { guardrails: options.guardrails }),
      ...(options.bind === undefined ? {} : { bind: options.bind }),
    };
    if (!decide) return { is: 'planned', ...(await pass(request, machine, ofStack, ofPass)), requests };
    const { timing: times } = ofPass;
    const holder = options.holder ?? 'test@here:1';
    const answer = await underLease(atOnce({ ...machine, ...ofStack, holder, timing: times }), (lease) =>
      pass({ ...request, decide: options.decide ?? decideAfter }, machine, ofStack, { ...ofPass, lease }),
    );
    return answer.is === 'refused' ? { ...answer, requests } : { is: 'applied', ...answer.value, requests };
  }

  return {
    clock,
    sandbox,
    store,
    messages,
    stack: (yaml) => stackOf(yaml, clock.now()),
    async plan(yaml, options = {}) {
      const answer = await run(yaml, false, options);
      if (answer.is === 'refused') throw new Error('a plan needs no lease');
      return answer;
    },
    apply: (yaml, options = {}) => run(yaml, true, options),
    raw(service, operation, input, at = region) {
      const answer = sandbox.raw({
        service,
        operation,
        account,
        region: at,
        principal: `arn:aws:iam::${account}:role/admin`,
        input,
      });
      if (answer.is === 'error') throw new Error(`${operation}: ${answer.name}: ${answer.message}`);
      return answer.output;
    },
    advance: (ms) => clock.sleep(ms),
  };
}

/** Loads manifests that a test believes to be right. */
export function stackOf(yaml: string, now: number): Stack {
  const result = loadStack([{ path: 'test.yaml', text: yaml }], kinds, { now, stack: stackKind });
  if (result.is === 'refused') throw new Error(result.diagnostics.map(showDiagnostic).join('\n'));
  return result.stack;
}

function showDiagnostic({ span, message, code }: Diagnostic): string {
  return `${span?.line ?? 0}:${span?.column ?? 0} ${message} (${code})`;
}

/** Lists steps that are left, as `id` and gate: empty means that AWS matches. */
export function leftOver(result: Pick<PassResult, 'plan'>): readonly string[] {
  return [
    ...result.plan.steps.map(({ id, gate }) => `${id} ${gate.is}`),
    ...result.plan.resources.flatMap(({ address, blocked, unreadable }) => [
      ...(blocked === undefined ? [] : [`${address} blocked: ${blocked.why}`]),
      ...unreadable.map(({ facet, failure }) => `${address} ${facet} unreadable: ${failure.name}`),
    ]),
  ];
}

/** Returns the outcome of each step of an apply, by id. */
export function endings(answer: PassAnswer): Readonly<Record<string, string>> {
  if (answer.is === 'refused') return { lease: `refused, held by ${answer.by.holder}` };
  return Object.fromEntries([...answer.outcomes].map(([id, outcome]) => [id, showOutcome(outcome)]));
}

function showOutcome(
  outcome: PassResult['outcomes'] extends ReadonlyMap<string, infer O> ? O : never,
): string {
  if (outcome.is === 'failed') return `failed: ${outcome.failure.code} ${outcome.failure.message}`;
  if (outcome.is === 'done') return 'done';
  if (outcome.is === 'blocked') return `blocked: ${outcome.gate.why}`;
  return `${outcome.is}: ${'why' in outcome ? outcome.why : ''}`;
}
