import { refusal } from '../../daemon/control/control.ts';
import { problemOf } from '../problem.ts';
import { routesAt } from './at.ts';

/** Answers what no route takes: the path exists with other methods, or not at all. */
export function unknownRoute(method: string, path: string): Response {
  const allowed = methodsAt(path);
  if (allowed.length === 0) return problemOf(refusal('api.route', `there is no route ${path.slice(0, 200)}`));
  const allow = allowed.join(', ');
  return problemOf(refusal('api.method', `${path.slice(0, 200)} supports ${allow}, not ${method}`), {
    allow,
  });
}

/** Lists the methods of a path below the prefix of the API. */
function methodsAt(path: string): readonly string[] {
  return [
    ...new Set(routesAt(path).flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))),
  ];
}
