import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Decision } from '../../server/types.ts';
import { commandWith, reasonFault, spans, suggestedSpan, type Ask } from '../api/ask.ts';
import { isFailure, type Failure } from '../api/client.ts';
import { failureWords } from '../api/failure.ts';
import { asking } from '../state/asking.ts';
import { touch } from '../state/live.ts';
import { toast } from '../state/messages.ts';
import { client, keyOf } from '../state/session.ts';
import { withTimes } from '../words/age.ts';
import { FailureBox } from './answer.tsx';
import { Command } from './command.tsx';
import { Pill } from './pill.tsx';
import { Sentence } from './sentence.tsx';

/** Shows the decision that a person is about to make. Stands once, beside the views. */
export function ConfirmDialog(): VNode {
  const ask = asking.value;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (ask !== undefined && dialog.current?.open === false) dialog.current.showModal();
    if (ask === undefined) dialog.current?.close();
  }, [ask]);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="confirm-title"
      onClose={() => (asking.value = undefined)}
    >
      {ask !== undefined && <Confirm ask={ask} key={ask.command} />}
    </dialog>
  );
}

function Confirm({ ask }: { readonly ask: Ask }): VNode {
  const why = useSignal('');
  const forMs = useSignal<number>(suggestedSpan(ask.command));
  const fault = useSignal<string | undefined>(undefined);
  const failure = useSignal<Failure | undefined>(undefined);
  const isSending = useSignal(false);
  const sent = useRef({ body: '', key: '' });

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first =
      ask.fields.length > 0
        ? 'input, select'
        : ask.isDangerous
          ? 'button[data-cancel]'
          : 'button[type=submit]';
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);

  async function decide(): Promise<void> {
    fault.value = ask.fields.includes('why') ? reasonFault(why.value) : undefined;
    if (fault.value !== undefined || isSending.value) return;
    const body = {
      ...ask.body,
      ...(ask.fields.includes('why') ? { why: why.value.trim() } : {}),
      ...(ask.fields.includes('forMs') ? { forMs: forMs.value } : {}),
    };
    // Sent again after a failure, the same decision has the same key, so that it counts once.
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: keyOf() };
    isSending.value = true;
    failure.value = undefined;
    const answer = await client.write<Decision>(ask.path, body, sent.current.key);
    isSending.value = false;
    // Whoever closed this dialog meanwhile may have opened another one, which stays.
    const isShown = asking.peek() === ask;
    if (isFailure(answer)) {
      // The page asks for a token then, and this dialog stays as it is.
      if (answer.is === 'refused' && answer.problem.status === 401) return;
      if (isShown) failure.value = answer;
      else toast(`${ask.verb}: ${failureWords(answer).text}`, 'danger');
      return;
    }
    toast(answer.is === 'value' ? decidedIn(answer.value) : 'Done.');
    if (isShown) asking.value = undefined;
    touch();
  }

  return (
    <form
      ref={form}
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
    >
      <h2 id="confirm-title">{ask.verb}</h2>
      {ask.about !== undefined && (
        <p class="soft">
          <Sentence text={ask.about} addresses={ask.addresses} />
        </p>
      )}
      <p class="loud">
        <Sentence text={ask.sentence} addresses={ask.addresses} />
      </p>
      {ask.points !== undefined && (
        <ul class="points">
          {ask.points.map(({ text, classes }) => (
            <li key={text}>
              <Sentence text={text} addresses={ask.addresses} />{' '}
              {classes.map((one) => (
                <Pill key={one} tone="waits">
                  {one}
                </Pill>
              ))}
            </li>
          ))}
        </ul>
      )}
      {ask.fields.includes('forMs') && (
        <label class="field">
          For how long
          <select
            value={String(forMs.value)}
            onChange={(event) => (forMs.value = Number(event.currentTarget.value))}
          >
            {spans.map(({ ms, text }) => (
              <option key={ms} value={String(ms)}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )}
      {ask.fields.includes('why') && (
        <label class="field">
          Reason
          <input
            type="text"
            maxLength={200}
            autocomplete="off"
            value={why.value}
            aria-invalid={fault.value !== undefined}
            aria-describedby="confirm-fault"
            onInput={(event) => (why.value = event.currentTarget.value)}
          />
          <span id="confirm-fault" class="fault">
            {fault.value}
          </span>
        </label>
      )}
      <div class="field">
        The same on the command line
        <Command
          text={commandWith(ask.command, {
            why: ask.fields.includes('why') ? why.value.trim() : undefined,
            forMs: ask.fields.includes('forMs') ? forMs.value : undefined,
          })}
        />
      </div>
      {failure.value !== undefined && <FailureBox failure={failure.value} />}
      <div class="buttons">
        <button type="button" data-cancel onClick={() => (asking.value = undefined)}>
          Cancel
        </button>
        <button
          type="submit"
          class={ask.isDangerous ? 'primary danger' : 'primary'}
          aria-disabled={isSending.value}
        >
          {isSending.value ? 'Sending …' : ask.verb}
        </button>
      </div>
    </form>
  );
}

function decidedIn({ decided }: Decision): string {
  return decided
    .map(withTimes)
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1))
    .join(' ');
}
