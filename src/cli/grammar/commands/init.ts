import { Argument, Option } from 'commander';
import type { CommandDeclaration } from '../declaration.ts';
import { endpoint, noColor, refuse, sandbox, stateDirectory } from '../options.ts';

export const init = {
  name: 'init',
  group: 'Write and learn',
  summary: 'write manifests to begin with: a key and the encryption of a bucket; on request roles and CI',
  details:
    'Never overwrites a file. Of manifests that are there already, it begins the journal: two minutes later, creating the first key waits for nothing. What is not said here, AWS is asked for if there are credentials, then the environment (AWS_REGION), then you. For production it also writes roles, coordination bucket and workflows, for new manifests or for those in the directory; run it at the root of the repository.',
  arguments: [
    new Argument('[paths...]', 'the directory to write to, or existing manifests (default: manifests)'),
  ],
  options: [
    new Option('--bucket <name>', 'an existing bucket; only its default encryption will change'),
    new Option('--account <id>', 'its 12-digit AWS account ID'),
    new Option('--region <region>', 'the Region of the bucket'),
    new Option('--ci <host>', 'also write workflows: plan, apply and drift').choices(['github']),
    new Option('--repository <name>', 'with --ci: the repository, as the tokens of GitHub name it').argParser(
      (text) => {
        // GitHub writes the ids of owner and repository behind an @, which no name contains.
        if (/^[\w.-]+(?:@\d+)?\/[\w.-]+(?:@\d+)?$/u.test(text)) return text;
        return refuse('A repository is ORG/REPO, or ORG@ID/REPO@ID.');
      },
    ),
    new Option('--branch <name>', 'with --ci: the branch that is applied')
      .default(undefined, 'main')
      .argParser((text) =>
        /^[\w][\w./-]*$/u.test(text) ? text : refuse('A branch is a name such as main.'),
      ),
    new Option('--roles <tool>', 'also write the roles, for this tool').choices([
      'cli',
      'cloudformation',
      'terraform',
    ]),
    new Option(
      '--trust <arn>',
      'a role or user that may also assume the roles, e.g. to plan by hand (repeatable)',
    ).argParser((text, before: readonly string[] | undefined) => {
      if (/^arn:[a-z-]+:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/u.test(text))
        return [...(before ?? []), text];
      return refuse(
        'The trusted principal must be the ARN of a role or user, e.g. arn:aws:iam::111122223333:role/platform.',
      );
    }),
    new Option(
      '--coordination <bucket>',
      'also write the bucket that all runs share, and name it in the Stack',
    ),
    sandbox,
    endpoint,
    stateDirectory,
    noColor,
  ],
  examples: [
    {
      line: 'reconcile init estate --bucket my-bucket',
      does: 'for a bucket in the account of your credentials',
    },
    {
      line: 'reconcile init --bucket my-bucket --account 111122223333 --region eu-central-1',
      does: 'without questions',
    },
    {
      line: 'reconcile init estate --ci github --repository ORG/REPO --roles terraform',
      does: 'with roles, coordination bucket and workflows',
    },
    { line: 'reconcile init estate', does: 'create the journal for the manifests in estate' },
  ],
  exits: { 0: 'done', 1: 'not written: a file exists already, or a value is missing' },
} as const satisfies CommandDeclaration;
