import type { VNode } from 'preact';
import { Age } from '../parts/age.tsx';
import { showsKeys } from '../state/keys.ts';
import { signedIn, signOut } from '../state/session.ts';
import { theme, themes, type Theme } from '../state/theme.ts';

const words: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Shows who is signed in, and what concerns only them. */
export function Menu(): VNode {
  const { value } = signedIn;
  if (value.is !== 'in') return <></>;
  const { person, bindings, expiresAt } = value.session;
  const roles = [...new Set(bindings.map(({ role }) => role))].join(', ');
  return (
    <details class="menu">
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
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </details>
  );
}
