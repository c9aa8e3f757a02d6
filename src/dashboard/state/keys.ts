import { signal } from '@preact/signals';
import { go, spot } from './location.ts';
import { views, withSource } from '../router.ts';

/** True while the list of keys is open. */
export const showsKeys = signal(false);

/** True while `/` leads to a view whose search gets the focus. */
export const seeksSearch = signal(false);

/** True after `g`: the next letter names a view. */
const isGoing = signal(false);

/** Follows the keys that work everywhere. While somebody types, only the text field has them. */
export function followKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isInDialog()) return;
    const going = isGoing.peek();
    isGoing.value = event.key === 'g' && !going;
    if (going) {
      const view = views.find(({ key }) => key === event.key);
      if (view !== undefined) go(withSource(view.path, spot.peek().search));
      return;
    }
    if (event.key === '?') showsKeys.value = true;
    if (event.key !== '/') return;
    const search = document.querySelector<HTMLElement>('[data-search]');
    event.preventDefault();
    if (search !== null) {
      search.focus();
      return;
    }
    seeksSearch.value = true;
    go(withSource('/resources', spot.peek().search));
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

function isInDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
