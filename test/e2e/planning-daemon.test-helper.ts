import { createControl } from '../../src/daemon/control/create.ts';
import { createBounds } from '../../src/daemon/control/speculate/bounds.ts';
import type { Binding } from '../../src/model/binding.ts';
import { minute, type Instant } from '../../src/model/instant.ts';
import { realHttpServers } from '../../src/runtime/http-server.ts';
import { memoryDisk } from '../../src/runtime/memory-files.ts';
import { realWebClient, type WebClient } from '../../src/runtime/web-client.ts';
import { apiWith } from '../../src/server/testing/app.test-helper.ts';
import { createWorld, type World } from '../../src/simulator/world.ts';
import { encodeWorld } from '../../src/sandbox/store.ts';
import { createDirectoryStore } from '../../src/store/directory/store.ts';
import { storeFiles } from '../../src/store/files.ts';

/** A daemon that plans over a real socket, and its AWS and journal as a command line opens them. */
export interface PlanningDaemon {
  readonly world: World;
  readonly url: string;
  readonly web: WebClient;
  readonly now: Instant;
  /** The files of `--sandbox=/world`: what a plan of the same moment looks at. */
  files(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface PlanningDaemonOptions {
  /** The manifests that the daemon applies and looks after. */
  readonly committed: string;
  /** What somebody does to AWS behind its back. */
  readonly drift?: (world: World) => void;
  readonly bindings?: readonly Binding[];
}

/** Where the AWS of the daemon is for a command line. */
export const sandboxDirectory = '/world';

/**
 * Applies manifests, causes drift, and has a daemon look at it that writes nothing. The virtual clock stands still,
 * except while the API works on a request.
 */
export async function planningDaemon({
  committed,
  drift,
  bindings = [{ role: 'planner' }],
}: PlanningDaemonOptions): Promise<PlanningDaemon> {
  const disk = memoryDisk();
  const world = createWorld({
    seed: 1,
    openStore: (settings, clock) =>
      createDirectoryStore(storeFiles(disk.files), sandboxDirectory, settings, clock),
  });
  world.repository.commit(committed);
  const applying = world.start();
  await world.advance(75 * minute);
  await applying.stop();
  drift?.(world);
  const { controller } = world.start({ settings: { maxMode: 'observe' } });
  await world.advance(75 * minute);
  const hold = holding(world);
  const now = (): Instant => world.clock.now();
  const control = createControl({
    controllers: [controller],
    now,
    newId: () => 'id',
    speculating: { bounds: createBounds(now), clock: world.clock },
  });
  let asked = 0;
  // A minute between two requests: their rate is not what is tested here.
  const api = apiWith({ control, now: () => now() + minute * (asked += 1) }, { bindings });
  const listener = await realHttpServers().web(
    { host: '127.0.0.1', port: 0 },
    async (request, from) => {
      const headers = new Headers(request.headers);
      headers.set('host', '127.0.0.1:9810');
      const { pathname } = new URL(request.url);
      const whole = new Request(`http://127.0.0.1:9810${pathname}`, {
        method: request.method,
        headers,
        body: await request.text(),
        signal: request.signal,
      });
      return hold.released(() => api.app(whole, from));
    },
    { patience: 60_000, connections: 8 },
  );
  return {
    world,
    now: now(),
    url: `http://127.0.0.1:${String(listener.port)}`,
    web: realWebClient(),
    files: () => ({
      ...Object.fromEntries(disk.contents()),
      [`${sandboxDirectory}/world.json`]: encodeWorld(world.sandbox.world()),
    }),
    async close() {
      await listener.close();
      hold.end();
      await world.end();
    },
  };
}

/** Keeps a virtual clock still, which would run ahead while sockets and files of this machine work. */
function holding({ clock }: World): { released<T>(work: () => Promise<T>): Promise<T>; end(): void } {
  let end = (): void => undefined;
  const hold = (): void => {
    void clock.during(new Promise<void>((resolve) => (end = resolve)));
  };
  hold();
  return {
    async released(work) {
      end();
      try {
        return await work();
      } finally {
        hold();
      }
    },
    end: () => {
      end();
    },
  };
}
