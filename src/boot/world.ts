import type { Diagnostic } from '../model/diagnostic.ts';
import type { Clock } from '../model/clock.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { closedUnless } from './close-all.ts';
import type { Host } from './host.ts';
import { seedNote, type Expected } from './seed.ts';
import { lockWorld, readWorld, savingWorld } from './world-file.ts';

/** An embedded AWS, in memory or kept in a directory. */
export interface OpenWorld<C extends Clock> {
  readonly clock: C;
  readonly sandbox: Pick<Sandbox, 'handle'>;
  readonly notes: readonly string[];
  close(): Promise<void>;
}

export interface WorldRequest<C extends Clock> {
  readonly directory: string | undefined;
  /** False for what only looks: then the directory stays as it is, and nobody is locked out. */
  readonly writes: boolean;
  readonly command: string;
  /** What a new world holds from the start. */
  readonly expected: Expected;
  /** A clock that does not begin before this instant (milliseconds). */
  clockFrom(start: number): C;
  /** Around real input and output. */
  during<T>(clock: C, work: Promise<T>): Promise<T>;
}

/** Opens a world, or makes one with what the manifests expect. */
export async function openWorld<C extends Clock>(
  request: WorldRequest<C>,
  host: Host,
): Promise<OpenWorld<C> | { readonly refused: readonly Diagnostic[] }> {
  const { directory, writes, expected } = request;
  if (directory === undefined) {
    const clock = request.clockFrom(host.clock.now());
    return {
      ...made(clock, expected, host),
      notes: seedNote(expected),
      clock,
      close: () => Promise.resolve(),
    };
  }
  const lock = writes ? await lockWorld(directory, request.command, host) : undefined;
  if (lock?.is === 'refused') return { refused: [lock.diagnostic] };
  const close = lock?.release ?? (() => Promise.resolve());
  return closedUnless(() => openedIn(directory, close, request, host), close);
}

async function openedIn<C extends Clock>(
  directory: string,
  close: () => Promise<void>,
  request: WorldRequest<C>,
  host: Host,
): Promise<OpenWorld<C> | { readonly refused: readonly Diagnostic[] }> {
  const { writes, expected } = request;
  const found = await readWorld(directory, host.files);
  if (found !== undefined && 'refused' in found) {
    await close();
    return found;
  }
  const clock = request.clockFrom(Math.max(host.clock.now(), found?.lastInstant ?? 0));
  const notes = found === undefined ? seedNote(expected) : [];
  const { sandbox } =
    found === undefined
      ? made(clock, expected, host)
      : {
          sandbox: createSandbox({
            clock,
            random: host.randoms.stream('sandbox'),
            world: found.world,
            accounts: expected.accounts,
          }),
        };
  if (!writes) return { sandbox, clock, notes, close };
  const save = savingWorld(sandbox, directory, host.files);
  await request.during(clock, save());
  return {
    clock,
    notes,
    close,
    sandbox: {
      async handle(sent) {
        const answer = await sandbox.handle(sent);
        // On disk before it is answered: after a crash the world holds what AWS did.
        if (!readsOnly(sent)) await request.during(clock, save());
        return answer;
      },
    },
  };
}

function made(clock: Clock, expected: Expected, host: Host): { readonly sandbox: Sandbox } {
  const { partition, accounts, principals, buckets } = expected;
  const named = accounts.length === 0 ? {} : { accounts };
  const sandbox = createSandbox({
    clock,
    random: host.randoms.stream('sandbox'),
    partition,
    principals,
    ...named,
  });
  for (const { name, account, region } of buckets) {
    const constraint =
      region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    sandbox.raw({
      service: 's3',
      operation: 'CreateBucket',
      account,
      region,
      principal: `arn:${partition}:iam::${account}:role/admin`,
      input: { Bucket: name, ...constraint },
    });
  }
  return { sandbox };
}

/** Judges by AWS's naming; what is named otherwise may write, and then the text of the world decides. */
function readsOnly({ operation }: { readonly operation: string }): boolean {
  return /^(?:Get|List|Head|Describe)/u.test(operation);
}
