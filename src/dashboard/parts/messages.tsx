import type { VNode } from 'preact';
import { announcement, dropToast, toasts } from '../state/messages.ts';
import { Icon } from './icon.tsx';

/** Shows short messages, and gives them to screen readers. */
export function Messages(): VNode {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite">
        {announcement.value}
      </div>
      {toasts.value.length > 0 && <Toasts />}
    </>
  );
}

function Toasts(): VNode {
  return (
    <section class="toasts" aria-label="Messages">
      <ul>
        {toasts.value.map(({ id, tone, text }) => (
          <li key={id} class={`toast tone-${tone}`}>
            <Icon is={tone === 'done' ? 'done' : 'alert'} />
            <span>{text}</span>
            <button type="button" class="bare" aria-label="Close the message" onClick={() => dropToast(id)}>
              <Icon is="close" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
