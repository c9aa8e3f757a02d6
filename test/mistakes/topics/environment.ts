import { account, goodStack, resource } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const estate = {
  'manifests/stack.yaml': goodStack,
  'manifests/key.yaml': resource('Key', 'data', 'description: x'),
};

function real(
  name: string,
  about: string,
  variables: Readonly<Record<string, string>>,
  argv = ['plan'],
): Mistake {
  return { name, argv, files: estate, real: true, variables, about };
}

const keys = { AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'secret' };

const mistakes: readonly Mistake[] = [
  real('nobody signed in', 'aws.credentials', {}),
  real('a profile that is not there', 'AWS_PROFILE', { AWS_PROFILE: 'prod' }),
  real('half a pair of keys', 'AWS_ACCESS_KEY_ID', { AWS_ACCESS_KEY_ID: account }),
  real('an endpoint of the environment that is no URL', 'AWS_ENDPOINT_URL', {
    ...keys,
    AWS_ENDPOINT_URL: 'localhost',
  }),
  real('an endpoint of one service that is no URL', 'AWS_ENDPOINT_URL_STS', {
    ...keys,
    AWS_ENDPOINT_URL_STS: 'http://',
  }),
  real('an endpoint at which nobody listens', 'ECONNREFUSED', {
    ...keys,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  }),
  real('an endpoint of the command line at which nobody listens', '--endpoint', keys, [
    'plan',
    '--endpoint',
    'http://127.0.0.1:1',
  ]),
];

/** What the process gets from its surroundings: with the real SDK and no network. */
export const environment: Topic = { name: 'environment', mistakes };
