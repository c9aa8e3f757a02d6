import type { AwsFailure, Call, CallOptions, Lane, Role } from '../model/call.ts';
import type { Instant } from '../model/instant.ts';

/** An answer with the instant at which its request was sent: what it shows is at least as new as that. */
export type Reply =
  | {
      readonly is: 'ok';
      readonly value: unknown;
      readonly sentAt: Instant;
      readonly requestId?: string;
      readonly unproven?: boolean;
    }
  | { readonly is: 'failed'; readonly failure: AwsFailure };

export interface SendOptions extends Omit<CallOptions, 'notBefore'> {
  readonly lane: Lane;
  readonly role: Role;
}

/** What the layers of the port have in common: each wraps another. It never rejects for what AWS answers. */
export type Sender = (call: Call, options: SendOptions) => Promise<Reply>;
