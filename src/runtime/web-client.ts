import { Agent as HttpAgent, request as requestOverHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestOverHttps } from 'node:https';

/** One request with a body, through the proxies of this machine. */
export interface WebRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The proxies, as Node's agents take them. */
  readonly proxyEnv?: Readonly<Record<string, string>>;
  /** The longest answer that is read. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

export type WebAnswer =
  | {
      readonly is: 'answer';
      readonly status: number;
      readonly body: string;
      /** Where a redirect leads. */
      readonly location?: string;
    }
  /** No answer came, or not whole. `code` is Node's name for why, or empty. */
  | { readonly is: 'failed' | 'cut-off'; readonly code: string; readonly message: string };

/** To a server that somebody named, as a port. It follows no redirect and keeps no connection. */
export interface WebClient {
  post(request: WebRequest): Promise<WebAnswer>;
}

export function realWebClient(): WebClient {
  return { post };
}

async function post(request: WebRequest): Promise<WebAnswer> {
  let is: 'failed' | 'cut-off' = 'failed';
  try {
    const answer = await sent(request);
    is = 'cut-off';
    const body = await bodyOf(answer, request.mostBytes);
    if (body === undefined) return { is, code: 'too-large', message: 'the answer is too large' };
    const { location } = answer.headers;
    return {
      is: 'answer',
      status: answer.statusCode ?? 0,
      body,
      ...(location === undefined ? {} : { location }),
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return {
      is,
      code: typeof code === 'string' ? code : '',
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function sent({ url, headers, body, proxyEnv, signal }: WebRequest): Promise<IncomingMessage> {
  const options = proxyEnv === undefined ? {} : { proxyEnv };
  const isSecure = url.protocol === 'https:';
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  const send = isSecure ? requestOverHttps : requestOverHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent,
        signal,
      },
      resolve,
    );
    request.once('error', reject);
    request.end(body);
  });
}

async function bodyOf(answer: IncomingMessage, mostBytes: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > mostBytes) {
      answer.destroy();
      return undefined;
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}
