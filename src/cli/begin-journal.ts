import { boot } from '../boot/boot.ts';
import { hasErrors, type Diagnostic } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import { diagnosticOf } from '../store/failure.ts';
import { askedIn } from './asked.ts';
import type { Io } from './io.ts';
import { withLease } from './lease.ts';
import { manifestPaths } from './manifests.ts';
import type { Invocation } from './options.ts';
import type { SourceLine } from '../report/human/excerpt.ts';
import { coordinationInside } from '../boot/work-tree.ts';

export type Begun =
  | { readonly is: 'begun'; readonly stack: string; readonly at: Instant; readonly isNew: boolean }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly source?: SourceLine };

/**
 * Begins the journal of the Stack that is in these files, where there is none: whoever takes the lease does. Two
 * minutes later it is old enough for a create to wait for nothing (docs/adr/0005).
 */
export async function beginJournal(
  paths: readonly string[],
  invocation: Invocation,
  io: Io,
  version: string,
): Promise<Begun> {
  const asked = await askedIn(paths, invocation, io);
  if (asked.is === 'refused') return asked;
  const { stack, source, options } = asked;
  const { coordination, name } = stack.settings;
  const misplaced = await coordinationInside(coordination, await manifestPaths(paths, io.files), io);
  if (misplaced.length > 0) return { is: 'refused', diagnostics: misplaced, source };
  const { signal } = new AbortController();
  const booted = await boot(
    {
      stack,
      options,
      writes: true,
      command: 'reconcile init',
      version,
      progress: () => undefined,
      stop: signal,
    },
    io,
  );
  if ('refused' in booted) return { is: 'refused', diagnostics: booted.refused };
  const { estate, machine } = booted;
  try {
    const damage = await estate.store.check();
    if (hasErrors(damage)) return { is: 'refused', diagnostics: damage };
    const startedAt = machine.clock.now();
    const answer = await withLease(
      booted,
      io,
      { patience: options.timeout, signal, note: (text) => io.terminal.err(`${text}\n`) },
      () => estate.journal.bornAt(),
    );
    if (answer.is !== 'done') {
      return { is: 'refused', diagnostics: answer.is === 'refused' ? [answer.diagnostic] : [] };
    }
    return { is: 'begun', stack: name, at: answer.value, isNew: answer.value >= startedAt };
  } catch (error) {
    const diagnostic = diagnosticOf(error);
    if (diagnostic === undefined) throw error;
    return { is: 'refused', diagnostics: [diagnostic] };
  } finally {
    await booted.close();
  }
}
