import { Argument, Option } from 'commander';
import { daemonFlags } from '../daemon-flags.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, noColor, refuse, sandbox } from '../options.ts';

const config = new Option('--config <file>', 'the configuration file, outside every repository');

const health = new Option('--health', 'check whether the local daemon is live; starts nothing');

const sandboxPort = new Option(
  '--sandbox-port <n>',
  'with --sandbox: port of the embedded AWS for the aws CLI; any free port if it is in use',
)
  .default(undefined, '4566')
  .argParser((text) =>
    /^\d+$/u.test(text) && Number(text) <= 65_535
      ? Number(text)
      : refuse('A port must be a number up to 65535.'),
  );

export const daemon = {
  name: 'daemon',
  group: 'Change AWS',
  summary: 'continuously keep AWS in the state that a directory or Git repository declares',
  details:
    'Observes only, unless the settings allow writes. Each flag also works as a KEYWRIGHT_… variable and in the file ' +
    'of --config: see `reconcile explain daemon`.',
  arguments: [new Argument('[paths...]', 'a directory of manifests, instead of --source-directory')],
  options: [
    config,
    health,
    sandbox,
    sandboxPort,
    endpoint,
    ...daemonFlags.map(([flag, value, about]) => new Option(`${flag} <${value}>`, about)),
    noColor,
  ],
  examples: [
    { line: 'reconcile daemon --sandbox manifests', does: 'try it: enforce on an embedded AWS' },
    { line: 'reconcile daemon --config daemon.yaml', does: 'run with the settings in this file' },
    { line: 'reconcile daemon --health', does: 'query its probe address, for a health check' },
  ],
  exits: { 0: 'stopped on request; with --health: live', 1: 'could not start; with --health: not live' },
} as const satisfies CommandDeclaration;
