import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, noColor, sandbox } from '../options.ts';

export const init = {
  name: 'init',
  group: 'Write and learn',
  summary: 'write manifests to begin with: a key, and the encryption of a bucket of yours',
  details:
    'Never writes over anything. What is not said here, AWS is asked for if there are credentials, then the environment (AWS_REGION), then you.',
  arguments: [new Argument('[dir]', 'where to write (default: manifests)')],
  options: [
    new Option(
      '--bucket <name>',
      'the bucket, which exists and stays as it is but for its default encryption',
    ),
    new Option('--account <id>', 'the 12 digits of its account'),
    new Option('--region <region>', 'the Region of the bucket'),
    sandbox,
    endpoint,
    noColor,
  ],
  examples: [
    {
      line: 'reconcile init estate --bucket my-bucket',
      does: 'for a bucket of the account of your credentials',
    },
    {
      line: 'reconcile init --bucket my-bucket --account 111122223333 --region eu-central-1',
      does: 'without asking anybody',
    },
  ],
  exits: { 0: 'written', 1: 'not written: something is there already, or not known' },
} as const satisfies CommandDeclaration;
