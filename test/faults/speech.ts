import type { IncomingMessage } from 'node:http';
import type { Fault } from './kinds.ts';

/** A load balancer's page; its escape sequences and tags must never reach a terminal or a page as they are. */
export const page =
  '<!DOCTYPE html><html><head><title>502 \u001b[31mBad Gateway\u001b[0m</title></head><body>Service Unavailable<script>alert(1)</script></body></html>';

/** Returns the protocol of a service: JSON bodies, the query protocol, or S3's own. */
export function serviceOf({ headers }: Pick<IncomingMessage, 'headers'>): 'json' | 'query' | 's3' {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return /\/(?:iam|sts)\/aws4_request/u.test(headers.authorization ?? '') ? 'query' : 's3';
}

/** Finds stable names for counting and for people: `kms TrentService.ListKeys`, `ListRoles`, `GET policy`. */
export function operationName(request: IncomingMessage, body: Buffer): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  if (serviceOf(request) === 'query')
    return /Action=(?<name>\w+)/u.exec(body.toString())?.groups?.['name'] ?? 'query';
  const [, first] = /\?(?<name>[\w-]+)/u.exec(request.url ?? '') ?? [];
  return [request.method ?? 'GET', first ?? ''].join(' ').trim();
}

/** Tests whether an operation only looks: it may be answered as if it had succeeded. */
export function reads(operation: string): boolean {
  return /^(?:List|Get|Describe|Lookup|HEAD|GET)/u.test(operation);
}

/** Writes an error as AWS sends it. */
export function errorBody(
  request: IncomingMessage,
  { name, s3 }: Extract<Fault, { readonly is: 'error' }>,
): { readonly contentType: string; readonly text: string } {
  const service = serviceOf(request);
  if (service === 'json')
    return {
      contentType: 'application/x-amz-json-1.1',
      text: JSON.stringify({ __type: name, message: 'disturbed' }),
    };
  const inner = `<Code>${service === 's3' ? s3 : name.replace(/Exception$/u, '')}</Code><Message>disturbed</Message>`;
  const text =
    service === 's3'
      ? `<?xml version="1.0"?><Error>${inner}<RequestId>x</RequestId></Error>`
      : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>x</RequestId></ErrorResponse>`;
  return { contentType: 'text/xml', text };
}
