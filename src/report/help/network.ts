import type { AwsFailure, Service } from '../../model/call.ts';
import type { Surroundings } from './surroundings.ts';

/** Node's names for a network that does not lead there. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name cannot be looked up',
  ETIMEDOUT: 'no answer',
  TimeoutError: 'no answer',
};

/** What to do where no answer came from the endpoint; undefined for other failures. */
export function networkHelp(
  { name, op, at, message }: Pick<AwsFailure, 'name' | 'op' | 'at' | 'message'>,
  here?: Surroundings,
): readonly string[] | undefined {
  if (name === 'ERR_PROXY_TUNNEL') return tunnelHelp(message, here);
  if (certificate.test(name)) return certificateHelp();
  const why = unreachable[name];
  if (why === undefined) return undefined;
  const said = here?.endpointOf(serviceIn(op));
  if (said !== undefined) {
    return [
      `${said.url} (from ${said.from}) was asked instead of AWS: ${why}`,
      said.from.startsWith('AWS_')
        ? `to ask AWS itself: unset ${said.from}`
        : `to ask AWS itself, leave out ${said.from}`,
    ];
  }
  if (here?.proxy !== undefined) {
    const { url, from } = here.proxy;
    return [
      `${from} names the proxy ${url}: ${why}`,
      `if the proxy is right, look whether it reaches AWS. Hosts in NO_PROXY are reached without it`,
    ];
  }
  if (name === 'ENOTFOUND' && here?.fips === true) {
    return [
      `AWS_USE_FIPS_ENDPOINT is set, and AWS has no FIPS endpoint of ${serviceIn(op)} in ${at.region}`,
      'name the endpoint of this service with AWS_ENDPOINT_URL_…, or unset AWS_USE_FIPS_ENDPOINT',
    ];
  }
  if (name === 'ENOTFOUND') {
    const host = /\b(?:ENOTFOUND|EAI_AGAIN) (?<host>\S+)/u.exec(message)?.groups?.['host'];
    return [
      `${host ?? "AWS's endpoint"}: ${why}. Is the region ${at.region} spelt as AWS does, and this machine on the network?`,
    ];
  }
  return [
    `AWS's endpoint in ${at.region}: ${why}. Is this machine on the network, and does it need a proxy or a VPC endpoint?`,
  ];
}

/** Node's names for what it finds wrong with a certificate. */
const certificate = /CERT|UNABLE_TO_VERIFY/u;

function certificateHelp(): readonly string[] {
  return [
    'this machine does not trust the certificate that came instead of AWS’s; a proxy that inspects TLS has its own authority',
    'name the certificate of that authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  ];
}

function tunnelHelp(message: string, here: Surroundings | undefined): readonly string[] {
  const from = here?.proxy?.from ?? 'HTTPS_PROXY';
  const status = /HTTP\/[\d.]+ (?<status>\d{3})/u.exec(message)?.groups?.['status'];
  if (status === '407')
    return [`the proxy wants a user and a password: write them in ${from} as http://USER:PASSWORD@HOST:PORT`];
  return [
    `the proxy of ${from} refuses this host: let it through, or name it in NO_PROXY where a VPC endpoint leads to it`,
  ];
}

function serviceIn(op: string): Service {
  return op.slice(0, op.indexOf(':')) as Service;
}
