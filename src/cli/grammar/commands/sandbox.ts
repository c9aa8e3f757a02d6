import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, refuse } from '../options.ts';

const port = new Option('--port <n>', 'port; 0 takes a free one')
  .default(undefined, '4566')
  .argParser((text) =>
    /^\d+$/u.test(text) && Number(text) <= 65_535 ? Number(text) : refuse('A port is a number up to 65535.'),
  );

const directory = new Option('--dir <dir>', 'keep the world in this directory, as --sandbox=DIR does');

export const sandbox = {
  name: 'sandbox',
  group: 'Tools',
  summary: 'serve the embedded AWS over HTTP on this machine, for the aws CLI',
  arguments: [new Argument('[paths...]', 'manifests whose buckets and roles a new world shall hold')],
  options: [port, directory, noColor],
  examples: [
    { line: 'reconcile sandbox', does: 'prints the variables that lead the aws CLI to it' },
    { line: 'reconcile sandbox --port 0 --dir world', does: 'a free port; the world stays in a directory' },
  ],
  exits: { 0: 'stopped on request', 1: 'it could not start' },
} as const satisfies CommandDeclaration;
