import { escapeXml, textOf, utf8, type Protocol, type WireResponse } from './http.ts';
import { membersOf, traitsOf, xmlCodec, type Schema, type ServiceModel } from './schema.ts';

/** Speaks AWS Query (IAM, STS): a form in, XML out. */
export function queryProtocol(model: ServiceModel, xmlNamespace: string): Protocol {
  const codec = xmlCodec(xmlNamespace);
  return {
    async decode(request) {
      const form = new Map(new URLSearchParams(textOf(request.body)));
      for (const [name, value] of request.query) if (!form.has(name)) form.set(name, value);
      const operation = form.get('Action') ?? '';
      const shape = model.operations.get(operation);
      if (shape === undefined) {
        const message = `Could not find operation ${operation} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`;
        return { is: 'refused', error: { name: 'InvalidAction', message, status: 400 } };
      }
      return { is: 'call', operation, input: structFrom(shape.input, form, '') ?? {} };
    },
    encode(operation, output, requestId) {
      const shape = model.operations.get(operation)?.output;
      const result =
        shape === undefined || shape.isUnitSchema()
          ? ''
          : `<${operation}Result>${withoutRoot(codec.write(shape, output))}</${operation}Result>`;
      const body = `<${operation}Response xmlns="${xmlNamespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
      return xmlResponse(200, body, requestId);
    },
    encodeError(_request, error, requestId) {
      const code = model.queryCodes.get(error.name) ?? error.name;
      const type = error.status >= 500 ? 'Receiver' : 'Sender';
      const body = `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
      return xmlResponse(error.status, body, requestId);
    },
  };
}

function xmlResponse(status: number, body: string, requestId: string): WireResponse {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { is: 'response', status, headers, body: utf8(body) };
}

function withoutRoot(xml: string): string {
  if (/^<[^>]*\/>$/u.test(xml)) return '';
  return xml.slice(xml.indexOf('>') + 1, xml.lastIndexOf('</'));
}

type Form = ReadonlyMap<string, string>;

/** Turns `A.B.member.1.C=x` back into `{A: {B: [{C: 'x'}]}}`, as the schema says. */
function structFrom(schema: Schema, form: Form, prefix: string): Record<string, unknown> | undefined {
  const entries = membersOf(schema).flatMap(({ name, schema: member, traits }) => {
    const key = traits.xmlName ?? name;
    const value = valueFrom(member, form, prefix === '' ? key : `${prefix}.${key}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function valueFrom(schema: Schema, form: Form, key: string): unknown {
  if (schema.isStructSchema()) return structFrom(schema, form, key);
  if (schema.isListSchema()) return listFrom(schema, form, key);
  if (schema.isMapSchema()) return mapFrom(schema, form, key);
  const text = form.get(key);
  if (text === undefined) return undefined;
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isTimestampSchema()) return new Date(text);
  return schema.isBlobSchema() ? new Uint8Array(Buffer.from(text, 'base64')) : text;
}

function listFrom(schema: Schema, form: Form, key: string): readonly unknown[] | undefined {
  const item = schema.getValueSchema();
  const flat = traitsOf(schema).xmlFlattened === 1;
  const base = flat ? key : `${key}.${traitsOf(item).xmlName ?? 'member'}`;
  const items: unknown[] = [];
  for (let value = valueFrom(item, form, `${base}.1`); value !== undefined;) {
    items.push(value);
    value = valueFrom(item, form, `${base}.${items.length + 1}`);
  }
  // An empty list is sent as `Key=`.
  return items.length > 0 || form.get(key) === '' ? items : undefined;
}

function mapFrom(schema: Schema, form: Form, key: string): Record<string, unknown> | undefined {
  const base = traitsOf(schema).xmlFlattened === 1 ? key : `${key}.entry`;
  const entries: [string, unknown][] = [];
  for (let name = form.get(`${base}.1.key`); name !== undefined;) {
    entries.push([name, valueFrom(schema.getValueSchema(), form, `${base}.${entries.length + 1}.value`)]);
    name = form.get(`${base}.${entries.length + 1}.key`);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
