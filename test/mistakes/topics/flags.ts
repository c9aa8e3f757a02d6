import { createServer } from 'node:http';
import { goodSet } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const busyPort = 47_113;

/** Starts another program that listens there; gives what makes it stop. */
function occupied(): Promise<() => Promise<void>> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(busyPort, '127.0.0.1', () => {
      resolve(
        () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
          }),
      );
    });
  });
}

function flag(about: string, name: string, ...argv: readonly string[]): Mistake {
  return { name, argv, about };
}

const mistakes: readonly Mistake[] = [
  flag('plna', 'a misspelt command', 'plna'),
  flag('validat', 'a misspelt command before a path', 'validat', 'manifests'),
  flag('manifests', 'a path without a command', 'manifests'),
  flag('--yes', 'an option of apply without a command', '--sandbox', '--yes'),
  flag('import', 'a verb of Terraform', 'import', 'aws_kms_key.data', '1234abcd'),
  flag('destroy', 'a verb of Terraform that would delete', 'destroy', '-auto-approve'),
  flag('state', 'a verb of Terraform for its state', 'state', 'rm', 'Key/data'),
  flag('manifest', 'a path that is nearly a path', 'plan', 'manifest'),
  flag('--sandbx', 'a misspelt option', '--sandbx'),
  flag('--traget', 'a misspelt option of plan', 'plan', '--traget', 'Key/data'),
  flag('--force', 'an option that no command has', 'apply', '--force'),
  flag('--yes', 'an option of another command', 'plan', '--yes'),
  flag('--approve', 'an option of another command, before it', '--approve=widen', 'validate'),
  flag('-x', 'a letter that is no option', 'plan', '-x'),
  flag('--target', 'an option without its value', 'plan', '--sandbox', '--target'),
  flag('--output', 'a format without a name', 'validate', '--output'),
  flag('-o', 'a format that does not exist', 'plan', '-o', 'yaml'),
  flag('--output', 'a format that the command has not', 'graph', '--output', 'sarif'),
  flag('--calls', 'a detail that does not exist', 'plan', '--sandbox', '--calls', 'all'),
  flag(
    '--approve',
    'a class of risk that does not exist',
    'apply',
    '--sandbox',
    '--yes',
    '--approve=everything',
  ),
  flag('--endpoint', 'an endpoint that is no URL', 'plan', '--endpoint', 'localhost:4566'),
  flag('--endpoint', 'two places for AWS', 'plan', '--sandbox', '--endpoint', 'http://127.0.0.1:1'),
  flag('--state-dir', 'two places for the store', 'apply', '--sandbox=aws', '--yes', '--state-dir', 'state'),
  flag('--port', 'a port that is a word', 'sandbox', '--port', 'http'),
  flag('--port', 'a port that is too high', 'sandbox', '--port', '70000'),
  {
    ...flag('47113', 'a port that another program has', 'sandbox', '--port', String(busyPort)),
    before: occupied,
  },
  flag('address', 'no address to forget', 'forget'),
  flag('data', 'a name for an address', 'forget', 'data', '--sandbox', '--yes'),
  flag('Key/date', 'a target that no manifest declares', 'plan', '--sandbox', '--target', 'Key/date'),
  flag(
    'Key/nothing',
    'an exclusion that no manifest declares',
    'plan',
    '--sandbox',
    '--exclude',
    'Key/nothing',
  ),
  flag('a terminal', 'nobody to ask', 'apply', '--sandbox'),
  flag('-o json', 'JSON, and nobody is asked', 'apply', '--sandbox', '-o', 'json'),
  {
    ...flag('Not applied', 'an answer that is not yes', 'apply', '--sandbox'),
    typed: ['y'],
    variables: { NO_COLOR: '1' },
    codes: [],
  },
  flag('fihs', 'a shell that does not exist', 'completion', 'fihs'),
  flag('kee', 'explaining a kind in lower case, misspelt', 'explain', 'kee'),
  flag('Key.rotatoin', 'explaining a field that is misspelt', 'explain', 'Key.rotatoin'),
  flag('Key.rotation.enabled.x', 'explaining below a leaf', 'explain', 'Key.rotation.enabled.x'),
  flag('Keys', 'the schema of a kind that does not exist', 'schema', 'Keys'),
  {
    ...flag(
      'manifests/',
      'init where manifests are',
      'init',
      '--account',
      '111122223333',
      '--region',
      'eu-central-1',
    ),
    files: { ...goodSet },
  },
  {
    ...flag(
      '--account',
      'init for an account with hyphens',
      'init',
      '--account',
      '1111-2222-3333',
      '--region',
      'eu-central-1',
    ),
    files: {},
  },
  {
    ...flag(
      '--bucket',
      'init for a bucket by its URL',
      'init',
      '--account',
      '111122223333',
      '--region',
      'eu-central-1',
      '--bucket',
      's3://the-data',
    ),
    files: {},
  },
  flag('hlep', 'help on a command that does not exist', 'help', 'hlep'),
  flag(
    'two',
    'two addresses to forget, the second taken for a path',
    'forget',
    'Key/data',
    'Key/two',
    '--sandbox',
    '--yes',
  ),
];

/** What is typed after `reconcile`. */
export const flags: Topic = { name: 'flags', mistakes };
