import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { noColor, output } from '../options.ts';

export const explain = {
  name: 'explain',
  group: 'Write and learn',
  summary: 'explain a kind, a field, an error code or a class of approval',
  details:
    'For a field: type, limits, meaning of unset and null, mutability, AWS calls, drift handling and an example. Without an argument: lists the kinds.',
  arguments: [new Argument('[what]', 'Kind, Kind.field.field, an error code or a class of approval')],
  options: [new Option('--recursive', 'all nested fields, one per line'), output('human', 'json'), noColor],
  examples: [
    { line: 'reconcile explain', does: 'list the kinds' },
    { line: 'reconcile explain Key.rotation', does: 'one field and its nested fields' },
    { line: 'reconcile explain BucketEncryption --recursive', does: 'all its fields' },
    { line: 'reconcile explain metadata.adopt', does: 'a field common to all kinds' },
    { line: 'reconcile explain aws.forbidden', does: 'the meaning of an error and how to fix it' },
    { line: 'reconcile explain cut-off', does: 'the meaning of an approval class and how to release it' },
  ],
  exits: { 0: 'told', 1: 'unknown kind, field or code' },
} as const satisfies CommandDeclaration;
