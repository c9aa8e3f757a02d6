import { expect, it } from 'vitest';
import { endpointsIn, wrongEndpointsIn } from './endpoints.ts';

const all = 'http://127.0.0.1:4599';
const own = 'http://127.0.0.1:1';

it.each([
  { why: 'AWS itself when nothing is set', variables: {}, kms: undefined, tagging: undefined },
  { why: 'one for all', variables: { AWS_ENDPOINT_URL: all }, kms: all, tagging: all },
  {
    why: 'a service’s own first',
    variables: { AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_KMS: own },
    kms: own,
    tagging: all,
  },
  {
    why: 'under the name that the SDK gives the service',
    variables: { AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: own },
    kms: undefined,
    tagging: own,
  },
  {
    why: 'none when they shall be ignored',
    variables: { AWS_ENDPOINT_URL: all, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    kms: undefined,
    tagging: undefined,
  },
  {
    why: 'an empty variable is not set',
    variables: { AWS_ENDPOINT_URL: '' },
    kms: undefined,
    tagging: undefined,
  },
])('takes $why', ({ variables, kms, tagging }) => {
  const endpoint = endpointsIn(variables);
  expect(endpoint('kms')).toBe(kms);
  expect(endpoint('tagging')).toBe(tagging);
});

it.each([
  { why: 'a URL is right', variables: { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, wrong: [] },
  { why: 'an empty one counts as unset', variables: { AWS_ENDPOINT_URL: '' }, wrong: [] },
  {
    why: 'a host alone is none',
    variables: { AWS_ENDPOINT_URL: 'localhost:4566' },
    wrong: ['AWS_ENDPOINT_URL'],
  },
  {
    why: 'nor is a scheme alone',
    variables: { AWS_ENDPOINT_URL_S3: 'http://' },
    wrong: ['AWS_ENDPOINT_URL_S3'],
  },
  {
    why: 'what is not read cannot be wrong',
    variables: { AWS_ENDPOINT_URL: 'x', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    wrong: [],
  },
])('$why', ({ variables, wrong }) => {
  expect(wrongEndpointsIn(variables).map(({ variable }) => variable)).toEqual(wrong);
});
