import Ajv from 'ajv';
import { isMap, valueAt, type TreeMap } from '../../model/tree.ts';
import { pathOf } from '../../model/path.ts';
import { openApiDocument } from '../openapi/document.ts';
import { namesCommand } from './names-command.test-helper.ts';

type App = (request: Request, from?: string) => Promise<Response>;

/** One response, as the document describes it. */
interface Described {
  readonly at: string;
  readonly headers: readonly string[];
  /** Schemas by media type. */
  readonly content: TreeMap;
}

const document = openApiDocument('1.0.0', 'closed');
const ajv = new Ajv({ allErrors: true, validateSchema: false, unknownFormats: 'ignore', logger: false });

/** Throws at each answer of an API that its document does not have: a status, a header, a media type or a field. */
export function heldToDocument(app: App): App {
  return async (request, from) => {
    const response = await app(request, from);
    const wrong = await violationsOf(request, response);
    if (wrong.length > 0)
      throw new Error(`${request.method} ${request.url} is not as documented: ${wrong.join('; ')}`);
    return response;
  };
}

/** Says how an answer differs from the document. */
async function violationsOf(request: Request, response: Response): Promise<readonly string[]> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/api/')) return [];
  const described = describedAt(request.method, pathname.replace('/api/v1', ''), response.status);
  if (described === undefined) return [`the status ${String(response.status)}`];
  const missing = described.headers
    .filter((name) => !response.headers.has(name))
    .map((name) => `no header ${name}`);
  const type = response.headers.get('content-type')?.replace(/;.*/u, '');
  const types = Object.keys(described.content);
  if (type === undefined ? types.length > 0 : !types.includes(type))
    return [...missing, `the media type ${type ?? 'of nothing'}`];
  if (type?.endsWith('json') !== true || request.method === 'HEAD') return missing;
  return [...missing, ...wrongIn(described, type, await response.clone().json())];
}

function wrongIn({ at, content }: Described, type: string, body: unknown): readonly string[] {
  const key = `${at} ${type}`;
  if (ajv.getSchema(key) === undefined)
    ajv.addSchema({ ...mapIn(mapIn(content, type), 'schema'), components: document['components'] }, key);
  if (ajv.validate(key, body) === true) return unlistedCode(mapIn(content, type), body as TreeMap);
  return (ajv.errors ?? []).map(
    ({ dataPath, message, params }) => `${dataPath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** Tests whether the code of a problem is listed for its status, and its hint is one for HTTP. */
function unlistedCode(media: TreeMap, { code, hint }: TreeMap): readonly string[] {
  if (!('examples' in media)) return [];
  if (typeof hint === 'string' && namesCommand(hint)) return [`the hint for a command line: ${hint}`];
  const isListed = typeof code === 'string' && Object.hasOwn(mapIn(media, 'examples'), code);
  return isListed ? [] : [`the code ${JSON.stringify(code)}`];
}

/** Finds the response that the document has for a route, or for what no route takes. */
function describedAt(method: string, path: string, status: number): Described | undefined {
  const known = Object.keys(mapIn(document, 'paths')).find((one) =>
    new RegExp(`^${one.replaceAll('.', '\\.').replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u').test(path),
  );
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const isRoute = known !== undefined && valueAt(document, pathOf(['paths', known, verb])) !== undefined;
  if (!isRoute && ![403, 404, 405, 429].includes(status)) return undefined;
  const at = isRoute
    ? pathOf(['paths', known, verb, 'responses', status])
    : (`/components/responses/Problem${String(status)}` as const);
  const found = valueAt(document, at);
  if (!isMap(found)) return undefined;
  const reference = found['$ref'];
  const response =
    typeof reference === 'string' ? valueAt(document, reference.slice(1) as `/${string}`) : found;
  return isMap(response)
    ? { at, headers: requiredIn(mapIn(response, 'headers')), content: mapIn(response, 'content') }
    : undefined;
}

function requiredIn(headers: TreeMap): readonly string[] {
  const all = mapIn(mapIn(document, 'components'), 'headers');
  return Object.entries(headers).flatMap(([name, header]) => {
    const reference = isMap(header) ? header['$ref'] : undefined;
    const of = typeof reference === 'string' ? reference.replace(/.*\//u, '') : '';
    return mapIn(all, of)['required'] === true ? [name] : [];
  });
}

function mapIn(tree: TreeMap, name: string): TreeMap {
  const found = tree[name];
  return isMap(found) ? found : {};
}
