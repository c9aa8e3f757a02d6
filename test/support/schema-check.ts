import type { Transport, TransportAnswer, TransportRequest } from '../../src/aws/transport.ts';
import type { Service } from '../../src/model/call.ts';
import { serviceMessages, type ServiceMessages } from './sdk-model.ts';

/** How many messages were held against the SDK, by operation. */
export interface Tally {
  readonly requests: Map<string, number>;
  readonly answers: Map<string, number>;
  /** By `operation error`. */
  readonly errors: Map<string, number>;
}

export function newTally(): Tally {
  return { requests: new Map(), answers: new Map(), errors: new Map() };
}

/**
 * Holds each request that Keywright sends and each answer that the embedded AWS gives against what the SDK says
 * of them: no unknown member, no missing one, types, values of enumerations, names of errors. Throws.
 */
export function checkingMessages(inner: Transport, tally: Tally = newTally()): Transport {
  return {
    async send(request) {
      refuse(request, 'request', problemsOfRequest(request));
      add(tally.requests, request.op);
      const answer = await inner.send(request);
      refuse(request, 'answer', problemsOfAnswer(request, answer));
      if (answer.is === 'ok') add(tally.answers, request.op);
      else add(tally.errors, `${request.op} ${answer.name}`);
      return answer;
    },
  };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function refuse({ op }: TransportRequest, what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`the ${what} of ${op} is not AWS's: ${problems.join('; ')}`);
}

function partsOf({ op }: Pick<TransportRequest, 'op'>): readonly [ServiceMessages, string] {
  const [service = '', operation = ''] = op.split(':');
  const model = serviceMessages.get(service as Service);
  if (model === undefined) throw new Error(`no service ${service}`);
  return [model, operation];
}

export function problemsOfRequest(request: Pick<TransportRequest, 'op' | 'input'>): readonly string[] {
  const [model, operation] = partsOf(request);
  const shapes = model.operation(operation);
  if (shapes === undefined) return ['the SDK knows no such operation'];
  return problemsOf(request.input, shapes.input, '', model);
}

export function problemsOfAnswer(
  request: Pick<TransportRequest, 'op'>,
  answer: TransportAnswer,
): readonly string[] {
  const [model, operation] = partsOf(request);
  const shapes = model.operation(operation);
  if (shapes === undefined) return ['the SDK knows no such operation'];
  if (answer.is === 'ok') return problemsOf(answer.output, shapes.output, '', model);
  const known = [
    ...model.errorsOf(operation),
    ...commonErrors,
    ...(request.op.startsWith('s3:') ? s3Errors : []),
  ];
  return known.includes(answer.name) ? [] : [`it does not know the error ${answer.name}`];
}

/**
 * Errors of every service, which no operation lists (AWS API references, common errors), and what Node and the
 * SDK say where no answer came.
 */
const commonErrors: readonly string[] = [
  'AccessDeniedException',
  'AccessDenied',
  'InternalFailure',
  'InternalError',
  'InvalidClientTokenId',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'TimeoutError',
];

/** S3 models hardly any error; these are codes of its list (S3 API Reference, error responses). */
const s3Errors: readonly string[] = [
  'BadRequest',
  'BucketAlreadyExists',
  'BucketAlreadyOwnedByYou',
  'BucketNotEmpty',
  'ConditionalRequestConflict',
  'IllegalLocationConstraintException',
  'InvalidAccessKeyId',
  'InvalidArgument',
  'InvalidBucketName',
  'InvalidRequest',
  'InvalidTag',
  'KMS.DisabledException',
  'KMS.KMSInvalidStateException',
  'KMS.NotFoundException',
  'MalformedPolicy',
  'MalformedXML',
  'MethodNotAllowed',
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchCORSConfiguration',
  'NoSuchConfiguration',
  'NoSuchKey',
  'NoSuchLifecycleConfiguration',
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchTagSet',
  'NoSuchWebsiteConfiguration',
  'NotFound',
  'NotModified',
  'ObjectLockConfigurationNotFoundError',
  'OperationAborted',
  'OwnershipControlsNotFoundError',
  'PermanentRedirect',
  'PreconditionFailed',
  'ReplicationConfigurationNotFoundError',
  'ServerSideEncryptionConfigurationNotFoundError',
  'SlowDown',
  'Unknown',
];

