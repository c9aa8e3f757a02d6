import { realClock } from '../../../src/runtime/clock.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { createDesk, type Ended } from '../../e2e/desk.test-helper.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { watchedDisk } from './disk.ts';
import type { Mistake } from './mistake.ts';

export interface Ran extends Ended {
  /** What was written, or tried in vain to be written, where it should not. */
  readonly written: readonly string[];
  /** What changed in the embedded AWS. */
  readonly moved: boolean;
}

/** Set by the test: hears of every embedded AWS that a run makes. */
export const hooks: { made?: (sandbox: Sandbox) => void } = {};

/** Runs one mistake through the command line, in this process, on a disk in memory. */
export async function runMistake(mistake: Mistake, files: Readonly<Record<string, string>>): Promise<Ran> {
  const written: string[] = [];
  const { variables, typed, before, aws } = mistake;
  const quiet = createDesk({ files });
  const end = await before?.(quiet);
  const start = quiet.disk.contents();
  const worlds: { readonly sandbox: Sandbox; readonly text: string }[] = [];
  hooks.made = (sandbox) => {
    aws?.(sandbox);
    worlds.push({ sandbox, text: textOf(sandbox) });
  };
  const watched = watchedDisk(mistake, (change) => written.push(change));
  const restore = mistake.real === true ? onlyThese(variables ?? {}) : (): void => undefined;
  const ended = await quiet.runWith(
    {
      ...(mistake.real === true ? { clock: realClock() } : {}),
      through: (disk) => watched((mistake.through ?? ((same) => same))(disk)),
      ...(variables === undefined ? {} : { variables }),
      ...(typed === undefined ? {} : { typed }),
    },
    ...(mistake.argv ?? ['validate']),
  );
  restore();
  delete hooks.made;
  if (typeof end === 'function') await (end as () => Promise<void>)();
  const now = quiet.disk.contents();
  for (const path of new Set([...start.keys(), ...now.keys()])) {
    if (start.get(path) !== now.get(path)) written.push(`${path} changed`);
  }
  return { ...ended, written, moved: worlds.some(({ sandbox, text }) => textOf(sandbox) !== text) };
}

/**
 * Sets the variables of the process, which the SDK reads. For one run they are those of the row and none of this
 * machine's.
 */
function onlyThese(variables: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(before).filter((one) => /^AWS_|_PROXY$/iu.test(one)))
    Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...variables });
  return () => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  };
}

function textOf(sandbox: Sandbox): string {
  return JSON.stringify(sandbox.world().entities);
}

/** Finds every code in the JSON of a run that ended with something else than diagnostics. */
export function codesInJson({ out }: Ended): readonly string[] {
  return [
    ...new Set(
      [...out.matchAll(/"code": "(?<code>[a-z-]+\.[a-z0-9-]+)"/gu)].map(
        ({ groups }) => groups?.['code'] ?? '',
      ),
    ),
  ];
}

/** Parses the diagnostics of a run that was asked for JSON; undefined if it printed none. */
export function diagnosticsIn({ out }: Ended): readonly Diagnostic[] | undefined {
  if (!out.startsWith('{')) return undefined;
  const value = JSON.parse(out) as { readonly kind?: string; readonly diagnostics?: readonly Diagnostic[] };
  return value.kind === 'Diagnostics' ? value.diagnostics : undefined;
}
