import type { Answered } from '../../model/answered.ts';
import { besides, type BesideRoute } from './beside.ts';
import type { Route } from './route.ts';
import { routes } from './table.ts';

/** Below it stands every route of the API. */
export const apiPrefix = '/api/v1';

/**
 * Finds the route that takes a request, as the table has it: `/plans/{id}`. Every other path is `unknown`, whatever it
 * is: logs and metrics must not grow with what somebody sends.
 */
export function routeAt(method: string, path: string): Pick<Answered, 'route' | 'use'> {
  const asked = method === 'HEAD' ? 'GET' : method;
  if (!path.startsWith('/api/') && asked === 'GET') return { route: 'page', use: 'page' };
  const below = path.startsWith(`${apiPrefix}/`) ? path.slice(apiPrefix.length) : '';
  const found = routesAt(below).find((route) => route.method === asked);
  if (found === undefined) return { route: 'unknown', use: 'unknown' };
  return { route: found.path, use: useOf(found) };
}

/** Lists the routes of a path below the prefix of the API: one for each method. */
export function routesAt(path: string): readonly (Route | BesideRoute)[] {
  return patterns.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route);
}

const patterns = [...routes, ...besides].map((route) => ({ route, pattern: patternOf(route.path) }));

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u');
}

/** Returns what a request of a route counts as. */
export function useOf(route: Route | BesideRoute): 'read' | 'write' | 'plan' {
  if (route.method === 'GET') return 'read';
  return 'operation' in route && route.operation === 'speculate' ? 'plan' : 'write';
}
