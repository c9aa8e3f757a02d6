import type { SandboxService } from '../request.ts';
import type { WireRequest } from './http.ts';

/** What a signature of AWS (Signature Version 4) tells; the sandbox does not check that it is right. */
export interface Signed {
  readonly accessKey: string;
  readonly region: string;
  readonly service: SandboxService | undefined;
  readonly token: string | undefined;
}

const services: Readonly<Record<string, SandboxService>> = {
  kms: 'kms',
  s3: 's3',
  sts: 'sts',
  tagging: 'tagging',
  cloudtrail: 'cloudtrail',
  iam: 'iam',
};

/**
 * Finds who signed a request, in the header `Authorization` or in the query of a presigned address. Returns undefined
 * if it is not signed.
 */
export function signedBy(request: WireRequest): Signed | undefined {
  const query = new Map(request.query);
  const header = /Credential=([^,\s]+)/u.exec(request.headers['authorization'] ?? '')?.[1];
  const scope = (header ?? query.get('X-Amz-Credential'))?.split('/');
  // <access key>/<date>/<region>/<service>/aws4_request; an access key may itself hold slashes.
  if (scope === undefined || scope.length < 5) return undefined;
  const [region = '', service = ''] = scope.slice(-3);
  return {
    accessKey: scope.slice(0, -4).join('/'),
    region,
    service: services[service],
    token: request.headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token'),
  };
}
