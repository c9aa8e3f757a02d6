import type { Booted } from '../boot/boot.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import type { Stop } from './stop.ts';

/** Tells why this run cannot ask a person; undefined if it can, or need not. */
export function cannotAsk(
  options: Pick<Options, 'yes' | 'output'>,
  { environment }: Io,
): Diagnostic | undefined {
  if (options.yes) return undefined;
  if (options.output !== 'human') {
    return refusal(`-o ${options.output} is not interactive: pass --yes to apply`);
  }
  if (environment.stdin.isTerminal) return undefined;
  return refusal('cannot ask for confirmation: standard input is not a terminal (use --yes)');
}

function refusal(message: string): Diagnostic {
  return { severity: 'error', code: 'cli.answer', message };
}

/** Asks; only `yes` is a yes. While a person thinks, the clock of the sandbox stands still. */
export async function isConfirmed(
  question: string,
  { booted, stop }: { readonly booted: Pick<Booted, 'during'>; readonly stop: Pick<Stop, 'signal'> },
  io: Io,
): Promise<boolean> {
  const asking = io.terminal.ask(`\n${question}\n  Only 'yes' will be accepted: `, stop.signal);
  return (await booted.during(asking))?.trim() === 'yes';
}
