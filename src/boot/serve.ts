import type { Clock } from '../model/clock.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { listen, type WireServer } from '../sandbox/wire/server.ts';
import { createWire } from '../sandbox/wire/wire.ts';
import { closeAll, closedUnless } from './close-all.ts';
import type { Host } from './host.ts';
import type { Expected } from './seed.ts';
import { openWorld } from './world.ts';

export interface Served {
  readonly url: string;
  readonly notes: readonly string[];
  close(): Promise<void>;
}

export interface ServeRequest {
  readonly port: number;
  readonly directory: string | undefined;
  readonly expected: Expected;
  /** Whose `role/admin` calls with an access key that is no account. */
  readonly account: string;
}

/** Opens a world and answers for it over HTTP, on this machine's time. */
export async function serve(
  { port, directory, expected, account }: ServeRequest,
  host: Host,
): Promise<Served | { readonly refused: readonly Diagnostic[] }> {
  const world = await openWorld<Clock>(
    {
      directory,
      writes: true,
      command: 'reconcile sandbox',
      expected,
      clockFrom: (start) => laterClock(host.clock, start),
      during: (_clock, work) => work,
    },
    host,
  );
  if ('refused' in world) return world;
  const server = await closedUnless(
    async () => listenAt(await createWire(world.sandbox, { defaultAccount: account }), port),
    world.close,
  );
  if ('refused' in server) {
    await world.close();
    return server;
  }
  return {
    url: server.url,
    notes: world.notes,
    close: () =>
      closeAll(
        () => server.close(),
        () => world.close(),
      ),
  };
}

async function listenAt(
  wire: Parameters<typeof listen>[0],
  port: number,
): Promise<WireServer | { readonly refused: readonly Diagnostic[] }> {
  try {
    return await listen(wire, { port });
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
        ? 'another program is using it'
        : String(error);
    return {
      refused: [
        { severity: 'error', code: 'cli.port', message: `cannot listen on port ${String(port)}: ${why}` },
      ],
    };
  }
}

/** Moves the clock ahead so that it begins at `start`: a world's time never goes back. */
function laterClock(clock: Clock, start: number): Clock {
  return shiftedClock(clock, Math.max(0, start - clock.now()));
}
