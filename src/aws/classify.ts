import type { AwsFailure, Call, OpName, Service } from '../model/call.ts';
import { errors, type ErrorCode } from '../model/errors/index.ts';
import { operationOf } from './operations.ts';
import { permissionOf } from './permission.ts';
import type { TransportAnswer } from './transport.ts';

export type TransportError = Extract<TransportAnswer, { readonly is: 'error' }>;

/** OpenSSL's and Node's names for a certificate that is not trusted (Node.js, X509 certificate error codes). */
export const untrusted: readonly string[] = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/**
 * AWS's error names, by how they are treated. Texts are never looked at: AWS changes them. Sources:
 * the SDK's modelled errors, the "Common errors" pages of each API, and what endpoints answered.
 */
const byCode: Partial<Readonly<Record<ErrorCode, readonly string[]>>> = {
  'aws.throttled': [
    'BandwidthLimitExceeded',
    'PriorRequestNotComplete',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'ThrottledException',
    'Throttling',
    'ThrottlingException',
    'TooManyRequestsException',
    'KMS.ThrottlingException',
  ],
  'aws.transient': [
    'DependencyTimeoutException',
    'InternalError',
    'InternalFailure',
    'InternalServiceException',
    'KMSInternalException',
    'ServiceFailureException',
    'ServiceUnavailable',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EPIPE',
    'ERR_PROXY_TUNNEL',
    ...untrusted,
  ],
  'aws.timeout': ['AbortError', 'ETIMEDOUT', 'RequestTimeout', 'RequestTimeoutException', 'TimeoutError'],
  'aws.not-found': [
    'InsightNotEnabledException',
    'NoSuchBucket',
    'NoSuchBucketPolicy',
    'NoSuchEntityException',
    'NoSuchKey',
    'NoSuchPublicAccessBlockConfiguration',
    'NoSuchTagSet',
    'NotFound',
    'NotFoundException',
    'OwnershipControlsNotFoundError',
    'ResourceNotFoundException',
    'ServerSideEncryptionConfigurationNotFoundError',
    'TrailNotFoundException',
  ],
  'aws.conflict': [
    'ConcurrentModificationException',
    'ConditionalRequestConflict',
    'ConflictException',
    'OperationAborted',
  ],
  'aws.precondition': ['PreconditionFailed'],
  'aws.already-exists': ['AlreadyExistsException', 'BucketAlreadyOwnedByYou', 'TrailAlreadyExistsException'],
  // Of another account: there is nothing to look at and nothing to adopt.
  'aws.name-taken': ['BucketAlreadyExists'],
  'aws.invalid-state': ['DisabledException', 'KMSInvalidStateException', 'KeyUnavailableException'],
  'aws.forbidden': [
    'AccessDenied',
    'AccessDeniedException',
    'AllAccessDisabled',
    'MethodNotAllowed',
    'UnauthorizedOperation',
    'NotOrganizationMasterAccountException',
  ],
  'aws.credentials': [
    'CredentialsProviderError',
    'ExpiredToken',
    'ExpiredTokenException',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'MissingAuthenticationToken',
    'RequestExpired',
    'RequestTimeTooSkewed',
    'SignatureDoesNotMatch',
    'TokenProviderError',
    'TokenRefreshRequired',
    'UnrecognizedClientException',
  ],
  'aws.malformed-policy': [
    'MalformedPolicy',
    'MalformedPolicyDocumentException',
    'PackedPolicyTooLargeException',
  ],
  'aws.invalid': [
    'InvalidAliasNameException',
    'InvalidArgument',
    'InvalidArnException',
    'InvalidBucketName',
    'InvalidMarkerException',
    'InvalidParameterException',
    'InvalidRequest',
    'MalformedXML',
    'SerializationException',
    'TagException',
    'ValidationError',
    'ValidationException',
  ],
  'aws.limit-exceeded': [
    // In KMS and IAM it is a quota or a size (a policy too long, the 51st alias), although the SDK
    // counts this name as throttling. See `perService`.
    'LimitExceededException',
    'MaximumNumberOfTrailsExceededException',
    'TagsLimitExceededException',
    'TooManyBuckets',
  ],
  'aws.unsupported': ['UnsupportedOperationException', 'UnmodifiableEntityException'],
  'aws.not-implemented': ['InvalidAction', 'NotImplemented', 'UnknownOperationException'],
  'aws.wrong-region': [
    'AuthorizationHeaderMalformed',
    'IllegalLocationConstraintException',
    'InvalidHomeRegionException',
    'PermanentRedirect',
    'TemporaryRedirect',
  ],
  'aws.prerequisite': [
    'CloudTrailAccessNotEnabledException',
    'CloudWatchLogsDeliveryUnavailableException',
    'InsufficientEncryptionPolicyException',
    'InsufficientS3BucketPolicyException',
    'InsufficientSnsTopicPolicyException',
    'InvalidCloudWatchLogsLogGroupArnException',
    'InvalidCloudWatchLogsRoleArnException',
    'KmsException',
    'KmsKeyDisabledException',
    'KmsKeyNotFoundException',
    'S3BucketDoesNotExistException',
  ],
};

