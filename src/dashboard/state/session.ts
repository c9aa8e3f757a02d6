import { signal } from '@preact/signals';
import type { Session } from '../../server/types.ts';
import { noteAnswer } from './clock.ts';
import { createClient, type Answer, type Client, type Failure } from '../api/client.ts';
import { waitOf } from '../live/back-off.ts';
import { wait } from '../live/wait.ts';

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

/** What ends the attempt to sign in that goes on. */
const attempt = signal(new AbortController());

/**
 * Exchanges a token for a cookie, which no script can read. Without a token, looks whether there is a cookie. Resolves
 * after the first answer; where the daemon does not answer, the attempt goes on until it does or another one begins.
 */
export async function signIn(token?: string): Promise<void> {
  attempt.peek().abort();
  const end = new AbortController();
  attempt.value = end;
  const key = keyOf();
  async function once(): Promise<boolean> {
    const answer = await (token === undefined
      ? client.read<Session>('/session')
      : client.write<Session>('/session', {}, key, { bearer: token }));
    if (end.signal.aborted) return false;
    settle(answer, token);
    return isPassing(answer);
  }
  if (await once()) void again(once, end.signal);
}

async function again(once: () => Promise<boolean>, end: AbortSignal): Promise<void> {
  let failures = 0;
  do {
    await wait(waitOf(failures, Math.random()), end);
    failures += 1;
  } while (!end.aborted && (await once()));
}

/** Looks whether somebody signed in meanwhile in another tab: the cookie is the same. */
export async function rejoin(): Promise<void> {
  const answer = await client.read<Session>('/session');
  if (answer.is !== 'value' || signedIn.peek().is === 'in') return;
  attempt.peek().abort();
  settle(answer, undefined);
}

/** Returns true where the same question may have another answer soon: nobody is there, or not yet. */
function isPassing(answer: Answer<Session>): boolean {
  return answer.is === 'unreachable' || (answer.is === 'refused' && answer.problem.status >= 500);
}

function settle(answer: Answer<Session>, token: string | undefined): void {
  const before = signedIn.peek();
  const ended = before.is === 'out' ? before.ended : undefined;
  if (answer.is === 'value') {
    // What is still in sight belongs to somebody else.
    if (ended !== undefined && ended !== answer.value.person.id) location.reload();
    signedIn.value = { is: 'in', session: answer.value };
    return;
  }
  // Another token was refused: the session of before goes on.
  if (before.is === 'in') return;
  const isFirst = token === undefined && answer.is === 'refused' && answer.problem.status === 401;
  const failure = isFirst || answer.is === 'unchanged' ? {} : { failure: answer };
  signedIn.value = { is: 'out', ...(ended === undefined ? {} : { ended }), ...failure };
}

/** Ends the session, and forgets everything that was shown. Returns false where the daemon does not answer. */
export async function signOut(): Promise<boolean> {
  const response = await fetch('/api/v1/session', { method: 'DELETE' }).catch(() => undefined);
  if (response?.ok !== true) return false;
  const tabs = new BroadcastChannel(leaving);
  tabs.postMessage(leaving);
  tabs.close();
  location.reload();
  return true;
}

/** Forgets what is shown when the person signs out in another tab, or comes back to a page of before that. */
export function followLeaving(): void {
  new BroadcastChannel(leaving).addEventListener('message', () => location.reload());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}

const leaving = 'keywright.signed-out';

/** Makes a key that is the same for no other request. */
export function keyOf(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
