/** What the page shows, as the address bar names it. */
export type Place =
  | { readonly is: 'now' | 'resources' | 'plans' | 'history' | 'map' | 'unknown' }
  | { readonly is: 'resource'; readonly address: string }
  | { readonly is: 'plan'; readonly id: string };

/** The views of the navigation, in its order. */
export const views = [
  { is: 'now', path: '/', title: 'Now', key: 'n' },
  { is: 'resources', path: '/resources', title: 'Resources', key: 'r' },
  { is: 'plans', path: '/plans', title: 'Plans', key: 'p' },
  { is: 'history', path: '/history', title: 'History', key: 'h' },
  { is: 'map', path: '/map', title: 'Map', key: 'm' },
] as const;

/** Returns what a path names. */
export function placeOf(pathname: string): Place {
  const path = pathname.replace(/\/+$/u, '') || '/';
  const view = views.find((one) => one.path === path);
  if (view !== undefined) return { is: view.is };
  const [first, ...rest] = path.slice(1).split('/').map(decoded);
  const name = rest.join('/');
  if (first === 'resources' && rest.length >= 2 && !rest.includes(''))
    return { is: 'resource', address: name };
  if (first === 'plans' && rest.length === 1 && name !== '') return { is: 'plan', id: name };
  return { is: 'unknown' };
}

/** Returns the path of a resource. `source` is needed where the daemon has several. */
export function resourcePath(address: string, source?: string): string {
  const path = `/resources/${address.split('/').map(encodeURIComponent).join('/')}`;
  return source === undefined ? path : `${path}?source=${encodeURIComponent(source)}`;
}

/** Returns the path of a plan. */
export function planPath(id: string, source?: string): string {
  const path = `/plans/${encodeURIComponent(id)}`;
  return source === undefined ? path : `${path}?source=${encodeURIComponent(source)}`;
}

/** Returns the view of the navigation to which a place belongs. */
export function viewOf(place: Place): (typeof views)[number]['is'] | undefined {
  switch (place.is) {
    case 'resource':
      return 'resources';
    case 'plan':
      return 'plans';
    case 'unknown':
      return undefined;
    default:
      return place.is;
  }
}

/** Returns the title of a place, for the tab of the browser. */
export function titleOf(place: Place): string {
  if (place.is === 'resource') return place.address;
  if (place.is === 'plan') return `Plan ${place.id}`;
  return views.find(({ is }) => is === place.is)?.title ?? 'Not found';
}

/** Keeps the chosen source when a link leads on: a link that names one wins. */
export function withSource(href: string, search: string): string {
  const source = new URLSearchParams(search).get('source');
  const [path = '', query = ''] = href.split('?', 2);
  const given = new URLSearchParams(query);
  if (source === null || given.has('source')) return href;
  given.set('source', source);
  return `${path}?${given.toString()}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
