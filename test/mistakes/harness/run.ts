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
  await before?.(quiet);
  const start = quiet.disk.contents();
  const worlds: { readonly sandbox: Sandbox; readonly text: string }[] = [];
  hooks.made = (sandbox) => {
    aws?.(sandbox);
    worlds.push({ sandbox, text: textOf(sandbox) });
  };
  const watched = watchedDisk(mistake, (change) => written.push(change));
  const ended = await quiet.runWith(
    {
      through: (disk) => watched((mistake.through ?? ((same) => same))(disk)),
      ...(variables === undefined ? {} : { variables }),
      ...(typed === undefined ? {} : { typed }),
    },
    ...(mistake.argv ?? ['validate']),
  );
  delete hooks.made;
  const now = quiet.disk.contents();
  for (const path of new Set([...start.keys(), ...now.keys()])) {
    if (start.get(path) !== now.get(path)) written.push(`${path} changed`);
  }
  return { ...ended, written, moved: worlds.some(({ sandbox, text }) => textOf(sandbox) !== text) };
}

function textOf(sandbox: Sandbox): string {
  return JSON.stringify(sandbox.world().entities);
}

/** The diagnostics of a run that was asked for JSON; undefined if it printed none. */
export function diagnosticsIn({ out }: Ended): readonly Diagnostic[] | undefined {
  if (!out.startsWith('{')) return undefined;
  const value = JSON.parse(out) as { readonly diagnostics?: readonly Diagnostic[] };
  return value.diagnostics;
}
