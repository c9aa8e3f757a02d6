import { approvalClasses } from '../../model/approval.ts';
import { formats, logLevels, type Format } from '../options.ts';
import { day } from '../../model/instant.ts';
import type { ArgumentDeclaration, OptionDeclaration } from './declaration.ts';
import { durationOf } from './duration.ts';

/** The options that several commands share, each once. A command lists those it takes. */

export const yes: OptionDeclaration = {
  flags: '-y, --yes',
  about: 'do not ask: apply what needs no approval, and what Git takes away',
  read: () => ({ yes: true }),
};

/** For a command that only asks whether to go on. */
export const withoutAsking: OptionDeclaration = { ...yes, about: 'do not ask' };

export const approve: OptionDeclaration = {
  flags: '--approve <classes>',
  about: `with --yes: also apply these, comma-separated: ${approvalClasses.join(', ')}`,
  completes: 'nothing',
  repeats: true,
  read(texts) {
    const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim());
    const approved = words.flatMap((word) => approvalClasses.find((one) => one === word) ?? []);
    if (approved.length < words.length) return { wrong: `The classes are ${approvalClasses.join(', ')}.` };
    return { approve: [...new Set(approved)] };
  },
};

export const dryRun: OptionDeclaration = {
  flags: '--dry-run',
  about: 'only plan: the same as `reconcile plan`',
  read: () => ({ dryRun: true }),
};

export const out: OptionDeclaration = {
  flags: '--out <file>',
  about: 'save the plan for `reconcile apply FILE`',
  completes: 'path',
  read: (texts) => ({ out: texts.at(-1) ?? '' }),
};

const longestLife = 30 * day;

export const expires: OptionDeclaration = {
  flags: '--expires <duration>',
  about: 'with --out: how long the saved plan may be applied',
  fallback: '24h',
  completes: 'nothing',
  read(texts) {
    const expires = durationOf(texts.at(-1) ?? '') ?? 0;
    return expires > 0 && expires <= longestLife
      ? { expires }
      : { wrong: 'A plan lives for a time such as 90m, 2h or 7d, at most 30d.' };
  },
};

export const timeout: OptionDeclaration = {
  flags: '--timeout <duration>',
  about: 'how long to wait for AWS after the last step that got done (0: do not wait)',
  fallback: '5m',
  completes: 'nothing',
  read(texts) {
    const timeout = durationOf(texts.at(-1) ?? '');
    return timeout !== undefined && timeout <= day
      ? { timeout }
      : { wrong: 'A time to wait is one such as 90s, 5m or 1h, at most 1d, or 0.' };
  },
};

export const sandbox: OptionDeclaration = {
  flags: '--sandbox [=DIR]',
  about: 'use the embedded AWS; with =DIR it is kept in that directory',
  excludes: ['endpoint', 'state-dir'],
  completes: 'directory',
  read(texts) {
    const directory = texts.at(-1) ?? '';
    return { sandbox: directory === '' ? 'memory' : { directory } };
  },
};

export const target: OptionDeclaration = {
  flags: '--target <address>',
  about: 'only this resource and what it needs (repeatable)',
  fallback: 'all',
  repeats: true,
  completes: 'address',
  read: (targets) => ({ targets }),
};

export const exclude: OptionDeclaration = {
  flags: '--exclude <address>',
  about: 'leave this resource out (repeatable)',
  fallback: 'none',
  repeats: true,
  completes: 'address',
  read: (excludes) => ({ excludes }),
};

/** Only the formats that the command has. */
export function output(...choices: readonly Format[]): OptionDeclaration {
  return {
    flags: '-o, --output <format>',
    about: 'how to show results',
    choices,
    fallback: 'human',
    read(texts) {
      const format = formats.find((one) => one === texts.at(-1));
      return format === undefined ? { wrong: `The formats are ${choices.join(', ')}.` } : { format };
    },
  };
}

export const calls: OptionDeclaration = {
  flags: '--calls <detail>',
  about: 'how to show the AWS calls of each step',
  choices: ['names', 'full'],
  fallback: 'names',
  read: (texts) => ({ calls: texts.at(-1) === 'full' ? 'full' : 'names' }),
};

export const noColor: OptionDeclaration = {
  flags: '--no-color',
  about: 'no colours (also: NO_COLOR in the environment)',
  read: () => ({ color: false }),
};

export const stateDirectory: OptionDeclaration = {
  flags: '--state-dir <dir>',
  about: 'where lease, journal and memory are kept',
  completes: 'directory',
  read: (texts) => ({ stateDirectory: texts.at(-1) ?? '' }),
};

export const guardrails: OptionDeclaration = {
  flags: '--guardrails <file>',
  about: 'bounds that no Stack can loosen: a file outside of the repository of the manifests',
  completes: 'path',
  read: (texts) => ({ guardrails: texts.at(-1) ?? '' }),
};

export const endpoint: OptionDeclaration = {
  flags: '--endpoint <url>',
  about: 'ask this endpoint instead of AWS, e.g. `reconcile sandbox`',
  completes: 'nothing',
  read(texts) {
    const url = texts.at(-1) ?? '';
    if (!/^https?:\/\//u.test(url) || !URL.canParse(url)) {
      return { wrong: 'An endpoint is a URL, e.g. http://127.0.0.1:4566.' };
    }
    return { endpoint: url };
  },
};

export const commit: OptionDeclaration = {
  flags: '--commit <id>',
  about: 'the commit of the manifests, shown in plans and in the names of AWS sessions',
  completes: 'nothing',
  read: (texts) => ({ commit: texts.at(-1) ?? '' }),
};

export const logLevel: OptionDeclaration = {
  flags: '--log-level <level>',
  about: 'also write what happens to stderr, one JSON object a line',
  choices: logLevels,
  fallback: 'silent',
  read(texts) {
    const level = logLevels.find((one) => one === texts.at(-1));
    return level === undefined ? { wrong: `The levels are ${logLevels.join(', ')}.` } : { logLevel: level };
  },
};

export const failOn: OptionDeclaration = {
  flags: '--fail-on <what>',
  about: 'also exit 2 for what alone is no change: orphans',
  choices: ['orphans'],
  read: (texts) =>
    texts.every((text) => text === 'orphans')
      ? { failOn: 'orphans' }
      : { wrong: 'What a plan can fail on besides changes is orphans.' },
};

/** What everything takes that makes a plan. */
export const planning: readonly OptionDeclaration[] = [
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

export const paths: ArgumentDeclaration = {
  term: '[paths...]',
  about: 'files and directories of manifests (default: manifests, or . without one)',
  completes: 'path',
};
