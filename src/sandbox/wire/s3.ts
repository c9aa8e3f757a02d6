import {
  escapeXml,
  textOf,
  utf8,
  type Protocol,
  type WireError,
  type WireRequest,
  type WireResponse,
} from './http.ts';
import { routeOf, targetOf, type S3Target } from './s3-route.ts';
import {
  membersOf,
  xmlCodec,
  type Codec,
  type Schema,
  type ServiceModel,
  type WireOperation,
} from './schema.ts';

const xmlNamespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Creates the protocol of S3's REST-XML. The schemas say what is in path, query, headers and body. */
export function s3Protocol(model: ServiceModel): Protocol {
  const codec = xmlCodec(xmlNamespace);
  return {
    async decode(request) {
      const operation = routeOf(model, request);
      if (operation === undefined) {
        const message = `The sandbox does not know ${request.method} ${request.path} with this query.`;
        return { is: 'refused', error: { name: 'NotImplemented', message, status: 501 } };
      }
      try {
        const input = await inputOf(operation.input, request, targetOf(request), codec);
        return { is: 'call', operation: operation.name, input };
      } catch {
        const message =
          'The XML you provided was not well-formed or did not validate against our published schema';
        return { is: 'refused', error: { name: 'MalformedXML', message, status: 400 } };
      }
    },
    encode(name, output, requestId) {
      const operation = model.operations.get(name);
      if (operation === undefined) throw new Error(`${name} is not an operation of S3`);
      return responseOf(operation, output, requestId, codec);
    },
    encodeError: errorResponse,
  };
}

async function inputOf(
  schema: Schema,
  request: WireRequest,
  target: S3Target,
  codec: Codec,
): Promise<Record<string, unknown>> {
  const query = new Map(request.query);
  const input: Record<string, unknown> = {};
  for (const { name, schema: member, traits } of membersOf(schema)) {
    if (name === 'Bucket') input[name] = target.bucket;
    else if (name === 'Key') input[name] = target.key;
    else if (traits.httpQuery !== undefined) input[name] = fromText(member, query.get(traits.httpQuery));
    else if (traits.httpHeader !== undefined)
      input[name] = fromText(member, request.headers[traits.httpHeader.toLowerCase()]);
    else if (traits.httpPrefixHeaders !== undefined)
      input[name] = prefixed(request.headers, traits.httpPrefixHeaders);
    else if (traits.httpPayload !== undefined) input[name] = await payloadOf(member, request.body, codec);
  }
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

async function payloadOf(member: Schema, body: Uint8Array, codec: Codec): Promise<unknown> {
  if (member.isStructSchema()) return body.length === 0 ? undefined : codec.read(member, body);
  if (member.isBlobSchema()) return body;
  return textOf(body);
}

function fromText(schema: Schema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isTimestampSchema()) return new Date(text);
  if (schema.isListSchema()) return text.split(',').map((item) => item.trim());
  return text;
}

function prefixed(
  headers: Readonly<Record<string, string>>,
  prefix: string,
): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function responseOf(
  operation: WireOperation,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
  codec: Codec,
): WireResponse {
  const headers: Record<string, string> = { 'x-amz-request-id': requestId };
  const inBody: Record<string, unknown> = {};
  let payload: { readonly schema: Schema; readonly value: unknown } | undefined;
  for (const { name, schema, traits } of membersOf(operation.output)) {
    const value = output[name];
    if (traits.httpPayload !== undefined) payload = { schema, value };
    else if (value === undefined || value === null) continue;
    else if (traits.httpHeader !== undefined) headers[traits.httpHeader.toLowerCase()] = toText(value);
    else if (traits.httpPrefixHeaders !== undefined) {
      for (const [key, text] of Object.entries(value)) headers[traits.httpPrefixHeaders + key] = String(text);
    } else inBody[name] = value;
  }
  const body = payload === undefined ? documentOf(operation, inBody, codec) : payloadBytes(payload, codec);
  if (body.length > 0)
    headers['content-type'] ??=
      payload?.schema.isBlobSchema() === true ? 'binary/octet-stream' : 'application/xml';
  return { is: 'response', status: operation.http?.status ?? 200, headers, body };
}

/** Encodes all that is neither header nor payload, as a document; nothing if the answer has no such members. */
function documentOf(
  operation: WireOperation,
  members: Readonly<Record<string, unknown>>,
  codec: Codec,
): Uint8Array {
  if (operation.name === 'GetBucketLocation') return utf8(locationDocument(members['LocationConstraint']));
  const hasDocument = membersOf(operation.output).some(
    ({ traits }) => traits.httpHeader === undefined && traits.httpPrefixHeaders === undefined,
  );
  return hasDocument ? utf8(codec.write(operation.output, members)) : new Uint8Array();
}

/** Builds the one answer of S3 whose root holds the value itself; empty for us-east-1. */
function locationDocument(location: unknown): string {
  const text = typeof location === 'string' ? escapeXml(location) : '';
  return `<LocationConstraint xmlns="${xmlNamespace}">${text}</LocationConstraint>`;
}

function payloadBytes(
  { schema, value }: { readonly schema: Schema; readonly value: unknown },
  codec: Codec,
): Uint8Array {
  if (value === undefined || value === null) return new Uint8Array();
  if (value instanceof Uint8Array) return value;
  return utf8(typeof value === 'string' ? value : codec.write(schema, value));
}

function toText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value);
}

/** Builds the response of an error. An answer to HEAD has no body: all it tells is its status. */
function errorResponse(request: WireRequest, error: WireError, requestId: string): WireResponse {
  const details = Object.entries(error.details ?? {}).map(
    ([name, value]) => `<${name}>${escapeXml(value)}</${name}>`,
  );
  const region = error.details?.['Region'] ?? error.details?.['BucketRegion'];
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(error.name)}</Code><Message>${escapeXml(error.message)}</Message>${details.join('')}<RequestId>${requestId}</RequestId></Error>`;
  return {
    is: 'response',
    status: error.status,
    headers: {
      'content-type': 'application/xml',
      'x-amz-request-id': requestId,
      ...(region === undefined ? {} : { 'x-amz-bucket-region': region }),
    },
    body: request.method === 'HEAD' ? new Uint8Array() : utf8(body),
  };
}
