import type { AwsFailure, Service } from '../../model/call.ts';
import type { Surroundings } from './surroundings.ts';

/** Node's names for a network that does not lead there. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  ENOTFOUND: 'the host does not exist',
  EAI_AGAIN: 'the name cannot be resolved',
  ETIMEDOUT: 'no response',
  TimeoutError: 'no response',
};

/** Tells what to do where no answer came from the endpoint; undefined for other failures. */
export function networkHelp(
  { name, op, at, message }: Pick<AwsFailure, 'name' | 'op' | 'at' | 'message'>,
  here?: Surroundings,
): readonly string[] | undefined {
  if (name === 'ERR_PROXY_TUNNEL') return tunnelHelp(message, here);
  if (certificate.test(name)) return certificateHelp(name);
  const why = unreachable[name];
  if (why === undefined) return undefined;
  const said = here?.endpointOf(serviceIn(op));
  if (said !== undefined) {
    return [
      `${said.url} (from ${said.from}) is configured instead of AWS: ${why}`,
      said.from.startsWith('AWS_') ? `to use AWS: unset ${said.from}` : `to use AWS: omit ${said.from}`,
    ];
  }
  if (here?.proxy !== undefined) {
    const { url, from } = here.proxy;
    return [
      `${from} sets the proxy ${url}: ${why}`,
      `if the proxy is correct, check its connection to AWS. To bypass it for some hosts, use NO_PROXY`,
    ];
  }
  if (name === 'ENOTFOUND' && here?.fips === true) {
    return [
      `AWS_USE_FIPS_ENDPOINT is set, but AWS has no FIPS endpoint for ${serviceIn(op)} in ${at.region}`,
      'set the endpoint of this service with AWS_ENDPOINT_URL_…, or unset AWS_USE_FIPS_ENDPOINT',
    ];
  }
  if (name === 'ENOTFOUND') {
    const host = /\b(?:ENOTFOUND|EAI_AGAIN) (?<host>\S+)/u.exec(message)?.groups?.['host'];
    return [
      `${host ?? "AWS's endpoint"}: ${why}. Check the spelling of Region ${at.region} and the network connection of this machine`,
    ];
  }
  return [
    `AWS's endpoint in ${at.region}: ${why}. Check the network connection of this machine, and whether it needs a proxy or a VPC endpoint`,
  ];
}

/** Node's names for what it finds wrong with a certificate. */
const certificate = /CERT|UNABLE_TO_VERIFY/u;

function certificateHelp(name: string): readonly string[] {
  if (name === 'CERT_HAS_EXPIRED' || name === 'CERT_NOT_YET_VALID')
    return ['the server certificate is not valid now: check the clock of this machine, then the certificate'];
  if (name === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return ['the server certificate is for another host: check the endpoint, the proxy and the DNS'];
  return [
    'this machine does not trust the server certificate; a proxy that inspects TLS may use a private CA',
    'to trust that CA: NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  ];
}

function tunnelHelp(message: string, here: Surroundings | undefined): readonly string[] {
  const from = here?.proxy?.from ?? 'HTTPS_PROXY';
  const status = /HTTP\/[\d.]+ (?<status>\d{3})/u.exec(message)?.groups?.['status'];
  if (status === '407')
    return [`the proxy requires a user and a password: set ${from} to http://USER:PASSWORD@HOST:PORT`];
  return [
    `the proxy of ${from} denies this host: allow it there, or add it to NO_PROXY if a VPC endpoint serves it`,
  ];
}

function serviceIn(op: string): Service {
  return op.slice(0, op.indexOf(':')) as Service;
}
