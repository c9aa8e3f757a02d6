import { describe, expect, it } from 'vitest';
import { configuration } from './clients.ts';
import { networkIn, proxyNamed, supportsProxies, wrongProxiesIn } from './network.ts';
import { loadService } from './services.ts';

const proxy = 'http://proxy.example.com:3128';
const local = 'localhost,127.0.0.1,::1,[::1]';

it.each([
  { why: 'nothing by itself', variables: {}, through: {} },
  {
    why: 'a proxy in capitals',
    variables: { HTTPS_PROXY: proxy },
    through: { proxyEnv: { HTTPS_PROXY: proxy, NO_PROXY: local } },
  },
  {
    why: 'small letters first',
    variables: { HTTPS_PROXY: 'http://other', https_proxy: proxy },
    through: { proxyEnv: { HTTPS_PROXY: proxy, NO_PROXY: local } },
  },
  {
    why: 'a host without a scheme, as curl does',
    variables: { HTTPS_PROXY: 'proxy.example.com:3128' },
    through: { proxyEnv: { HTTPS_PROXY: proxy, NO_PROXY: local } },
  },
  {
    why: 'the hosts of NO_PROXY out',
    variables: { HTTPS_PROXY: proxy, NO_PROXY: '.vpce.amazonaws.com' },
    through: { proxyEnv: { HTTPS_PROXY: proxy, NO_PROXY: `.vpce.amazonaws.com,${local}` } },
  },
  { why: 'an empty variable as unset', variables: { HTTPS_PROXY: '' }, through: {} },
])('takes $why', ({ variables, through }) => {
  expect(networkIn(variables).through).toEqual(through);
});

it('names a proxy without its password', () => {
  const variables = { https_proxy: 'http://ada:secret@proxy.example.com:3128/' };
  expect(proxyNamed(variables)).toEqual({ url: proxy, from: 'https_proxy' });
});

it('calls a proxy wrong that Node would pass over', () => {
  const variables = { HTTPS_PROXY: 'socks5://proxy.example.com:1080', HTTP_PROXY: 'http://' };
  expect(wrongProxiesIn(variables)).toEqual([{ variable: 'HTTPS_PROXY' }, { variable: 'HTTP_PROXY' }]);
});

it.each([
  ['24.4.1', false],
  ['24.5.0', true],
  ['25.0.0', true],
])('knows whether Node %s supports proxies', (node, supports) => {
  expect(supportsProxies(node)).toBe(supports);
});

describe('the SDK', () => {
  const handler = { handle: () => Promise.reject(new Error('not asked')) };

  /** Lists the hosts that the SDK makes of a Region, for the services in the order of their names. */
  async function hosts(
    variables: Readonly<Record<string, string>>,
    region: string,
  ): Promise<readonly string[]> {
    const parts = { handler, userAgent: [], network: networkIn(variables) };
    return Promise.all(
      (['cloudtrail', 'iam', 'kms', 's3', 'sts', 'tagging'] as const).map(async (service) => {
        const { Client } = await loadService(service);
        const { config } = new Client(configuration(parts, service, region, undefined)) as unknown as {
          readonly config: {
            readonly endpointProvider: (at: object) => { readonly url: URL };
            readonly useFipsEndpoint: () => Promise<boolean>;
            readonly useDualstackEndpoint: () => Promise<boolean>;
          };
        };
        const at = {
          Region: region,
          UseFIPS: await config.useFipsEndpoint(),
          UseDualStack: await config.useDualstackEndpoint(),
          UseGlobalEndpoint: false,
        };
        return config.endpointProvider(at).url.host;
      }),
    );
  }

  it.each([
    {
      variables: {},
      region: 'us-east-1',
      asked:
        'cloudtrail.us-east-1.amazonaws.com iam.amazonaws.com kms.us-east-1.amazonaws.com s3.us-east-1.amazonaws.com sts.us-east-1.amazonaws.com tagging.us-east-1.amazonaws.com',
    },
    {
      variables: { AWS_USE_FIPS_ENDPOINT: 'true' },
      region: 'us-east-1',
      asked:
        'cloudtrail-fips.us-east-1.amazonaws.com iam-fips.amazonaws.com kms-fips.us-east-1.amazonaws.com s3-fips.us-east-1.amazonaws.com sts-fips.us-east-1.amazonaws.com tagging-fips.us-east-1.amazonaws.com',
    },
    {
      // In GovCloud the plain endpoints of CloudTrail, IAM and STS are FIPS endpoints (the rules of the SDK).
      variables: { AWS_USE_FIPS_ENDPOINT: 'true' },
      region: 'us-gov-west-1',
      asked:
        'cloudtrail.us-gov-west-1.amazonaws.com iam.us-gov.amazonaws.com kms-fips.us-gov-west-1.amazonaws.com s3-fips.us-gov-west-1.amazonaws.com sts.us-gov-west-1.amazonaws.com tagging-fips.us-gov-west-1.amazonaws.com',
    },
    {
      variables: { AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' },
      region: 'eu-central-1',
      asked:
        'cloudtrail.eu-central-1.api.aws iam.global.api.aws kms.eu-central-1.api.aws s3.dualstack.eu-central-1.amazonaws.com sts.eu-central-1.api.aws tagging.eu-central-1.api.aws',
    },
    {
      variables: { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      region: 'us-east-1',
      asked:
        'cloudtrail-fips.us-east-1.api.aws iam-fips.global.api.aws kms-fips.us-east-1.api.aws s3-fips.dualstack.us-east-1.amazonaws.com sts-fips.us-east-1.api.aws tagging-fips.us-east-1.api.aws',
    },
  ])('asks these hosts in $region with $variables', async ({ variables, region, asked }) => {
    expect(await hosts(variables, region)).toEqual(asked.split(' '));
  });
});
