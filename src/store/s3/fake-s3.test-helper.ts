import { createHash } from 'node:crypto';
import type { Answer, Aws, AwsFailure, Call } from '../../model/call.ts';
import { byCodeUnit } from '../../model/tree.ts';

/** What happens to a call: nothing special, or AWS or the network at its worst. */
export type Fault = 'none' | 'lost-request' | 'lost-answer' | 'conflict' | 'throttled';

export interface FakeS3 {
  readonly aws: Aws;
  readonly objects: Map<string, string>;
  readonly calls: Call[];
}

/**
 * Fakes the objects of one bucket with conditional writes as the S3 User Guide describes them. Makes each ETag the
 * MD5 of the body, so equal bodies have equal ETags.
 */
export function fakeS3(faultOf: (call: Call) => Fault = () => 'none'): FakeS3 {
  const objects = new Map<string, string>();
  const calls: Call[] = [];

  function perform(call: Call): Answer {
    const key = textIn(call, 'Key');
    const present = objects.get(key);
    if (call.op === 's3:ListObjectsV2') {
      const prefix = textIn(call, 'Prefix');
      const keys = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort(byCodeUnit);
      if (keys.length === 0) return ok({ KeyCount: 0 });
      return ok({ Contents: keys.map((name) => ({ Key: name, ETag: etagOf(objects.get(name) ?? '') })) });
    }
    if (call.op === 's3:GetObject') {
      if (present === undefined) return failed(call, 'NoSuchKey', 404);
      return ok({ Body: present, ETag: etagOf(present) });
    }
    if (call.input['IfMatch'] !== undefined) {
      if (present === undefined) return failed(call, 'NoSuchKey', 404);
      if (call.input['IfMatch'] !== etagOf(present)) return failed(call, 'PreconditionFailed', 412);
    }
    if (call.input['IfNoneMatch'] === '*' && present !== undefined)
      return failed(call, 'PreconditionFailed', 412);
    if (call.op === 's3:PutObject') objects.set(key, textIn(call, 'Body'));
    else if (call.op === 's3:DeleteObject') objects.delete(key);
    else throw new Error(`the fake does not know ${call.op}`);
    return ok({});
  }

  return {
    objects,
    calls,
    aws: {
      async call(call) {
        calls.push(call);
        const isRead = call.op === 's3:GetObject' || call.op === 's3:ListObjectsV2';
        const fault = isRead ? 'none' : faultOf(call);
        if (fault === 'conflict') return failed(call, 'ConditionalRequestConflict', 409);
        if (fault === 'throttled') return failed(call, 'SlowDown', 503);
        if (fault !== 'lost-request') {
          const answer = perform(call);
          if (fault === 'none') return answer;
        }
        return failed(call, 'TimeoutError');
      },
    },
  };
}

function textIn(call: Call, member: string): string {
  const value = call.input[member];
  return typeof value === 'string' ? value : '';
}

function etagOf(text: string): string {
  return `"${createHash('md5').update(text).digest('hex')}"`;
}

function ok(value: unknown): Answer {
  return { is: 'ok', value, at: 0 };
}

const treatment: Readonly<Record<string, Pick<AwsFailure, 'code' | 'class'>>> = {
  NoSuchKey: { code: 'aws.not-found', class: 'terminal' },
  NoSuchBucket: { code: 'aws.not-found', class: 'terminal' },
  AccessDenied: { code: 'aws.forbidden', class: 'forbidden' },
  ConditionalRequestConflict: { code: 'aws.conflict', class: 'conflict' },
  SlowDown: { code: 'aws.throttled', class: 'throttled' },
  TimeoutError: { code: 'aws.timeout', class: 'transient' },
};

export function failed(call: Call, name: string, status?: number): Answer {
  const { code, class: kind } = treatment[name] ?? { code: 'aws.unexpected', class: 'terminal' };
  const failure: AwsFailure = { code, class: kind, name, message: name, op: call.op, at: call.at };
  return {
    is: 'failed',
    failure: {
      ...failure,
      ...(status === undefined ? {} : { status }),
      ...(name === 'TimeoutError' ? { effectUnknown: true } : {}),
    },
  };
}
