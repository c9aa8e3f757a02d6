import { utf8, type Protocol, type WireResponse } from './http.ts';
import { jsonCodec, type ServiceModel } from './schema.ts';

/** Speaks AWS JSON 1.1 (KMS, CloudTrail, Tagging): everything is a POST to `/`, the operation is in `X-Amz-Target`. */
export function jsonProtocol(model: ServiceModel): Protocol {
  const codec = jsonCodec();
  return {
    async decode(request) {
      // boto3 sends longer prefixes than the JavaScript SDK: what counts follows the last dot.
      const target = request.headers['x-amz-target'] ?? '';
      const operation = target.slice(target.lastIndexOf('.') + 1);
      const shape = model.operations.get(operation);
      if (shape === undefined) {
        const message = `${target === '' ? 'No operation' : target} is not an operation of this service.`;
        return { is: 'refused', error: { name: 'UnknownOperationException', message, status: 400 } };
      }
      try {
        const input = request.body.length === 0 ? {} : await codec.read(shape.input, request.body);
        return { is: 'call', operation, input };
      } catch {
        const message = 'The request body is not the JSON that the operation takes.';
        return { is: 'refused', error: { name: 'SerializationException', message, status: 400 } };
      }
    },
    encode(operation, output, requestId) {
      const shape = model.operations.get(operation)?.output;
      const body = shape === undefined || shape.isUnitSchema() ? '{}' : codec.write(shape, output);
      return jsonResponse(200, body, requestId, {});
    },
    encodeError(_request, error, requestId) {
      const body = JSON.stringify({ __type: error.name, message: error.message, ...error.details });
      return jsonResponse(error.status, body, requestId, { 'x-amzn-errortype': error.name });
    },
  };
}

function jsonResponse(
  status: number,
  body: string,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): WireResponse {
  return {
    is: 'response',
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId, ...headers },
    body: utf8(body),
  };
}
