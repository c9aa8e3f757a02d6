import type { RefObject, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../server/types.ts';
import { Age } from '../parts/age.tsx';
import { showsKeys } from '../state/keys.ts';
import { toast } from '../state/messages.ts';
import { shownIn, useOverview, type SourceOverview } from '../state/overview.ts';
import { signedIn, signOut } from '../state/session.ts';
import { theme, themes, type Theme } from '../state/theme.ts';

const words: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Shows who is signed in, and what concerns only them. */
export function Menu(): VNode {
  const { value } = signedIn;
  return value.is === 'in' ? <MenuOf session={value.session} /> : <></>;
}

function MenuOf({ session: { person, bindings, expiresAt } }: { readonly session: Session }): VNode {
  const menu = useMenu();
  const overview = useOverview().value.value;
  const sources = overview === undefined ? [] : shownIn(overview);
  const roles = [...new Set(bindings.map(({ role }) => role))].join(', ');
  return (
    <details class="menu" ref={menu}>
      <summary aria-label={`Menu of ${person.name}`}>{person.name}</summary>
      <div class="menu-body">
        <p>
          <b>{person.name}</b>
          <br />
          <span class="soft">{roles === '' ? 'no permission' : roles}</span>
          {expiresAt !== undefined && (
            <>
              <br />
              <span class="soft">
                signed in; ends <Age at={expiresAt} is="until" />
              </span>
            </>
          )}
        </p>
        {sources.map((source) => (
          <Facts key={source.source} source={source} />
        ))}
        <fieldset>
          <legend>Look</legend>
          {themes.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="theme"
                checked={theme.value === one}
                onChange={() => (theme.value = one)}
              />{' '}
              {words[one]}
            </label>
          ))}
        </fieldset>
        <button type="button" onClick={() => (showsKeys.value = true)}>
          Keyboard
        </button>
        <button type="button" onClick={() => void leave()}>
          Sign out
        </button>
      </div>
    </details>
  );
}

async function leave(): Promise<void> {
  if (!(await signOut())) toast('The daemon does not answer: you are still signed in.', 'danger');
}

/** Shows what is in force: on a phone the header has no place for it. */
function Facts({ source: { stack, daemon } }: { readonly source: SourceOverview }): VNode {
  const { inForce, maxMode, leadership } = daemon;
  const commit = inForce?.commit;
  return (
    <p class="soft">
      stack <b>{stack}</b>, {maxMode}
      {leadership.by !== undefined && (
        <>
          <br />
          lease of {leadership.by}
        </>
      )}
      {commit !== undefined && (
        <>
          <br />
          commit <code>{commit.id.slice(0, 12)}</code>: {commit.subject}
        </>
      )}
    </p>
  );
}

/** Closes the menu at Esc, and when the person goes on elsewhere. */
function useMenu(): RefObject<HTMLDetailsElement | null> {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const { current } = menu;
      if (current === null || !current.open) return;
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      const isElsewhere = event.target instanceof Node && !current.contains(event.target);
      if (!isEscape && (event instanceof KeyboardEvent || !isElsewhere)) return;
      current.open = false;
      if (isEscape) current.querySelector('summary')?.focus();
    };
    const events = ['keydown', 'click', 'focusin'];
    events.forEach((name) => document.addEventListener(name, close));
    return () => events.forEach((name) => document.removeEventListener(name, close));
  }, []);
  return menu;
}
