import {
  createSandbox,
  defaultAccount,
  defaultPrincipal,
  type Sandbox,
  type SandboxAnswer,
  type SandboxOptions,
  type SandboxRequest,
} from './sandbox.ts';

/** A clock that moves only when told, or when somebody sleeps. */
export interface ManualClock {
  now(): number;
  sleep(ms: number): Promise<void>;
  pass(ms: number): void;
}

export function manualClock(start = Date.UTC(2026, 10, 23)): ManualClock {
  let at = start;
  return {
    now: () => at,
    sleep(ms) {
      at += ms;
      return Promise.resolve();
    },
    pass(ms) {
      at += ms;
    },
  };
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): { next(): number } {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

export type Input = Readonly<Record<string, unknown>>;
export type Where = Partial<Pick<SandboxRequest, 'account' | 'region' | 'principal'>>;

/** A sandbox with short hands for tests: `kms.CreateKey` is `service.operation`. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  /** The output of a call to the truth; throws with AWS's words if it is refused. */
  ok(call: string, input?: Input, where?: Where): Record<string, unknown>;
  /** The name of the error that a call to the truth is refused with; `ok` if it is not. */
  refusal(call: string, input?: Input, where?: Where): string;
  answer(call: string, input?: Input, where?: Where): SandboxAnswer;
  /** The same through `handle`, with lag, quotas and faults. */
  send(call: string, input?: Input, where?: Where): Promise<SandboxAnswer>;
  /** Makes a key and gives its metadata. */
  key(input?: Input, where?: Where): { readonly KeyId: string; readonly Arn: string };
}

export const region = 'us-east-1';
export const account = defaultAccount;

export function createBench(options: Partial<SandboxOptions> & { readonly start?: number } = {}): Bench {
  const clock = manualClock(options.start);
  const sandbox = createSandbox({ clock, random: seeded(1), ...options });

  function request(call: string, input: Input, where: Where): SandboxRequest {
    const [service = '', operation = ''] = call.split('.');
    const base = { account, region, principal: defaultPrincipal, input, operation };
    const owner =
      where.account === undefined ? {} : { principal: `arn:aws:iam::${where.account}:role/admin` };
    return { ...base, ...owner, ...where, service: service as SandboxRequest['service'] };
  }

  function answer(call: string, input: Input = {}, where: Where = {}): SandboxAnswer {
    return sandbox.raw(request(call, input, where));
  }

  function ok(call: string, input: Input = {}, where: Where = {}): Record<string, unknown> {
    const got = answer(call, input, where);
    if (got.is === 'error') throw new Error(`${call}: ${got.name}: ${got.message}`);
    return got.output;
  }

  return {
    sandbox,
    clock,
    answer,
    ok,
    refusal(call, input = {}, where = {}) {
      const got = answer(call, input, where);
      return got.is === 'ok' ? 'ok' : got.name;
    },
    send: (call, input = {}, where = {}) => sandbox.handle(request(call, input, where)),
    key: (input = {}, where = {}) =>
      ok('kms.CreateKey', input, where)['KeyMetadata'] as { readonly KeyId: string; readonly Arn: string },
  };
}
