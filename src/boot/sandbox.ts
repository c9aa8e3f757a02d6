import type { Role } from '../model/call.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Stack } from '../model/resource.ts';
import type { Files } from '../runtime/files.ts';
import { virtualClock, type VirtualClock } from '../runtime/virtual-clock.ts';
import { sandboxTransport } from '../sandbox/transport.ts';
import { createDirectoryStore } from '../store/directory/store.ts';
import { storeFiles } from '../store/files.ts';
import { createVolatileStore } from '../store/memory/volatile.ts';
import type { Surroundings } from './request.ts';
import type { BootRequest } from './request.ts';
import type { Host } from './host.ts';
import { expectedBy } from './seed.ts';
import { openWorld } from './world.ts';

/**
 * Opens the embedded AWS; with a directory, lease, journal and memory are kept beside its world. Gives it a virtual
 * clock, on which waiting costs nothing. Starts that now, or at the last instant of its world if that is later.
 */
export async function openSandbox(
  { stack, options, writes, command }: BootRequest,
  host: Host,
): Promise<Surroundings | { readonly refused: readonly Diagnostic[] }> {
  const directory = typeof options.sandbox === 'object' ? options.sandbox.directory : undefined;
  const world = await openWorld<VirtualClock>(
    {
      directory,
      writes,
      command,
      expected: expectedBy(stack),
      clockFrom: virtualClock,
      during: (clock, work) => clock.during(work),
    },
    host,
  );
  if ('refused' in world) return world;
  const { clock, sandbox, notes, close } = world;
  return {
    clock,
    notes,
    // In this process; a directory is locked while a run writes to it.
    alone: true,
    firstStack: 'as-written',
    close,
    transport: sandboxTransport(sandbox, { principal: principalOf(stack) }),
    openStore: () =>
      directory === undefined
        ? // An AWS as new as its journal hides nothing that an earlier run could have made.
          createVolatileStore({ now: () => 0 })
        : createDirectoryStore(storeFiles(holding(host.files, clock)), directory, stack.settings, clock),
    during: (work) => clock.during(work),
  };
}

/** Returns the caller: the role that the Stack names for the account, as after AssumeRole. */
export function principalOf({ settings }: Stack): (at: { readonly account: string }, role: Role) => string {
  const roles = new Map(settings.accounts.map(({ id, roles: named }) => [id, named]));
  return ({ account }, role) =>
    roles.get(account)?.[role] ?? `arn:${settings.partition}:iam::${account}:role/admin`;
}

/** Holds the clock still while a real disk works, else it would run ahead. */
export function holding(files: Files, clock: VirtualClock): Files {
  return {
    read: (path) => clock.during(files.read(path)),
    readBytes: (path, most) => clock.during(files.readBytes(path, most)),
    write: (path, text) => clock.during(files.write(path, text)),
    append: (path, text) => clock.during(files.append(path, text)),
    list: (path) => clock.during(files.list(path)),
    stat: (path) => clock.during(files.stat(path)),
    realPath: (path) => clock.during(files.realPath(path)),
    makeDirectory: (path) => clock.during(files.makeDirectory(path)),
    remove: (path) => clock.during(files.remove(path)),
    lock: (path, owner) => clock.during(files.lock(path, owner)),
  };
}