/**
 * Checks a value against a schema of the SDK. A number is a simple type, an array a shape, a function gives one
 * later.
 */
function problemsOf(
  value: unknown,
  schema: unknown,
  path: string,
  model: ServiceMessages,
): readonly string[] {
  if (typeof schema === 'function') return problemsOf(value, (schema as () => unknown)(), path, model);
  if (typeof schema === 'number') return problemsOfSimple(value, schema, path, model);
  if (schema === 'unit')
    return isObject(value) && Object.keys(value).length === 0 ? [] : [`${path} holds something`];
  if (!Array.isArray(schema)) throw new Error(`a schema of an unknown form at ${path}`);
  const shape = schema as readonly unknown[];
  // A member with traits of its own.
  if (shape.length === 2) return problemsOf(value, shape[0], path, model);
  const [form, , name, , first, second] = shape;
  if (form === 0) return problemsOf(value, first, path, model);
  if (form === 1) return problemsOfList(value, first, path, model);
  if (form === 2) return problemsOfMap(value, second, path, model);
  if (form === 3 || form === 4 || form === -3)
    return problemsOfStructure(value, shape, String(name), path, model);
  throw new Error(`a shape of the unknown form ${String(form)} at ${path}`);
}

const simple: Readonly<Record<number, (value: unknown) => boolean>> = {
  0: (value) => typeof value === 'string',
  1: (value) => typeof value === 'number',
  2: (value) => typeof value === 'boolean',
  4: isInstant,
  5: isInstant,
  6: isInstant,
  7: isInstant,
  15: () => true,
  21: isBytes,
  42: isBytes,
};

/** Returns true for an instant as Keywright holds them: milliseconds in requests, ISO 8601 in answers. */
function isInstant(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && !Number.isNaN(Date.parse(value)));
}

function isBytes(value: unknown): boolean {
  return typeof value === 'string' || value instanceof Uint8Array;
}

function problemsOfSimple(
  value: unknown,
  schema: number,
  path: string,
  model: ServiceMessages,
): readonly string[] {
  // Lists and maps of simple types are their number plus 64 or 128.
  if (schema >= 128) return problemsOfMap(value, schema - 128, path, model);
  if (schema >= 64) return problemsOfList(value, schema - 64, path, model);
  const test = simple[schema];
  if (test === undefined) throw new Error(`a simple type of the unknown number ${schema} at ${path}`);
  return test(value) ? [] : [`${path} is ${JSON.stringify(value)}`];
}

function problemsOfList(
  value: unknown,
  schema: unknown,
  path: string,
  model: ServiceMessages,
): readonly string[] {
  if (!Array.isArray(value)) return [`${path} is no list`];
  return value.flatMap((one, index) => problemsOf(one, schema, `${path}[${index}]`, model));
}

function problemsOfMap(
  value: unknown,
  schema: unknown,
  path: string,
  model: ServiceMessages,
): readonly string[] {
  if (!isObject(value)) return [`${path} is no map`];
  return Object.entries(value).flatMap(([key, one]) => problemsOf(one, schema, `${path}.${key}`, model));
}

function problemsOfStructure(
  value: unknown,
  [, , , , names, schemas, required = 0]: readonly unknown[],
  name: string,
  path: string,
  model: ServiceMessages,
): readonly string[] {
  if (!isObject(value)) return [`${path} is no structure`];
  const members = names as readonly string[];
  // The members that must be there come first.
  const missing = members.slice(0, Number(required)).filter((member) => value[member] === undefined);
  return [
    ...missing.map((member) => `${path}.${member} is missing`),
    ...Object.entries(value).flatMap(([member, one]) => {
      const index = members.indexOf(member);
      const at = `${path}.${member}`;
      if (index === -1) return [`${at} is unknown in ${name}`];
      const allowed = model.valuesOf(`${name}.${member}`);
      const wrong = [one]
        .flat()
        .filter((text) => typeof text === 'string' && allowed?.includes(text) === false);
      return [
        ...wrong.map((text) => `${at} is ${String(text)}, which is none of ${allowed?.join(', ') ?? ''}`),
        ...problemsOf(one, (schemas as readonly unknown[])[index], at, model),
      ];
    }),
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
