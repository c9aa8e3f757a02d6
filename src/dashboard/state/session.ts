import { signal } from '@preact/signals';
import type { Session } from '../../server/types.ts';
import { noteAnswer } from './clock.ts';
import { createClient, type Client, type Failure } from '../api/client.ts';

export type SignedIn =
  | { readonly is: 'asking' }
  | { readonly is: 'in'; readonly session: Session }
  /** `ended`: whose session has ended: the view is kept for them. */
  | { readonly is: 'out'; readonly ended?: string; readonly failure?: Failure };

/** Who looks at the page. */
export const signedIn = signal<SignedIn>({ is: 'asking' });

export const client: Client = createClient({
  fetch: (path, init) => fetch(path, init),
  answered: noteAnswer,
  signedOut() {
    const before = signedIn.peek();
    if (before.is === 'in') signedIn.value = { is: 'out', ended: before.session.person.id };
  },
});

/** Takes the token out of the address, so that neither history nor a screenshot keeps it. */
export function tokenInAddress(): string | undefined {
  const found = /^#token=(?<token>[^&]+)$/u.exec(location.hash)?.groups?.['token'];
  if (found !== undefined) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return found === undefined ? undefined : decodeURIComponent(found);
}

/** Exchanges a token for a cookie, which no script can read. Without a token, looks whether there is a cookie. */
export async function signIn(token?: string): Promise<void> {
  const before = signedIn.peek();
  const ended = before.is === 'out' ? before.ended : undefined;
  const answer = await (token === undefined
    ? client.read<Session>('/session')
    : client.write<Session>('/session', {}, keyOf(), { bearer: token }));
  if (answer.is === 'value') {
    // What is still in sight belongs to somebody else.
    if (ended !== undefined && ended !== answer.value.person.id) location.reload();
    signedIn.value = { is: 'in', session: answer.value };
    return;
  }
  // Another token was refused: the session of before goes on.
  if (before.is === 'in' && signedIn.peek().is === 'in') return;
  const isFirst = token === undefined && answer.is === 'refused' && answer.problem.status === 401;
  const failure = isFirst || answer.is === 'unchanged' ? {} : { failure: answer };
  signedIn.value = { is: 'out', ...(ended === undefined ? {} : { ended }), ...failure };
}

/** Ends the session, and forgets everything that was shown. Returns false where the daemon does not answer. */
export async function signOut(): Promise<boolean> {
  const response = await fetch('/api/v1/session', { method: 'DELETE' }).catch(() => undefined);
  if (response?.ok === true) location.reload();
  return response?.ok === true;
}

/** Makes a key that is the same for no other request. */
export function keyOf(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
