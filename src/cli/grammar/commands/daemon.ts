import { Argument, Option } from 'commander';
import { daemonFlags } from '../daemon-flags.ts';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, noColor, refuse, sandbox } from '../options.ts';

const config = new Option('--config <file>', 'the file of its settings, outside of every repository');

const health = new Option('--health', 'ask the daemon that runs here whether it is live, and start none');

const sandboxPort = new Option(
  '--sandbox-port <n>',
  'with --sandbox: where the embedded AWS answers the aws CLI; another free port is taken if it is in use',
)
  .default(undefined, '4566')
  .argParser((text) =>
    /^\d+$/u.test(text) && Number(text) <= 65_535 ? Number(text) : refuse('A port is a number up to 65535.'),
  );

export const daemon = {
  name: 'daemon',
  group: 'Change AWS',
  summary: 'keep AWS as a directory or a Git repository declares it, continuously',
  details:
    'Observes unless its settings let it write. Each flag can be given as KEYWRIGHT_… too, and all stand in the file ' +
    'of --config: see `reconcile explain daemon`.',
  arguments: [new Argument('[paths...]', 'a directory of manifests, in place of --source-directory')],
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
    { line: 'reconcile daemon --sandbox manifests', does: 'enforces on an embedded AWS, to try it' },
    { line: 'reconcile daemon --config daemon.yaml', does: 'what its settings say' },
    { line: 'reconcile daemon --health', does: 'asks its probe address, for a health check' },
  ],
  exits: { 0: 'stopped on request; with --health: live', 1: 'it could not start; with --health: not live' },
} as const satisfies CommandDeclaration;
