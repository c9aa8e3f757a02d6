import type { SandboxAnswer, SandboxRequest, SandboxService } from '../request.ts';
import { unpacked } from './body.ts';
import { callerOf, withSessionToken } from './caller.ts';
import type { Protocol, WireRequest, WireResponse } from './http.ts';
import { jsonProtocol } from './json.ts';
import { queryProtocol } from './query.ts';
import { s3Protocol } from './s3.ts';
import { loadModel } from './schema.ts';
import { signedBy } from './signature.ts';

/** What is behind the wire. */
export interface Answerer {
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
}

export interface Wire {
  /** Answers one HTTP request as AWS would. */
  answer(request: WireRequest): Promise<WireResponse>;
}

export interface WireOptions {
  /** Whose `role/admin` calls with an access key that is no account. */
  readonly defaultAccount?: string;
}

const fallbackAccount = '111122223333';

/** Loads the codecs of all services (a quarter of a second) and puts them before `sandbox`. */
export async function createWire(sandbox: Answerer, options: WireOptions = {}): Promise<Wire> {
  const [kms, cloudtrail, tagging, sts, iam, s3] = await Promise.all([
    loadModel('kms'),
    loadModel('cloudtrail'),
    loadModel('tagging'),
    loadModel('sts'),
    loadModel('iam'),
    loadModel('s3'),
  ]);
  const protocols: Readonly<Record<SandboxService, Protocol>> = {
    kms: jsonProtocol(kms),
    cloudtrail: jsonProtocol(cloudtrail),
    tagging: jsonProtocol(tagging),
    sts: queryProtocol(sts, 'https://sts.amazonaws.com/doc/2011-06-15/'),
    iam: queryProtocol(iam, 'https://iam.amazonaws.com/doc/2010-05-08/'),
    s3: s3Protocol(s3),
  };
  let answered = 0;

  function nextRequestId(): string {
    answered += 1;
    return `00000000-0000-4000-8000-${String(answered).padStart(12, '0')}`;
  }

  return {
    async answer(request) {
      const requestId = nextRequestId();
      const signed = signedBy(request);
      if (signed?.service === undefined) return unsigned(request, protocols, requestId);
      const protocol = protocols[signed.service];
      const decoded = await protocol.decode({ ...request, body: unpacked(request.body, request.headers) });
      if (decoded.is === 'refused') return protocol.encodeError(request, decoded.error, requestId);
      const { operation, input } = decoded;
      const caller = callerOf(signed, options.defaultAccount ?? fallbackAccount);
      const { service, region } = signed;
      const answer = await sandbox.handle({ service, operation, region, input, ...caller });
      if (answer.is === 'ok') {
        const output = operation === 'AssumeRole' ? withSessionToken(answer.output) : answer.output;
        return protocol.encode(operation, output, requestId);
      }
      if (answer.status === 0) return { is: 'broken', name: answer.name, message: answer.message };
      return protocol.encodeError(request, answer, requestId);
    },
  };
}

/** Refuses a request that shows no service, in the form that its path suggests. */
function unsigned(
  request: WireRequest,
  protocols: Readonly<Record<SandboxService, Protocol>>,
  requestId: string,
): WireResponse {
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const protocol =
    request.headers['x-amz-target'] !== undefined ? protocols.kms : form ? protocols.sts : protocols.s3;
  const message =
    'Request is missing Authentication Token, or is signed for a service that the sandbox does not have.';
  return protocol.encodeError(
    request,
    { name: 'MissingAuthenticationToken', message, status: 403 },
    requestId,
  );
}
