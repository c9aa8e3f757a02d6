import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output } from '../options.ts';

export const explain = {
  name: 'explain',
  group: 'Write and learn',
  summary: 'explain a kind, a field, an error code or a class of approval',
  details:
    'Of a field: its type, limits, what leaving it out and null mean, whether it can change, the AWS calls that read and write it, how drift in it is reverted, and an example. Without an argument: the kinds.',
  arguments: [new Argument('[what]', 'Kind, Kind.field.field, an error code or a class of approval')],
  options: [new Option('--recursive', 'every field below, one a line'), output('human', 'json'), noColor],
  examples: [
    { line: 'reconcile explain', does: 'the kinds there are' },
    { line: 'reconcile explain Key.rotation', does: 'one field, and those in it' },
    { line: 'reconcile explain BucketEncryption --recursive', does: 'all its fields' },
    { line: 'reconcile explain metadata.adopt', does: 'what holds for every kind' },
    { line: 'reconcile explain aws.forbidden', does: 'what an error means, and what to do' },
    { line: 'reconcile explain cut-off', does: 'what a class of approval means, and what releases it' },
  ],
  exits: { 0: 'told', 1: 'there is no such kind, field or code' },
} as const satisfies CommandDeclaration;
