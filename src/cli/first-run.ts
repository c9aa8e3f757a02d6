import type { EarlierRun, Sign } from '../engine/observe/earlier-run.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { durationText } from '../report/human/progress.ts';
import { isConfirmed } from './ask.ts';
import type { Io } from './io.ts';
import { manifestPaths, usualDirectory as usual } from './manifests.ts';
import type { Invocation, Options } from './options.ts';
import { sameEstate } from './same-estate.ts';
import type { Session } from './session.ts';

/** Explains why `--first-run` cannot be true. */
export function notFirst({ signs }: EarlierRun): Diagnostic | undefined {
  if (signs.length === 0) return undefined;
  return {
    severity: 'error',
    code: 'cli.not-first-run',
    message: `--first-run contradicts the evidence: ${signs.map(signText).join('; ')}`,
  };
}

function signText(sign: Sign): string {
  switch (sign.is) {
    case 'noted':
      return 'the journal records an earlier run';
    case 'marked':
      return `these resources have the ownership tags of this Stack: ${listed(sign.addresses)}`;
    case 'named':
      return `AWS has ${listed(sign.addresses)} already`;
    case 'unread':
      return `${sign.failure.op} answered ${sign.failure.name}, so Keywright could not search for its tags`;
  }
}

function listed([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0 ? first : `${first} and ${String(rest.length)} more`;
}

/**
 * Returns the words that make `reconcile init` begin the journal of these manifests. Without them it means its usual
 * directory.
 */
async function wordsOfInit(
  options: Options,
  paths: readonly string[],
  { files }: Pick<Io, 'files'>,
): Promise<string> {
  const named = await manifestPaths(paths, files);
  return sameEstate(options, paths.length === 0 && named[0] === usual ? [] : named);
}

/**
 * Checks whether this is the first run: by `--first-run`, or by the answer to a separate question. The terminal asks
 * only where a create would wait and nothing shows an earlier run. `--yes` does not answer it.
 */
export async function isFirstRun(
  { signs, waitsUntil }: EarlierRun,
  session: Session,
  { options }: Invocation,
  io: Io,
  paths: readonly string[] | undefined,
): Promise<boolean> {
  if (options.firstRun || waitsUntil === undefined) return options.firstRun;
  const wait = durationText(waitsUntil - session.booted.machine.clock.now());
  if (!options.yes && signs.length === 0)
    return isConfirmed(
      `Is this the first apply of this Stack on any machine? Keywright found no trace of an earlier one. Answering yes skips a safety wait of ${wait} before the first key.`,
      session,
      io,
    );
  const first = signs.length === 0 ? ' If this is the very first run, pass --first-run.' : '';
  session.output.paragraph(
    `The first key waits ${wait}: this journal is new, and AWS may still hide a key that an earlier run made. A journal that is kept waits once: keep the state directory, or set coordination.s3.${first}`,
  );
  // A command is in one line, so that it can be copied.
  if (paths !== undefined)
    session.output.note(
      `To create the journal in advance: reconcile init${await wordsOfInit(options, paths, io)}.`,
    );
  return false;
}
