import { effect, signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const slot = 'keywright.theme';

/** The look that the person chose; it is remembered on this machine. */
export const theme = signal<Theme>(remembered());

/** Shows the chosen look. */
export function applyTheme(): void {
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme.value;
    try {
      localStorage.setItem(slot, theme.value);
    } catch {
      // A browser may keep nothing for this page: then the choice lasts as long as the tab.
    }
  });
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(slot);
    return themes.find((one) => one === kept) ?? 'system';
  } catch {
    return 'system';
  }
}
