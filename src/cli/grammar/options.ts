import { Argument, InvalidArgumentError, Option } from 'commander';
import { approvalClasses, type ApprovalClass } from '../../model/approval.ts';
import { day, type Duration } from '../../model/instant.ts';
import { durationOf } from '../../model/duration.ts';
import { logLevels } from '../../model/log-level.ts';
import type { Format, Options } from '../options.ts';

// The options that several commands share, each once. A command lists those it takes. What commander calls an option
// is a field of `Options`; what holds without it is in `defaultOptions`, and here as help shows it.

export const yes = new Option(
  '-y, --yes',
  'do not ask: apply what needs no approval, and what Git takes away',
);

export const firstRun = new Option(
  '--first-run',
  'no run of this Stack was before this one, on any machine: skip the wait of a new journal',
);

/** For a command that only asks whether to go on. */
export const withoutAsking = new Option('-y, --yes', 'do not ask');

export const approve = new Option(
  '--approve <classes>',
  `with --yes: also apply these, comma-separated: ${approvalClasses.join(', ')}`,
).argParser((text, before: readonly ApprovalClass[] | undefined) => {
  const words = text.split(',').map((word) => word.trim());
  const approved = words.flatMap((word) => approvalClasses.find((one) => one === word) ?? []);
  if (approved.length < words.length) refuse(`The classes are ${approvalClasses.join(', ')}.`);
  return [...new Set([...(before ?? []), ...approved])];
});

export const dryRun = new Option('--dry-run', 'only plan: the same as `reconcile plan`');

export const out = new Option('--out <file>', 'save the plan for `reconcile apply FILE`');

export const expires = new Option(
  '--expires <duration>',
  'with --out: how long the saved plan may be applied',
)
  .default(undefined, '24h')
  .argParser((text): Duration => {
    const life = durationOf(text) ?? 0;
    if (life > 0 && life <= 30 * day) return life;
    return refuse('A plan lives for a time such as 90m, 2h or 7d, at most 30d.');
  });

export const timeout = new Option(
  '--timeout <duration>',
  'how long to wait for AWS after the last step that got done (0: do not wait)',
)
  .default(undefined, '5m')
  .argParser((text): Duration => {
    const time = durationOf(text);
    if (time !== undefined && time <= day) return time;
    return refuse('A time to wait is one such as 90s, 5m or 1h, at most 1d, or 0.');
  });

export const sandbox = new Option(
  '--sandbox [=DIR]',
  'use the embedded AWS; with =DIR it is kept in that directory',
)
  .conflicts(['endpoint', 'stateDir'])
  .argParser((directory): Options['sandbox'] => (directory === '' ? 'memory' : { directory }));

export const target = new Option('--target <address>', 'only this resource and what it needs (repeatable)')
  .default(undefined, 'all')
  .argParser(collected);

export const exclude = new Option('--exclude <address>', 'leave this resource out (repeatable)')
  .default(undefined, 'none')
  .argParser(collected);

/** Only the formats that the command has. */
export function output(...formats: readonly Format[]): Option {
  return new Option('-o, --output <format>', 'how to show results')
    .choices(formats)
    .default(undefined, 'human');
}

export const calls = new Option('--calls <detail>', 'how to show the AWS calls of each step')
  .choices(['names', 'full'])
  .default(undefined, 'names');

export const noColor = new Option('--no-color', 'no colours (also: NO_COLOR in the environment)');

export const stateDirectory = new Option('--state-dir <dir>', 'where lease, journal and memory are kept');

export const guardrails = new Option(
  '--guardrails <file>',
  'bounds that no Stack can loosen: a file outside of the repository of the manifests',
);

export const endpoint = new Option(
  '--endpoint <url>',
  'ask this endpoint instead of AWS, e.g. `reconcile sandbox`',
).argParser((url): string =>
  /^https?:\/\//u.test(url) && URL.canParse(url)
    ? url
    : refuse('An endpoint is a URL, e.g. http://127.0.0.1:4566.'),
);

export const commit = new Option(
  '--commit <id>',
  'the commit of the manifests, shown in plans and in the names of AWS sessions',
);

export const logLevel = new Option(
  '--log-level <level>',
  'also write what happens to stderr, one JSON object a line',
)
  .choices(logLevels)
  .default(undefined, 'silent');

export const failOn = new Option(
  '--fail-on <what>',
  'also exit 2 for what alone is no change: orphans',
).choices(['orphans']);

/** What everything takes that makes a plan. */
export const planning: readonly Option[] = [
  sandbox,
  target,
  exclude,
  output('human', 'json', 'markdown'),
  calls,
  noColor,
  stateDirectory,
  guardrails,
  endpoint,
  commit,
  logLevel,
];

const pathsAbout = 'files and directories of manifests (default: manifests, or . without one)';

export const paths = new Argument('[paths...]', pathsAbout);

export const pathsOrPlan = new Argument('[paths...]', `${pathsAbout}, or the file of a saved plan`);

/** Says what a value should be. */
export function refuse(wanted: string): never {
  throw new InvalidArgumentError(wanted);
}

function collected(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}
