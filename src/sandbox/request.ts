import type { Service } from '../model/call.ts';

export type SandboxService = Service;

/** One call as AWS receives it. `input` holds AWS member names, Uint8Array for blobs, Date for times. */
export interface SandboxRequest {
  readonly service: SandboxService;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** ARN of the caller: an account root, a role, a role's session or a user. */
  readonly principal: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface SandboxOk {
  readonly is: 'ok';
  readonly output: Record<string, unknown>;
}

/** `name` is what the SDK would show; connection failures carry Node's name and status 0. */
export interface SandboxError {
  readonly is: 'error';
  readonly name: string;
  readonly message: string;
  readonly status: number;
  /** What AWS puts in headers or the error body besides: the Region of a bucket that lives elsewhere. */
  readonly details?: Readonly<Record<string, string>>;
}

export type SandboxAnswer = SandboxOk | SandboxError;

export interface SandboxLogEntry {
  readonly at: number;
  readonly service: SandboxService;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly principal: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** `ok`, or the name of the error that was answered. */
  readonly result: string;
}
