import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../api/client.ts';
import { FailureBox } from '../parts/answer.tsx';
import { signIn, signedIn } from '../state/session.ts';

/** Asks for a token before anything is shown. */
export function SignIn(): VNode {
  useEffect(() => {
    document.title = 'Sign in · Keywright';
  }, []);
  return (
    <main class="way-in">
      <h1>Keywright</h1>
      <p class="soft">This page shows the state of your AWS encryption, and asks for your decisions.</p>
      <TokenForm />
    </main>
  );
}

/** Asks for a token again above the view, which stays as it is. */
export function Renewal(): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="renewal-title"
      onCancel={(event) => event.preventDefault()}
      // A browser closes it at the second Esc, whatever the page says.
      onClose={() => dialog.current?.showModal()}
    >
      <h2 id="renewal-title">Your session has ended</h2>
      <p>Sign in again to continue where you were.</p>
      <TokenForm />
    </dialog>
  );
}

function TokenForm(): VNode {
  const token = useSignal('');
  const isSending = useSignal(false);
  const { value } = signedIn;
  const failure = value.is === 'out' ? value.failure : undefined;
  async function send(): Promise<void> {
    if (token.value.trim() === '' || isSending.value) return;
    isSending.value = true;
    await signIn(token.value.trim());
    isSending.value = false;
  }
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label class="field">
        Token
        <input
          type="password"
          name="token"
          autocomplete="current-password"
          required
          autoFocus
          value={token.value}
          onInput={(event) => (token.value = event.currentTarget.value)}
        />
      </label>
      {failure !== undefined && (isUnknown(failure) ? <Unknown /> : <FailureBox failure={failure} />)}
      <button type="submit" class="primary" aria-disabled={isSending.value}>
        {isSending.value ? 'Signing in …' : 'Sign in'}
      </button>
      <p class="soft">
        Whoever operates the daemon gives you a token. On the embedded AWS, <code>reconcile daemon</code>{' '}
        prints an address of this page with a token in it.
      </p>
    </form>
  );
}

function isUnknown(failure: Failure): boolean {
  return failure.is === 'refused' && failure.problem.status === 401;
}

function Unknown(): VNode {
  return (
    <p class="note tone-danger" role="alert">
      The daemon does not know this token. It may have expired or been withdrawn.
    </p>
  );
}
