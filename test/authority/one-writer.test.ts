import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallLog } from '../../src/aws/call-log.ts';
import { createLimiter } from '../../src/aws/limiter.ts';
import { createAws } from '../../src/aws/port.ts';
import { skewOf } from '../../src/aws/skew.ts';
import { lead, type Leader } from '../../src/daemon/leader.ts';
import { defaultTiming as timing } from '../../src/engine/ports.ts';
import { minute, second, type Duration, type Instant } from '../../src/model/instant.ts';
import type { Clock } from '../../src/model/clock.ts';
import type { Journal } from '../../src/model/journal.ts';
import { memoryDisk } from '../../src/runtime/memory-files.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { virtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { sandboxTransport } from '../../src/sandbox/transport.ts';
import { createDirectoryStore } from '../../src/store/directory/store.ts';
import { storeFiles, type StoreFiles } from '../../src/store/files.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { createS3Journal } from '../../src/store/s3/journal.ts';
import { isOfJournal } from '../../src/store/s3/objects.ts';
import { account, region } from '../support/estate.ts';

/** One daemon: a process that may stand still, on a machine whose clock may be wrong and whose disk or network may fail. */
interface Process {
  readonly clock: Clock;
  /** Does input or output as this process does now: late, or without an answer. */
  io<T>(work: () => Promise<T>): Promise<T>;
  suffer(fault: Fault): void;
}

type Fault =
  | { readonly is: 'freeze' | 'lose requests' | 'lose answers' | 'clock stands'; readonly until: Instant }
  | { readonly is: 'clock is set'; readonly by: Duration }
  | { readonly is: 'die' };

function createProcess(world: VirtualClock, ahead: Duration, delays: readonly Duration[]): Process {
  const until = { freeze: 0, 'lose requests': 0, 'lose answers': 0, 'clock stands': 0 };
  let shift = ahead;
  let stoodAt = 0;
  let turns = 0;

  const isNow = (fault: keyof typeof until): boolean => world.now() < until[fault];

  async function awake(): Promise<void> {
    while (isNow('freeze')) {
      if (until.freeze === Infinity) await new Promise(() => undefined);
      await world.sleep(until.freeze - world.now());
    }
  }

  return {
    clock: {
      now: () => (isNow('clock stands') ? stoodAt : world.now() + shift),
      monotonic: world.monotonic,
      async sleep(ms, signal) {
        await world.sleep(ms, signal);
        await awake();
      },
    },
    async io(work) {
      await awake();
      await world.sleep(delays[(turns += 1) % delays.length] ?? 0);
      if (isNow('lose requests')) throw new Error('EIO before');
      const value = await work();
      await world.sleep(delays[(turns += 1) % delays.length] ?? 0);
      if (isNow('lose answers')) throw new Error('EIO after');
      await awake();
      return value;
    },
    suffer(fault) {
      if (fault.is === 'die') until.freeze = Infinity;
      else if (fault.is === 'clock is set') shift += fault.by;
      else {
        if (fault.is === 'clock stands' && !isNow('clock stands')) stoodAt = world.now() + shift;
        until[fault.is] = Math.max(until[fault.is], fault.until);
      }
    },
  };
}

const stack = { name: 'shop', uid: 'u1u1u1u1' };
const place = { account, region };
const bucket = { bucket: 'state', prefix: 'shop/' };

/** Where several processes keep one lease. Each store fails where it meets the world: at its files or its requests. */
const stores: readonly {
  readonly store: string;
  readonly runs: number;
  readonly open: (clock: VirtualClock) => (process: Process) => Journal;
}[] = [
  {
    store: 'in one memory',
    runs: 120,
    open(clock) {
      const { journal } = createVolatileStore(clock);
      return ({ io }) => ({
        ...journal,
        written: () => io(journal.written),
        acquire: (...asked) => io(() => journal.acquire(...asked)),
        renew: (...asked) => io(() => journal.renew(...asked)),
        release: (...asked) => io(() => journal.release(...asked)),
      });
    },
  },
  {
    store: 'in a directory',
    runs: 50,
    open() {
      const { files } = memoryDisk();
      const disk = storeFiles(files);
      return ({ clock: own, io }) => {
        const through: StoreFiles = {
          read: (path) => io(() => disk.read(path)),
          write: (path, text) => io(() => disk.write(path, text)),
          append: (path, text) => io(() => disk.append(path, text)),
          list: (path) => io(() => disk.list(path)),
          remove: (path) => io(() => disk.remove(path)),
          create: (path, text) => io(() => disk.create(path, text)),
        };
        return createDirectoryStore(through, '/state', stack, own).journal;
      };
    },
  },
  {
    store: 'in S3',
    runs: 40,
    open(clock) {
      const aws = cloud(clock);
      return (process) => s3Journal(aws, process);
    },
  },
];

