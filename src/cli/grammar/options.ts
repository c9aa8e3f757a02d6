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
  'do not ask: apply steps that need no approval, and removals declared in Git',
);

export const firstRun = new Option(
  '--first-run',
  'this Stack was never applied on any machine: skip the safety wait of a new journal',
);

/** For a command that only asks whether to go on. */
export const withoutAsking = new Option('-y, --yes', 'do not ask');

export const approve = new Option(
  '--approve <classes>',
  `with --yes: also apply these classes, comma-separated: ${approvalClasses.join(', ')}`,
).argParser((text, before: readonly ApprovalClass[] | undefined) => {
  const words = text.split(',').map((word) => word.trim());
  const approved = words.flatMap((word) => approvalClasses.find((one) => one === word) ?? []);
  if (approved.length < words.length) refuse(`The classes are ${approvalClasses.join(', ')}.`);
  return [...new Set([...(before ?? []), ...approved])];
});

export const dryRun = new Option('--dry-run', 'only plan, like `reconcile plan`');

export const out = new Option('--out <file>', 'save the plan for `reconcile apply FILE`');

export const expires = new Option('--expires <duration>', 'with --out: lifetime of the saved plan')
  .default(undefined, '24h')
  .argParser((text): Duration => {
    const life = durationOf(text) ?? 0;
    if (life > 0 && life <= 30 * day) return life;
    return refuse('The lifetime must be a duration such as 90m, 2h or 7d, at most 30d.');
  });

export const timeout = new Option(
  '--timeout <duration>',
  'how long to wait for AWS to show a change, after the last finished step (0: do not wait)',
)
  .default(undefined, '5m')
  .argParser((text): Duration => {
    const time = durationOf(text);
    if (time !== undefined && time <= day) return time;
    return refuse('A timeout must be a duration such as 90s, 5m or 1h, at most 1d, or 0.');
  });

export const noWait = new Option(
  '--no-wait',
  'end once AWS has accepted every write (exit code 3 while a write propagates)',
);

export const sandbox = new Option(
  '--sandbox [=DIR]',
  'use the embedded AWS; with =DIR stored in that directory',
)
  .conflicts(['endpoint', 'stateDir'])
  .argParser((directory): Options['sandbox'] => (directory === '' ? 'memory' : { directory }));

export const target = new Option('--target <address>', 'only this resource and its dependencies (repeatable)')
  .default(undefined, 'all')
  .argParser(collected);

export const exclude = new Option('--exclude <address>', 'exclude this resource (repeatable)')
  .default(undefined, 'none')
  .argParser(collected);

/** Declares `--output` with only the formats that the command has. */
export function output(...formats: readonly Format[]): Option {
  return new Option('-o, --output <format>', 'output format').choices(formats).default(undefined, 'human');
}

export const calls = new Option('--calls <detail>', 'detail of the AWS calls of each step')
  .choices(['names', 'full'])
  .default(undefined, 'names');

export const noColor = new Option('--no-color', 'no colours (also: NO_COLOR in the environment)');

export const stateDirectory = new Option(
  '--state-dir <dir>',
  'directory for lease, journal and recorded state',
);

export const guardrails = new Option(
  '--guardrails <file>',
  'limits that no Stack can loosen: a file outside the repository of the manifests',
);

export const endpoint = new Option(
  '--endpoint <url>',
  'use this endpoint instead of AWS, e.g. `reconcile sandbox`',
).argParser((url): string =>
  /^https?:\/\//u.test(url) && URL.canParse(url)
    ? url
    : refuse('An endpoint must be a URL, e.g. http://127.0.0.1:4566.'),
);

export const commit = new Option(
  '--commit <id>',
  'the commit of the manifests, shown in plans and AWS session names',
);

export const logLevel = new Option('--log-level <level>', 'also log to stderr, one JSON object per line')
  .choices(logLevels)
  .default(undefined, 'silent');

export const failOn = new Option('--fail-on <what>', 'also exit 2 for this condition: orphans').choices([
  'orphans',
]);

export const server = new Option(
  '--server <url>',
  'have the daemon with this API plan, against what it saw last: no AWS credentials are needed here',
).conflicts(['sandbox', 'endpoint', 'stateDir', 'guardrails', 'target', 'exclude', 'out', 'expires']);

/** Declares what everything takes that makes a plan. */
export function planning(...formats: readonly Format[]): readonly Option[] {
  return [
    sandbox,
    target,
    exclude,
    output('human', 'json', 'markdown', ...formats),
    calls,
    noColor,
    stateDirectory,
    guardrails,
    endpoint,
    commit,
    logLevel,
  ];
}

const pathsAbout = 'files and directories of manifests (default: manifests, or . without one)';

export const paths = new Argument('[paths...]', pathsAbout);

export const pathsOrPlan = new Argument('[paths...]', `${pathsAbout}, or a saved plan`);

/** Says what a value should be. */
export function refuse(wanted: string): never {
  throw new InvalidArgumentError(wanted);
}

function collected(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}
