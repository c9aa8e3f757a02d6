import { createFaults, faulted, throttled, type FaultPlan } from './faults.ts';
import type { Context } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { SandboxAnswer, SandboxError, SandboxLogEntry, SandboxRequest } from './request.ts';
import { principalRow, readPrincipalArn } from './services/iam/caller.ts';
import { newPrincipal } from './services/iam/principals.ts';
import { operationOf } from './services/index.ts';
import { deleteDueKeys, nextDeletion } from './services/kms/deletion.ts';
import { createThrottle } from './throttle.ts';
import type { TableName } from './tables.ts';
import { createDraft, createWorld, emptyWorld, type Lag, type WorldJson } from './world.ts';

export type { FaultPlan, Fault, Match } from './faults.ts';
export type { SandboxAnswer, SandboxLogEntry, SandboxRequest, SandboxService } from './request.ts';
export type { WorldJson } from './world.ts';

export interface SandboxOptions {
  readonly clock: { now(): number; sleep(ms: number): Promise<void> };
  /** Decides lag, and the seed of a new world: the same stream and calls give the same answers. */
  readonly random: { next(): number };
  /** A world to go on with, from `decodeWorld`. */
  readonly world?: WorldJson;
  /** Account ids that exist, besides those of `world`. Default of a new world: 111122223333. */
  readonly accounts?: readonly string[];
  /** Where its accounts are: `aws` unless told otherwise. */
  readonly partition?: string;
  /** ARNs of roles and users that exist from the start. */
  readonly principals?: readonly string[];
  /** How far behind reads may be, in milliseconds (0: never). */
  readonly lagMs?: number;
  /** The same for the tag index; default ten times `lagMs`. */
  readonly indexLagMs?: number;
  /** Entries on a page when the caller does not say (10). */
  readonly pageSize?: number;
  /** Answer ThrottlingException beyond the published quotas (off). */
  readonly throttle?: boolean;
  /** Milliseconds each call takes on the clock (0). */
  readonly latencyMs?: number;
  /** A role nobody made exists as soon as it is assumed or calls (on). */
  readonly anyRole?: boolean;
}

/** An AWS inside the process. Two sandboxes share nothing. */
export interface Sandbox {
  /** One call with all that AWS adds: checks, quotas, lag, faults. Never rejects. */
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
  /** The same effect at once and the truth as answer: no lag, no quota, no fault, not in the log. */
  raw(request: SandboxRequest): SandboxAnswer;
  /** The world as one JSON value. Throttling starts anew when it is loaded. */
  world(): WorldJson;
  /** Every call to `handle`, oldest first. */
  log(): readonly SandboxLogEntry[];
  readonly faults: FaultPlan;
}

export const defaultAccount = '111122223333';
export const defaultPrincipal = `arn:aws:iam::${defaultAccount}:role/admin`;

