import { signal } from '@preact/signals';
import type { Session } from '../../server/types.ts';
import { noteAnswer } from './clock.ts';
import { createClient, type Client, type Failure } from '../api/client.ts';

export type SignedIn =
  | { readonly is: 'asking' }
  | { readonly is: 'in'; readonly session: Session }
  /** `ended`: there was a session, and its place is kept. */
  | { readonly is: 'out'; readonly ended: boolean; readonly failure?: Failure };

/** Who looks at the page. */
export const signedIn = signal<SignedIn>({ is: 'asking' });

/** The token, where the daemon gives no cookie for it. It is never stored: closing the tab forgets it. */
const token = signal<string | undefined>(undefined);

export const client: Client = createClient({
  fetch: (path, init) => fetch(path, init),
  bearer: () => token.peek(),
  answered: noteAnswer,
  signedOut() {
    token.value = undefined;
    if (signedIn.peek().is === 'in') signedIn.value = { is: 'out', ended: true };
  },
});

/** Returns what a request that is not JSON sends to say who asks. */
export function credential(): Readonly<Record<string, string>> {
  return token.peek() === undefined ? {} : { authorization: `Bearer ${token.peek() ?? ''}` };
}

/** Takes the token out of the address, so that neither history nor a screenshot keeps it. */
export function tokenInAddress(): string | undefined {
  const found = /^#token=(?<token>[^&]+)$/u.exec(location.hash)?.groups?.['token'];
  if (found !== undefined) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return found === undefined ? undefined : decodeURIComponent(found);
}

/** Signs in with a token, or looks whether a cookie does. */
export async function signIn(given?: string): Promise<void> {
  const before = signedIn.peek();
  const ended = before.is === 'out' && before.ended;
  token.value = given;
  if (given !== undefined) {
    const exchanged = await client.write('/session', {}, keyOf());
    if (exchanged.is === 'value') token.value = undefined;
  }
  const answer = await client.read<Session>('/session');
  if (answer.is === 'value') {
    signedIn.value = { is: 'in', session: answer.value };
    return;
  }
  token.value = undefined;
  const isPlain = given === undefined && answer.is === 'refused' && answer.problem.status === 401;
  signedIn.value = { is: 'out', ended, ...(isPlain || answer.is === 'unchanged' ? {} : { failure: answer }) };
}

/** Ends the session here and at the daemon. */
export async function signOut(): Promise<void> {
  await fetch('/api/v1/session', { method: 'DELETE', headers: credential() }).catch(() => undefined);
  token.value = undefined;
  signedIn.value = { is: 'out', ended: false };
}

/** Makes a key that is the same for no other request. */
export function keyOf(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
