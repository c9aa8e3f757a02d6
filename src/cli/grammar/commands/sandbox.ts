import type { CommandDeclaration, OptionDeclaration } from '../declaration.ts';
import { noColor } from '../options.ts';

const port: OptionDeclaration = {
  flags: '--port <n>',
  about: 'port; 0 takes a free one',
  fallback: '4566',
  completes: 'nothing',
  read(texts) {
    const text = texts.at(-1) ?? '4566';
    const number = Number(text);
    return /^\d+$/u.test(text) && number <= 65_535
      ? { port: number }
      : { wrong: 'A port is a number up to 65535.' };
  },
};

const directory: OptionDeclaration = {
  flags: '--dir <dir>',
  about: 'keep the world in this directory, as --sandbox=DIR does',
  completes: 'directory',
  read: (texts) => ({ sandbox: { directory: texts.at(-1) ?? '' } }),
};

export const sandbox = {
  name: 'sandbox',
  group: 'Tools',
  summary: 'serve the embedded AWS over HTTP on this machine, for the aws CLI',
  arguments: [
    {
      term: '[paths...]',
      about: 'manifests whose buckets and roles a new world shall hold',
      completes: 'path',
    },
  ],
  options: [port, directory, noColor],
  examples: [
    { line: 'reconcile sandbox', does: 'prints the variables that lead the aws CLI to it' },
    { line: 'reconcile sandbox --port 0 --dir world', does: 'a free port; the world stays in a directory' },
  ],
  exits: { 0: 'stopped on request', 1: 'it could not start' },
} as const satisfies CommandDeclaration;
