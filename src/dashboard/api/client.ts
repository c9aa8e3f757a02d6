import type { Problem } from '../../server/types.ts';

/** What the API answers to the page. */
export type Answer<T> =
  | { readonly is: 'value'; readonly value: T; readonly etag: string | undefined }
  | { readonly is: 'unchanged' }
  | Failure;

export type Failure =
  | { readonly is: 'refused'; readonly problem: Problem; readonly retryAfter?: number }
  /** No answer at all: the daemon or the network is away. */
  | { readonly is: 'unreachable' };

export interface ClientParts {
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Told of each answer that was made now, and of its path: what the page knew before carries an older time. */
  answered(path: string, value: unknown): void;
  /** Told when the session is no longer good. */
  signedOut(): void;
}

export interface Client {
  /** Reads; with the tag of what is known, it may be unchanged. */
  read<T>(
    path: string,
    known?: { readonly etag?: string | undefined; readonly signal?: AbortSignal },
  ): Promise<Answer<T>>;
  /** Asks for a decision. The same key asks for it once, however often it is sent. */
  write<T>(
    path: string,
    body: object,
    key: string,
    credential?: { readonly bearer: string },
  ): Promise<Answer<T>>;
}

const prefix = '/api/v1';

/** Makes what talks to the API. Its types are those of the server that serves this page. */
export function createClient({ fetch, answered, signedOut }: ClientParts): Client {
  async function send<T>(
    path: string,
    init: RequestInit,
    headers: Record<string, string>,
  ): Promise<Answer<T>> {
    const response = await fetch(`${prefix}${path}`, {
      ...init,
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      // The page keeps answers with their tags itself: a copy of the browser would carry an old time.
      cache: 'no-store',
    }).catch(unlessAborted);
    if (response === undefined) return { is: 'unreachable' };
    if (response.status === 304) return { is: 'unchanged' };
    // A token that is refused says nothing about the session.
    if (response.status === 401 && headers['authorization'] === undefined) signedOut();
    const value = (await response.json().catch(() => undefined)) as unknown;
    // An answer may break off, and a proxy may answer for the daemon.
    if (!response.ok || value === undefined) return refusedBy(response, value);
    answered(path, value);
    return { is: 'value', value: value as T, etag: response.headers.get('etag') ?? undefined };
  }
  return {
    read: (path, { etag, signal } = {}) =>
      send(path, signal === undefined ? {} : { signal }, etag === undefined ? {} : { 'if-none-match': etag }),
    write: (path, body, key, credential) =>
      send(
        path,
        { method: 'POST', body: JSON.stringify(body) },
        {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(credential === undefined ? {} : { authorization: `Bearer ${credential.bearer}` }),
        },
      ),
  };
}

/** Returns true for everything but an answer. */
export function isFailure<T>(answer: Answer<T>): answer is Failure {
  return answer.is === 'refused' || answer.is === 'unreachable';
}

function unlessAborted(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  return undefined;
}

/** Takes the problem out of an answer. A proxy before the daemon may answer without one. */
function refusedBy(response: Response, value: unknown): Failure {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    is: 'refused',
    problem: isProblem(value) ? value : { ...strange, status: response.status },
    ...(Number.isFinite(seconds) ? { retryAfter: seconds * 1000 } : {}),
  };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'detail' in value && 'code' in value;
}

const strange = {
  type: 'about:blank',
  title: 'The answer is not from Keywright',
  detail: 'something between this page and the daemon answered',
  code: 'engine.internal',
} as const;
