import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, noColor, sandbox, stateDirectory } from '../options.ts';

export const init = {
  name: 'init',
  group: 'Write and learn',
  summary: 'write manifests to begin with: a key, and the encryption of a bucket of yours',
  details:
    'Never writes over anything. Of manifests that are there already, it begins the journal: two minutes later, creating the first key waits for nothing. What is not said here, AWS is asked for if there are credentials, then the environment (AWS_REGION), then you.',
  arguments: [
    new Argument('[paths...]', 'the directory to write to, or manifests that are there (default: manifests)'),
  ],
  options: [
    new Option(
      '--bucket <name>',
      'the bucket, which exists and stays as it is but for its default encryption',
    ),
    new Option('--account <id>', 'the 12 digits of its account'),
    new Option('--region <region>', 'the Region of the bucket'),
    sandbox,
    endpoint,
    stateDirectory,
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
    { line: 'reconcile init estate', does: 'begin the journal of the manifests in estate' },
  ],
  exits: { 0: 'done', 1: 'not written: something is there already, or not known' },
} as const satisfies CommandDeclaration;
