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

function serviceIn(op: string): Service {
  return op.slice(0, op.indexOf(':')) as Service;
}