function cloud(clock: VirtualClock): ReturnType<typeof sandboxTransport> {
  const randoms = seededRandoms(1);
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox') });
  sandbox.raw({
    service: 's3',
    operation: 'CreateBucket',
    ...place,
    principal: `arn:aws:iam::${account}:role/admin`,
    input: { Bucket: bucket.bucket, CreateBucketConfiguration: { LocationConstraint: region } },
  });
  return sandboxTransport(sandbox, { clock });
}

function s3Journal(
  transport: ReturnType<typeof sandboxTransport>,
  { clock, io }: Pick<Process, 'clock' | 'io'>,
  log = createCallLog(),
): Journal {
  const lost = { is: 'error', name: 'TimeoutError', message: 'no answer', sent: true } as const;
  const aws = createAws({
    transport: { send: (request) => io(() => transport.send(request)).catch(() => lost) },
    clock,
    random: seededRandoms(2).stream('jitter'),
    limiter: createLimiter(clock),
    log,
    unleased: isOfJournal(bucket),
  });
  return createS3Journal({ aws, place, ...bucket, stack, clock, clockSkew: 5 * second });
}

interface Script {
  readonly ahead: readonly Duration[];
  readonly delays: readonly Duration[];
  readonly faults: readonly { readonly at: Instant; readonly who: number; readonly fault: Fault }[];
}

const faultsEnd = 8 * minute;

/** Draws three processes whose clocks are up to ten minutes apart, and what happens to them in the first minutes. */
function scripts(start: Instant): fc.Arbitrary<Script> {
  const apart = fc.integer({ min: -10 * minute, max: 10 * minute });
  const at = fc.integer({ min: 0, max: 5 * minute });
  const lasting = fc.record({
    is: fc.constantFrom(
      'freeze' as const,
      'lose requests' as const,
      'lose answers' as const,
      'clock stands' as const,
    ),
    lasts: fc.integer({ min: second, max: 3 * minute }),
  });
  const fault = fc.oneof(
    { weight: 4, arbitrary: lasting },
    { weight: 2, arbitrary: apart.map((by) => ({ is: 'clock is set' as const, by })) },
    { weight: 1, arbitrary: fc.constant({ is: 'die' as const }) },
  );
  return fc.record({
    ahead: fc.tuple(apart, apart, apart),
    delays: fc.array(fc.constantFrom(0, 0, 20, 300), { minLength: 1, maxLength: 7 }),
    faults: fc.array(
      fc.tuple(at, fc.constantFrom(0, 0, 1, 2), fault).map(([later, who, one]) => ({
        at: start + later,
        who,
        fault: 'lasts' in one ? { is: one.is, until: start + later + one.lasts } : one,
      })),
      { maxLength: 8 },
    ),
  });
}

interface Start {
  readonly who: number;
  readonly at: Instant;
}

/** Runs the processes. Each of them starts a request once a second, where it may, and at once when it goes on. */
async function play(
  open: (clock: VirtualClock) => (process: Process) => Journal,
  script: Script,
  clock: VirtualClock,
): Promise<readonly Start[]> {
  const journalOf = open(clock);
  const stop = new AbortController();
  const starts: Start[] = [];

  async function work(who: number, { clock: own }: Process, leader: Leader): Promise<void> {
    while (!stop.signal.aborted) {
      if (leader.lease()?.mayStart() === true) starts.push({ who, at: clock.now() });
      await own.sleep(second, stop.signal);
    }
  }

  const processes = script.ahead.map((ahead) => createProcess(clock, ahead, script.delays));
  for (const [who, process] of processes.entries()) {
    const parts = {
      clock: process.clock,
      journal: journalOf(process),
      holder: `process-${who}`,
      timing,
      source: 'shop',
      publish: () => undefined,
      orders: () => Promise.resolve({ stop: undefined, yielded: undefined }),
      isWedged: () => false,
      skew: () => undefined,
    };
    void work(who, process, lead(parts, stop.signal));
  }
  const begun = clock.now();
  for (const { at, who, fault } of script.faults.toSorted((a, b) => a.at - b.at)) {
    await clock.sleep(at - clock.now());
    // One of them stays alive.
    if (who > 0 || fault.is !== 'die') processes[who]?.suffer(fault);
  }
  // Long enough after the last fault for the slowest to take over.
  await clock.sleep(begun + faultsEnd + 4 * minute - clock.now());
  stop.abort();
  return starts;
}

