import { lengthOf } from '../../engine/lease/term.ts';
import { defaultTiming } from '../../engine/ports.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Lease } from '../../model/journal.ts';
import { durationText } from '../../report/human/progress.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { withSession, type Session } from '../session.ts';

/**
 * Takes the lease from the holder that was named, and waits until that holder's last request is over: it starts no
 * more, but what it sent may still be under way. No clock shows how much of its lease is left, so it has a whole one.
 * Open intents stay, and the next run settles them. Exit: 0 free, 1 not.
 */
export function forceUnlock({ args, ...given }: Invocation, io: Io, version: string): Promise<number> {
  const [holder = '', ...paths] = args;
  // Who types the holder's name has answered what would be asked.
  const invocation = { args, ...given, options: { ...given.options, yes: true } };
  return withSession({ invocation, io, version, writes: true, from: paths }, (session) =>
    unlock(holder, session),
  );
}

async function unlock(holder: string, { booted, output, stop }: Session): Promise<number> {
  const { clock } = booted.machine;
  const { journal } = booted.estate;
  const present = await journal.written();
  if (present === undefined || present.released) {
    output.note('The lease of this stack is free.');
    return 0;
  }
  if (present.holder !== holder) {
    output.diagnostics([otherHolder(holder, present)]);
    return 1;
  }
  const answer = await journal.seize(present, booted.holder, clock.now());
  if (answer.is === 'refused') {
    output.diagnostics([otherHolder(holder, answer.by)]);
    return 1;
  }
  const { lease } = answer;
  const left = lengthOf(defaultTiming);
  output.note(
    `The lease is no longer ${holder}'s. Waiting ${durationText(left)} for its last request to finish.`,
  );
  await clock.sleep(left, stop.signal);
  if (stop.asked()) {
    output.note(`Stopped. The next run waits for the last request of ${holder} to finish.`);
    return 1;
  }
  await journal.release(lease);
  const open = await journal.openIntents();
  output.note(
    open.length === 0
      ? 'The lease is free.'
      : `The lease is free. The next run resolves unfinished creates: ${open.map(({ address }) => address).join(', ')}.`,
  );
  return 0;
}

function otherHolder(named: string, { holder }: Lease): Diagnostic {
  return {
    severity: 'error',
    code: 'store.other-holder',
    message: `${named} does not hold the lease of this stack: ${holder} does`,
    hint: `make sure that ${holder} is gone, then run reconcile force-unlock ${holder}`,
  };
}
