import type { Diagnostic } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import type { Files } from '../runtime/files.ts';
import { decodeWorld, encodeWorld } from '../sandbox/store.ts';
import type { Sandbox, WorldJson } from '../sandbox/sandbox.ts';
import { whoIs } from './holder.ts';
import type { Host } from './host.ts';

export interface FoundWorld {
  readonly world: WorldJson;
  /** When it was last changed. */
  readonly lastInstant: Instant;
}

/** Loads the world kept in a directory; undefined if there is none yet. */
export async function readWorld(
  directory: string,
  files: Files,
): Promise<FoundWorld | { readonly refused: readonly Diagnostic[] } | undefined> {
  const file = fileIn(directory);
  const read = await files.read(file).then(
    (text) => ({ text }),
    (error: unknown) => ({ why: reasonOf(error) }),
  );
  if ('why' in read) {
    const message = `the sandbox in ${directory} cannot be read: ${read.why}`;
    const hint = 'grant the current user read access, or use another directory';
    return { refused: [{ severity: 'error', code: 'cli.sandbox-world', message, hint }] };
  }
  const { text } = read;
  if (text === undefined) return undefined;
  try {
    const world = decodeWorld(text);
    return { world, lastInstant: lastInstantOf(world) };
  } catch (error) {
    const why = reasonOf(error);
    return {
      refused: [
        {
          severity: 'error',
          code: 'cli.sandbox-world',
          message: `${file} is ${/^(?:not )?a /u.test(why) ? why : `not a sandbox world: ${why}`}`,
        },
      ],
    };
  }
}

/** Writes the world if it changed; those who ask while a write is under way share the next one. */
export function savingWorld(
  sandbox: Pick<Sandbox, 'world'>,
  directory: string,
  files: Files,
): () => Promise<void> {
  let saved = '';
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function write(): Promise<void> {
    const text = encodeWorld(sandbox.world());
    if (text === saved) return;
    await files.write(fileIn(directory), text);
    saved = text;
  }

  function start(): Promise<void> {
    const writing = write().finally(() => {
      if (underWay === writing) underWay = undefined;
    });
    underWay = writing;
    return writing;
  }

  return () => {
    if (underWay === undefined) return start();
    next ??= underWay.then(again, again);
    return next;
  };

  function again(): Promise<void> {
    next = undefined;
    return start();
  }
}

export type WorldLock =
  | { readonly is: 'held'; release(): Promise<void> }
  | { readonly is: 'refused'; readonly diagnostic: Diagnostic };

/** Lets one run at a time change a world. Takes over the lock of a dead process. */
export async function lockWorld(directory: string, command: string, on: Host): Promise<WorldLock> {
  const { host, pid } = on.environment;
  const note = `${whoIs(on)} (${command})`;
  const answer = await on.files.lock(`${directory}/lock`, { pid, host, note }).catch(reasonOf);
  if (typeof answer === 'string') {
    const message = `the directory ${directory} cannot be used: ${answer}`;
    const hint = 'use a writable directory';
    return { is: 'refused', diagnostic: { severity: 'error', code: 'cli.sandbox-world', message, hint } };
  }
  if (answer.is === 'held') return answer;
  const by = answer.by?.note ?? 'another run';
  return {
    is: 'refused',
    diagnostic: {
      severity: 'error',
      code: 'cli.sandbox-busy',
      message: `${by} is using the sandbox in ${directory}`,
    },
  };
}

function fileIn(directory: string): string {
  return `${directory}/world.json`;
}

/** Tells when anything in it changed last. */
export function lastInstantOf({ entities }: WorldJson): Instant {
  let last = 0;
  for (const scopes of Object.values(entities)) {
    for (const ids of Object.values(scopes)) {
      for (const versions of Object.values(ids)) last = Math.max(last, ...versions.map(([at]) => at));
    }
  }
  return last;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
