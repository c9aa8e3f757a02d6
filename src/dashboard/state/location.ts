import { computed, signal } from '@preact/signals';
import { placeOf, withSource } from '../router.ts';

interface Spot {
  readonly pathname: string;
  /** The query with its `?`, or nothing. */
  readonly search: string;
}

/** What the address bar shows. */
export const spot = signal<Spot>(spotNow());

/** The view that the address bar names. */
export const place = computed(() => placeOf(spot.value.pathname));

/** The source that is chosen; undefined: all. */
export const chosenSource = computed(() => new URLSearchParams(spot.value.search).get('source') ?? undefined);

/** Goes to an address of the page. */
export function go(href: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  spot.value = spotNow();
}

/** Sets one part of the query. Leaves no step behind for the back button: a filter is no place. */
export function setQuery(name: string, value: string | undefined): void {
  const query = new URLSearchParams(spot.peek().search);
  if (value === undefined || value === '') query.delete(name);
  else query.set(name, value);
  const search = query.toString();
  go(`${spot.peek().pathname}${search === '' ? '' : `?${search}`}`, { replace: true });
}

/** Follows the back button, and every plain click on a link within the page. */
export function followLinks(): void {
  addEventListener('popstate', () => (spot.value = spotNow()));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href');
    if (
      href?.startsWith('/') !== true ||
      link?.target === '_blank' ||
      link?.hasAttribute('download') === true
    )
      return;
    event.preventDefault();
    go(withSource(href, spot.peek().search));
  });
}

function spotNow(): Spot {
  return { pathname: location.pathname, search: location.search };
}