export function createSandbox(options: SandboxOptions): Sandbox {
  const { clock, random } = options;
  const lagMs = options.lagMs ?? 0;
  const indexLagMs = options.indexLagMs ?? lagMs * 10;
  const start = options.world ?? emptyWorld(seedFrom(random), []);
  const accounts = [
    ...new Set([...start.accounts, ...(options.accounts ?? (options.world ? [] : [defaultAccount]))]),
  ];
  const world = createWorld({ ...start, accounts }, Math.max(lagMs, indexLagMs));
  const faults = createFaults();
  const throttle = createThrottle();
  const log: SandboxLogEntry[] = [];
  const anyRole = options.anyRole ?? true;
  let due = nextDeletion(createDraft(world, clock.now()));
  [
    ...(options.world
      ? []
      : accounts.map((account) => `arn:${options.partition ?? 'aws'}:iam::${account}:role/admin`)),
    ...(options.principals ?? []),
  ].forEach((arn) => meet(arn));

  /** Creates the principal on first use, backdated so that reads never lag. */
  function meet(arn: unknown): void {
    const name = typeof arn === 'string' ? readPrincipalArn(arn) : undefined;
    if (name === undefined || name.type === 'root' || !accounts.includes(name.account)) return;
    const id = `${name.type}/${name.name}`;
    if (world.versions('principal', name.account, id).length > 0) return;
    const draft = createDraft(world, 0);
    if (principalRow(draft, name) !== undefined) return;
    world.write(
      'principal',
      name.account,
      id,
      newPrincipal(draft, { ...name, type: name.type }, { trust: '{}' }),
      0,
    );
  }

  /** Does what happens by itself when time passes: deletes keys whose window has ended. */
  function settle(now: number): void {
    while (due !== undefined && due <= now) {
      const draft = createDraft(world, now);
      deleteDueKeys(draft);
      draft.commit();
      due = nextDeletion(createDraft(world, now));
    }
  }

  function perform(request: SandboxRequest, lag: Lag | undefined): SandboxAnswer {
    const now = clock.now();
    settle(now);
    const operation = operationOf(request.service, request.operation);
    if (operation === undefined) {
      const message = `The sandbox does not know ${request.service}:${request.operation}.`;
      return { is: 'error', name: 'NotImplemented', message, status: 501 };
    }
    if (anyRole) {
      meet(request.principal);
      if (request.operation === 'AssumeRole') meet(request.input['RoleArn']);
    }
    const run = (lagging: Lag | undefined): SandboxAnswer => {
      const draft = createDraft(world, now, lagging);
      const context: Context = {
        request,
        now,
        world: draft,
        pageSize: options.pageSize ?? 10,
        anyRole,
        stale: lag !== undefined,
      };
      try {
        const output = operation.run(context);
        if (operation.effect === 'reads' || lagging === undefined) draft.commit();
        return { is: 'ok', output };
      } catch (error) {
        if (error instanceof Refusal) return refusalAnswer(error);
        throw error;
      }
    };
    // A write is judged on what its server has heard of so far, then done on the truth: right after a
    // create it may get NotFound or a wrong state (KMS Developer Guide, eventual consistency).
    if (operation.effect === 'reads') return run(lag);
    const judged = lag === undefined || lagMs === 0 ? undefined : run(lag);
    const answer = judged?.is === 'error' ? judged : run(undefined);
    if (answer.is === 'ok' && request.service === 'kms') due = nextDue(request, due, now);
    return answer;
  }

  function nextDue(request: SandboxRequest, held: number | undefined, now: number): number | undefined {
    const moves = ['ScheduleKeyDeletion', 'CancelKeyDeletion'].includes(request.operation);
    return moves ? nextDeletion(createDraft(world, now)) : held;
  }

  const lag: Lag = {
    random,
    ms: (table) => (strong.includes(table) ? 0 : lagMs),
  };
  const indexLag: Lag = { random, ms: () => indexLagMs };

  return {
    async handle(request) {
      const now = clock.now();
      const n = log.length + 1;
      const { service, operation, account, region, principal, input } = request;
      const entry = { at: now, service, operation, account, region, principal, input };
      log.push({ ...entry, result: 'no answer' });
      const run = () => perform(request, service === 'tagging' ? indexLag : lag);
      if ((options.latencyMs ?? 0) > 0) await clock.sleep(options.latencyMs ?? 0);
      const fault = faults.take(request, n);
      let answer: SandboxAnswer;
      if (fault !== undefined) answer = await faulted(fault, request, run);
      else if (options.throttle === true && !throttle.take(request, clock.now())) answer = throttled(service);
      else answer = run();
      log[n - 1] = { ...entry, result: answer.is === 'ok' ? 'ok' : answer.name };
      return answer;
    },
    raw: (request) => perform(request, undefined),
    world: () => world.toJson(clock.now()),
    log: () => log,
    faults,
  };
}

/** Objects are strongly consistent (S3 User Guide, data consistency model). */
const strong: readonly TableName[] = ['object'];

function refusalAnswer(refusal: Refusal): SandboxError {
  const answer = {
    is: 'error' as const,
    name: refusal.name,
    message: refusal.message,
    status: refusal.status,
  };
  return refusal.details === undefined ? answer : { ...answer, details: refusal.details };
}

function seedFrom(random: { next(): number }): string {
  return Array.from({ length: 4 }, () => Math.floor(random.next() * 0x1_0000).toString(16)).join('-');
}
