import type { WireRequest } from './http.ts';
import { memberOf, membersOf, type ServiceModel, type WireOperation } from './schema.ts';

export interface S3Target {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/**
 * Finds bucket and key. The bucket is in the host (`b.s3.eu-west-1.amazonaws.com`, `b.localhost`) or is the path's
 * first part.
 */
export function targetOf(request: WireRequest): S3Target {
  const inHost = /^(.+?)\.(?:s3[.-]|localhost$)/u.exec(request.host)?.[1];
  const parts = request.path.replace(/^\//u, '').split('/');
  const bucket = inHost ?? decoded(parts.shift() ?? '');
  const key = parts.map(decoded).join('/');
  return { bucket: bucket === '' ? undefined : bucket, key: key === '' ? undefined : key };
}

/** Picks the operation whose path names most of the query, among all that fit method, place and query. */
export function routeOf(model: ServiceModel, request: WireRequest): WireOperation | undefined {
  const target = targetOf(request);
  const query = new Map(request.query);
  const named = query.get('x-id');
  const fitting = [...model.operations.values()].filter((operation) =>
    fits(operation, request, target, query),
  );
  // boto3 sends no x-id, the JavaScript SDK does.
  const said = fitting.find((operation) => operation.name === named);
  const [best] =
    said === undefined ? fitting.sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1)) : [said];
  return best !== undefined && namesAll(best, query) ? best : undefined;
}

function fits(
  operation: WireOperation,
  request: WireRequest,
  target: S3Target,
  query: ReadonlyMap<string, string>,
): boolean {
  const { http } = operation;
  if (http?.method !== request.method || http.uri.startsWith('/Write')) return false;
  const level = http.uri.startsWith('/{Key+}')
    ? 'object'
    : memberOf(operation.input, 'Bucket')
      ? 'bucket'
      : 'service';
  const asked = target.key !== undefined ? 'object' : target.bucket !== undefined ? 'bucket' : 'service';
  if (level !== asked) return false;
  if (memberOf(operation.input, 'CopySource') !== (request.headers['x-amz-copy-source'] !== undefined))
    return false;
  if (memberOf(operation.input, 'UploadId') !== query.has('uploadId')) return false;
  return patternQuery(operation).every(
    ([name, value]) => query.has(name) && (value === '' || query.get(name) === value),
  );
}

/** Returns the query in the path of an operation, without x-id: `/?encryption`, `/?list-type=2`. */
function patternQuery(operation: WireOperation): readonly [string, string][] {
  const text = operation.http?.uri.split('?')[1] ?? '';
  return [...new URLSearchParams(text)].filter(([name]) => name !== 'x-id');
}

function weight(operation: WireOperation): number {
  return patternQuery(operation).length;
}

/**
 * Returns true if the operation knows all of the query. A sub-resource nobody knows must not fall through to another
 * operation (other emulators overwrite objects so).
 */
function namesAll(operation: WireOperation, query: ReadonlyMap<string, string>): boolean {
  const known = new Set([
    ...patternQuery(operation).map(([name]) => name),
    ...membersOf(operation.input).flatMap(({ traits }) =>
      traits.httpQuery === undefined ? [] : [traits.httpQuery],
    ),
  ]);
  return [...query.keys()].every((name) => known.has(name) || name === 'x-id' || name.startsWith('X-Amz-'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
