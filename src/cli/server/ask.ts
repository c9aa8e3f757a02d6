import { z } from 'zod';
import { networkIn } from '../../aws/sdk/network.ts';
import { operations, type AnswerOf, type RequestOf } from '../../daemon/control/operations.ts';
import { errors } from '../../model/errors/index.ts';
import { minute, type Duration } from '../../model/instant.ts';
import { plural } from '../../model/plural.ts';
import type { WebAnswer } from '../../runtime/web-client.ts';
import type { Io } from '../io.ts';
import { refused, type Refused } from '../refused.ts';

/** Longer than the server takes for a plan. */
const patience: Duration = 3 * minute;
const mostOfAnswer = 256 * 1024 * 1024;

interface ServerRequest {
  readonly server: URL;
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
    url: new URL(`${server.pathname.replace(/\/+$/u, '')}/api/v1/plans`, server),
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
  if (answer.is === 'failed')
    return refused(
      'control.no-server',
      answer.code === 'ABORT_ERR'
        ? `${server.origin} did not respond within ${plural(patience / minute, 'minute')}`
        : `cannot reach ${server.origin}: ${said[answer.code] ?? answer.message}`,
    );
  return understood(answer, server, version);
}

const said: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host does not exist',
  EAI_AGAIN: 'the name cannot be resolved',
  ERR_PROXY_TUNNEL: 'the proxy refused the connection',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is of no known authority (NODE_EXTRA_CA_CERTS adds one)',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of no known authority (NODE_EXTRA_CA_CERTS adds one)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of no known authority (NODE_EXTRA_CA_CERTS adds one)',
};

function understood(
  { status, body }: Extract<WebAnswer, { readonly is: 'answer' }>,
  server: URL,
  version: string,
): AnswerOf<'speculate'> | Refused {
  const value = jsonIn(body);
  if (status === 200) {
    if (operations.speculate.answer.safeParse(value).success) return value as AnswerOf<'speculate'>;
    return refused(
      'control.no-server',
      `the response of ${server.origin} cannot be parsed`,
      `check that it is the API of a daemon, of this version (${version})`,
    );
  }
  const problem = problemSchema.safeParse(value);
  if (problem.success) {
    const { code, detail, hint } = problem.data;
    return refused(code, detail, hint);
  }
  return refused(
    'control.no-server',
    `${server.origin} responded with status ${String(status)}, which is not a response of a daemon`,
  );
}

/** What is read of a problem. A newer server may say more. */
const problemSchema = z.object({
  code: z.custom<keyof typeof errors>((code) => typeof code === 'string' && Object.hasOwn(errors, code)),
  detail: z.string(),
  hint: z.string().optional(),
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
