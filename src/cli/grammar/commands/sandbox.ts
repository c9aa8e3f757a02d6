import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, refuse } from '../options.ts';

const port = new Option('--port <n>', 'port (0: any free port)')
  .default(undefined, '4566')
  .argParser((text) =>
    /^\d+$/u.test(text) && Number(text) <= 65_535
      ? Number(text)
      : refuse('A port must be a number up to 65535.'),
  );

const directory = new Option(
  '--dir <dir>',
  'store the simulated AWS in this directory, as --sandbox=DIR does',
);

export const sandbox = {
  name: 'sandbox',
  group: 'Tools',
  summary: 'serve the embedded AWS over HTTP on this machine, for the aws CLI',
  arguments: [new Argument('[paths...]', 'manifests whose buckets and roles to create in a new sandbox')],
  options: [port, directory, noColor],
  examples: [
    { line: 'reconcile sandbox', does: 'print the environment variables for the aws CLI' },
    { line: 'reconcile sandbox --port 0 --dir world', does: 'any free port; keep the state in a directory' },
  ],
  exits: { 0: 'stopped on request', 1: 'could not start' },
} as const satisfies CommandDeclaration;