describe('one writer (authority.md §4.20)', () => {
  it.each(stores)(
    'never starts a request while one of another process may be under way, with the lease $store',
    async ({ open, runs }) => {
      const start = virtualClock().now();
      await fc.assert(
        fc.asyncProperty(scripts(start), async (script) => {
          const starts = await play(open, script, virtualClock());
          for (const [index, { who, at }] of starts.entries()) {
            const before = starts.slice(0, index).findLast((one) => one.who !== who);
            if (before !== undefined) expect(at - before.at).toBeGreaterThanOrEqual(timing.requestDeadline);
          }
          // Somebody leads again once the trouble is over.
          expect(starts.at(-1)?.at).toBeGreaterThanOrEqual(start + faultsEnd + 3 * minute);
        }),
        { numRuns: runs },
      );
    },
  );
});

// Found by the property above: S3 was read from answers of before the clock was set, so the renewal lost against itself.
it.each(stores)(
  'leads on without a break when its clock is set back by ten minutes, with the lease $store',
  async ({ open }) => {
    const clock = virtualClock();
    const start = clock.now();
    const faults = [
      { at: start + 15 * second, who: 0, fault: { is: 'clock is set', by: -10 * minute } },
    ] as const;
    const starts = await play(open, { ahead: [0], delays: [0], faults }, clock);
    const gaps = starts.slice(1).map(({ at }, index) => at - (starts[index]?.at ?? 0));
    expect(starts.at(-1)?.at).toBeGreaterThanOrEqual(start + faultsEnd + 3 * minute);
    expect(Math.max(...gaps)).toBe(second);
  },
);

it.each(stores)(
  'leads again after its next renewal when its clock is set forward by ten minutes, with the lease $store',
  async ({ open }) => {
    const clock = virtualClock();
    const at = clock.now() + 15 * second;
    const faults = [{ at, who: 0, fault: { is: 'clock is set', by: 10 * minute } }] as const;
    const starts = await play(open, { ahead: [0], delays: [0], faults }, clock);
    const after = starts.filter((one) => one.at > at + 2 * second);
    expect(after[0]?.at).toBeLessThanOrEqual(at + timing.leaseTtl / 3 + second);
    expect(after.length).toBeGreaterThan(faultsEnd / second);
  },
);

it('writes nothing where the clock differs from the date of S3 by more than two seconds, and says so', async () => {
  const clock = virtualClock();
  const aws = cloud(clock);
  const process = createProcess(clock, 3_500, [0]);
  const log = createCallLog();
  let skew: Duration | undefined;
  log.subscribe((request) => (skew = skewOf(request) ?? skew));
  const stop = new AbortController();
  const leader = lead(
    {
      clock: process.clock,
      journal: s3Journal(aws, process, log),
      holder: 'process-0',
      timing,
      source: 'shop',
      publish: () => undefined,
      orders: () => Promise.resolve({ stop: undefined, yielded: undefined }),
      isWedged: () => false,
      skew: () => skew,
    },
    stop.signal,
  );
  await clock.sleep(minute);
  expect(leader.lease()).toBeUndefined();
  expect(leader.state().unready).toEqual([
    expect.stringMatching(/^the clock of this machine is ahead of S3/u),
  ]);
  process.suffer({ is: 'clock is set', by: -3_500 });
  await clock.sleep(10 * second);
  expect(leader.lease()?.mayStart()).toBe(true);
  stop.abort();
  await leader.ended;
});
