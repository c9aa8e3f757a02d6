import type { EarlierRun } from '../engine/observe/earlier-run.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { durationText } from '../report/human/progress.ts';
import { isConfirmed } from './ask.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { sameEstate } from './same-estate.ts';
import type { Session } from './session.ts';

/** Why `--first-run` cannot be true. */
export function notFirst({ signs }: EarlierRun): Diagnostic | undefined {
  if (signs.length === 0) return undefined;
  return {
    severity: 'error',
    code: 'cli.not-first-run',
    message: `--first-run is not true: ${signs.join('; ')}`,
  };
}

/**
 * Tells whether no run was before this one: by `--first-run`, or by the answer to a question of its own. It is asked
 * only where a create would wait and nothing shows an earlier run; `--yes` is no answer to it.
 */
export async function isFirstRun(
  { signs, waitsUntil }: EarlierRun,
  session: Session,
  options: Options,
  io: Io,
): Promise<boolean> {
  if (options.firstRun || waitsUntil === undefined) return options.firstRun;
  const wait = durationText(waitsUntil - session.booted.machine.clock.now());
  if (!options.yes && signs.length === 0) {
    const question = `Is this the first apply of this Stack, on any machine? No journal, mark or declared alias of an earlier one was found. A yes skips a safety wait of ${wait} before the first key.`;
    if (await isConfirmed(question, session, io)) return true;
  }
  if (session.stop.asked()) return false;
  session.output.note(
    `\nThe first key waits ${wait}: this journal is new, and AWS may still hide a key that an earlier run made. A kept journal waits once only: keep the state directory, or set coordination.s3. To begin it ahead: reconcile init${sameEstate(options, session.paths)}. If no run was before this one: --first-run.`,
  );
  return false;
}