/** Refusals after which new credentials may help: nothing has happened yet. */
export const staleCredentials: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
]);

const codes: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries(byCode).flatMap(([code, names]) =>
    names.map((name): [string, ErrorCode] => [name, code as ErrorCode]),
  ),
);

/** Names that mean different things in different services. */
const perService: Partial<Readonly<Record<Service, Readonly<Record<string, ErrorCode>>>>> = {
  // A tagging quota is a rate; its API has no sizes that this name could mean.
  tagging: { LimitExceededException: 'aws.throttled' },
};

const statuses: Readonly<Record<number, ErrorCode>> = {
  301: 'aws.wrong-region',
  307: 'aws.wrong-region',
  400: 'aws.invalid',
  401: 'aws.credentials',
  403: 'aws.forbidden',
  404: 'aws.not-found',
  405: 'aws.forbidden',
  408: 'aws.timeout',
  409: 'aws.conflict',
  412: 'aws.precondition',
  429: 'aws.throttled',
  501: 'aws.not-implemented',
};

/** Classifies an error of the transport by name and status only, which decides what happens next. */
export function classify(error: TransportError, call: Call): AwsFailure {
  const code = codeOf(error, call.op);
  const row = operationOf(call.op);
  const propagation = row.propagating?.[error.name];
  return {
    code,
    class: errors[code].class,
    name: error.name,
    message: error.message,
    op: call.op,
    at: call.at,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(row.access !== 'read' && isEffectUnknown(error, code) ? { effectUnknown: true } : {}),
    ...(propagation === undefined ? {} : { propagatesWithin: propagation.within }),
    ...(propagation === undefined || propagation.from === 'others'
      ? {}
      : { propagatesFrom: propagation.from }),
    ...(code === 'aws.forbidden' ? { needs: permissionOf(call) } : {}),
  };
}

/**
 * Builds the failure of an answer that is no refusal and yet not what AWS answers. Nobody knows what it stands for.
 */
export function oddAnswer(call: Pick<Call, 'op' | 'at'>, message: string): AwsFailure {
  const code = 'aws.odd-answer';
  return {
    code,
    class: errors[code].class,
    name: 'OddAnswer',
    message,
    op: call.op,
    at: call.at,
    ...(operationOf(call.op).access === 'read' ? {} : { effectUnknown: true }),
  };
}

/**
 * Corrects a failure once retries are over. An endpoint that does not know an operation may answer 500 with a page
 * (moto does). The SDK cannot parse that page.
 */
export function afterRetries(failure: AwsFailure): AwsFailure {
  if (failure.name !== 'SyntaxError' || failure.status !== 500) return failure;
  const code = 'aws.not-implemented';
  return { ...failure, code, class: errors[code].class };
}

function codeOf(error: TransportError, op: OpName): ErrorCode {
  const service = op.slice(0, op.indexOf(':')) as Service;
  const named = perService[service]?.[error.name] ?? codes.get(error.name);
  if (named !== undefined) return named;
  // What an earlier change may mend once it is visible is what the request needs to be there.
  if (operationOf(op).propagating?.[error.name] !== undefined) return 'aws.prerequisite';
  if (isUnreadable(error)) return 'aws.odd-answer';
  if (error.status === undefined || error.status === 0) return 'aws.unexpected';
  const known = statuses[error.status];
  if (known !== undefined) return known;
  return error.status >= 500 ? 'aws.transient' : 'aws.unexpected';
}

/** Returns true if the SDK could not parse the answer. It is a success that was cut off, or an intermediary's page. */
function isUnreadable({ name, status = 0 }: TransportError): boolean {
  return (status >= 200 && status < 300) || (name === 'SyntaxError' && status < 500);
}

/** Refusals come before the effect; only what broke off, or broke inside AWS, leaves a doubt. */
function isEffectUnknown(error: TransportError, code: ErrorCode): boolean {
  // 501 is as certain a refusal as 400.
  if (!error.sent || code === 'aws.throttled' || code === 'aws.not-implemented') return false;
  const answered = error.status !== undefined && error.status > 0 && error.status < 500;
  return !answered || code === 'aws.timeout' || code === 'aws.odd-answer';
}
