import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Clock } from '../../model/clock.ts';
import type { Stack } from '../../model/resource.ts';
import { listen, type WireServer } from '../../sandbox/wire/server.ts';
import { createWire } from '../../sandbox/wire/wire.ts';
import { sandboxTransport } from '../../sandbox/transport.ts';
import { createDirectoryStore } from '../../store/directory/store.ts';
import { storeFiles } from '../../store/files.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import type { Store } from '../../store/store.ts';
import { once } from '../../model/once.ts';
import { closeAll, closedUnless } from '../close-all.ts';
import type { Host } from '../host.ts';
import type { Opened, Surroundings } from '../request.ts';
import { principalOf } from '../sandbox.ts';
import { expectedBy } from '../seed.ts';
import { openWorld, type OpenWorld } from '../world.ts';

/** An embedded AWS that lives as long as the daemon and can be reached over HTTP, so that people can cause drift. */
export interface EmbeddedAws {
  /** It ends with this process. */
  readonly isVolatile: boolean;
  /** Where it is for a Stack. The first Stack says what a new world holds. */
  surroundings(stack: Stack): Promise<Opened<DaemonSurroundings>>;
  close(): Promise<void>;
}

export type DaemonSurroundings = Omit<Surroundings, 'clock' | 'during' | 'notes'>;

/** How people reach an embedded AWS. */
export interface OpenedAws {
  /** Undefined where no port was opened. */
  readonly url: string | undefined;
  /** What a new world was given. */
  readonly notes: readonly string[];
  readonly account: string;
  readonly region: string;
  /** A trail that is declared, to stop behind the daemon's back. */
  readonly trail: string | undefined;
}

export interface EmbeddedParts {
  readonly host: Host;
  /** Kept there; undefined: in memory only. */
  readonly directory: string | undefined;
  /** The port for the aws CLI; another free one is taken where it is in use. Undefined: none is opened. */
  readonly port: number | undefined;
  /** Told where the aws CLI reaches it, and of what a new world was given. */
  opened(about: OpenedAws): void;
}

export function createEmbeddedAws({ host, directory, port, opened }: EmbeddedParts): EmbeddedAws {
  let world: OpenWorld<Clock> | undefined;
  let server: WireServer | undefined;
  const stores = new Map<string, Store>();

  /** A world that cannot be had now, because another run uses it or the disk is full, may be had later. */
  const open = once(opening, (found) => !('refused' in found));

  async function opening(
    stack: Stack,
  ): Promise<OpenWorld<Clock> | { readonly refused: readonly Diagnostic[] }> {
    const found = await openWorld<Clock>(
      {
        directory,
        writes: true,
        command: 'reconcile daemon',
        expected: expectedBy(stack),
        clockFrom: () => host.clock,
        during: (_clock, work) => work,
      },
      host,
    );
    if ('refused' in found) return found;
    if (port !== undefined)
      server = await closedUnless(
        () => serve(found, stack, port),
        () => found.close(),
      );
    world = found;
    const [home] = stack.settings.accounts;
    opened({
      url: server?.url,
      notes: found.notes,
      account: home?.id ?? '',
      region: home?.regions[0] ?? '',
      trail: trailIn(stack),
    });
    return found;
  }

  async function serve(found: OpenWorld<Clock>, stack: Stack, port: number): Promise<WireServer> {
    const account = stack.settings.accounts[0]?.id;
    const wire = await createWire(found.sandbox, account === undefined ? {} : { defaultAccount: account });
    return listen(wire, { port }).catch(() => listen(wire, { port: 0 }));
  }

  /** Keeps one store for each Stack: it outlives a change of its settings. */
  function storeOf(stack: Stack): Store {
    const { name, uid } = stack.settings;
    const key = `${name}-${uid}`;
    const store =
      stores.get(key) ??
      (directory === undefined
        ? createVolatileStore({ now: () => 0 })
        : createDirectoryStore(storeFiles(host.files), `${directory}/${key}`, stack.settings, host.clock));
    stores.set(key, store);
    return store;
  }

  return {
    isVolatile: directory === undefined,
    async surroundings(stack) {
      const found = await open(stack);
      if ('refused' in found) return found;
      return {
        transport: sandboxTransport(found.sandbox, { principal: principalOf(stack) }),
        alone: true,
        firstStack: 'as-written',
        openStore: () => storeOf(stack),
        close: () => Promise.resolve(),
      };
    },
    async close() {
      await closeAll(
        () => server?.close(),
        () => world?.close(),
      );
    },
  };
}

function trailIn({ resources }: Stack): string | undefined {
  return [...resources.values()].find(({ kind }) => kind === 'Trail')?.metadata.name;
}
