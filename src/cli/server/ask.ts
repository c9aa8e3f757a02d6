import { networkIn } from '../../aws/sdk/network.ts';
import type { AnswerOf, RequestOf } from '../../daemon/control/operations.ts';
import { minute, type Duration } from '../../model/instant.ts';
import { plural } from '../../model/plural.ts';
import type { WebAnswer } from '../../runtime/web-client.ts';
import type { Io } from '../io.ts';
import { refused, type Refused } from '../refused.ts';
import type { ServerAddress } from './address.ts';
import { understood } from './answer.ts';

/** Longer than the server takes for a plan. */
const patience: Duration = 3 * minute;
/** What the API answers at most. */
const mostOfAnswer = 32 * 1024 * 1024;

interface ServerRequest {
  readonly server: ServerAddress;
  readonly token: string | undefined;
  readonly version: string;
  readonly body: RequestOf<'speculate'>;
}

/** Sends manifests to the API of a daemon, and gives its answer, or says for people why there is none. */
export async function askServer(
  { server, token, version, body }: ServerRequest,
  { clock, web, environment }: Pick<Io, 'clock' | 'web' | 'environment'>,
): Promise<AnswerOf<'speculate'> | Refused> {
  const answered = new AbortController();
  const late = new AbortController();
  void clock.sleep(patience, answered.signal).then(() => {
    if (!answered.signal.aborted) late.abort();
  });
  const { proxyEnv } = networkIn(environment.variables).through;
  const answer = await web.post({
    url: new URL(`${server.name}/api/v1/plans`),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': `keywright/${version}`,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    ...(proxyEnv === undefined ? {} : { proxyEnv }),
    mostBytes: mostOfAnswer,
    signal: late.signal,
  });
  answered.abort();
  if (answer.is === 'answer') return understood(answer, server, version);
  return refused('control.no-server', whyNot(answer, server.name));
}

function whyNot(
  { is, code, message }: Exclude<WebAnswer, { readonly is: 'answer' }>,
  server: string,
): string {
  if (code === 'ABORT_ERR') return `${server} did not respond within ${plural(patience / minute, 'minute')}`;
  if (code === 'too-large')
    return `the response of ${server} is longer than ${String(mostOfAnswer / 1024 / 1024)} MiB`;
  const why = said[code] ?? (code.startsWith('HPE_') ? 'the server does not speak HTTP' : message);
  return is === 'cut-off' ? `the response of ${server} is cut off: ${why}` : `cannot reach ${server}: ${why}`;
}

const unknownAuthority = 'its certificate is of no known authority (NODE_EXTRA_CA_CERTS adds one)';
const noTls = 'the server does not speak TLS';

const said: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host does not exist',
  EAI_AGAIN: 'the name cannot be resolved',
  ETIMEDOUT: 'the connection timed out',
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  ERR_PROXY_TUNNEL: 'the proxy refused the connection',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
};
