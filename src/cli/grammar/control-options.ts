import { Argument, Option } from 'commander';
import { day, minute, type Duration } from '../../model/instant.ts';
import { durationOf } from '../../model/duration.ts';
import {
  endpoint,
  guardrails,
  logLevel,
  noColor,
  output,
  refuse,
  sandbox,
  stateDirectory,
} from './options.ts';

// The options of what asks a daemon, or decides as a person would at one.

const socket = new Option('--socket <file>', 'the control socket of a running daemon');

const dataDirectory = new Option(
  '--data-dir <dir>',
  'the data directory of a running daemon, which holds its control socket',
).conflicts('socket');

export const source = new Option('--source <name>', 'the source, if the daemon has several');

export const tokenFile = new Option('--token-file <file>', 'a file with your token');

/** Where a daemon is. */
export const daemonPlace: readonly Option[] = [socket, dataDirectory, source, tokenFile];

/** Where AWS and the journal are, for a run without a daemon. */
export const withoutDaemon: readonly Option[] = [sandbox, stateDirectory, guardrails, endpoint, logLevel];

/** What a command takes that works with a daemon and without one. */
export const anywhere: readonly Option[] = [
  ...daemonPlace,
  output('human', 'json'),
  noColor,
  ...withoutDaemon,
];

/** What a command takes that only a daemon can do. */
export const atDaemon: readonly Option[] = [...daemonPlace, output('human', 'json'), noColor];

export const howLong = lasting('--for <duration>', 'duration', 30 * day).makeOptionMandatory();

export const approvalFor = lasting('--for <duration>', 'how long the approval may be used', day).default(
  undefined,
  '4h',
);

export const brakeFor = lasting(
  '--for <duration>',
  'with --brake: how long the brake stays released',
  30 * day,
);

export const silenceFor = lasting('--for <duration>', 'duration', 30 * day);

const reasonText = 'the reason: recorded, and shown while the decision is in effect';

export const reason = reasoning(reasonText).makeOptionMandatory();

export const brakeReason = reasoning(`with --brake: ${reasonText}`);

export const silenceReason = reasoning(reasonText);

export const rejectionReason = reasoning(reasonText);

export const label = new Option(
  '-l, --label <name=value>',
  'only resources with this label (repeatable)',
).argParser((text, before: readonly (readonly [string, string])[] | undefined) => {
  const { name, value } = /^(?<name>[^=\s]+)=(?<value>\S*)$/u.exec(text)?.groups ?? {};
  if (name === undefined || value === undefined)
    return refuse('A label must be NAME=VALUE, e.g. team=payments.');
  return [...(before ?? []), [name, value] as const];
});

export const addressesOrPaths = new Argument(
  '[address-or-path...]',
  'resources (Kind/name; default: all); without a daemon also files and directories of manifests',
);

export const pathsWithoutDaemon = new Argument(
  '[paths...]',
  'without a daemon: files and directories of manifests (default: manifests, or . without one)',
);

function lasting(flags: string, about: string, most: Duration): Option {
  return new Option(flags, about).argParser((text): Duration => {
    const length = durationOf(text) ?? 0;
    if (length >= minute && length <= most) return length;
    return refuse(
      `A duration must be one such as 30m, 2h or 7d, at least 1m and at most ${String(most / day)}d.`,
    );
  });
}

/** Declares an option for a reason: one line, as the record keeps it. */
function reasoning(about: string): Option {
  return new Option('--reason <text>', about).argParser((text): string => {
    const trimmed = text.trim();
    if (/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,200}$/u.test(trimmed)) return trimmed;
    return refuse('A reason must be one line of at most 200 characters.');
  });
}
