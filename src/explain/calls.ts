import { actionsOf, operationOf } from '../aws/operations.ts';
import type { OpName } from '../model/call.ts';

/** One operation of AWS, with what it needs and what it takes. */
export interface CallPage {
  readonly op: OpName;
  readonly access: 'read' | 'write';
  /** IAM actions; those of `kms:CreateKey` are more than its name. */
  readonly actions: readonly string[];
  /** Requests a second that AWS allows an account, in a Region where AWS counts by Region. */
  readonly rate: number;
  /** AWS publishes no rate. */
  readonly guessed: boolean;
}

export function callPage(op: OpName): CallPage {
  const { access, quota } = operationOf(op);
  const { rate, guess = false } = quota;
  return { op, access: access === 'read' ? 'read' : 'write', actions: actionsOf(op), rate, guessed: guess };
}

/**
 * Formats a call as `s3:PutBucketEncryption (action s3:PutEncryptionConfiguration)`: with the actions where the name
 * does not say them.
 */
export function callWords(op: OpName): string {
  const { actions } = callPage(op);
  if (actions.length === 1 && actions[0] === op) return op;
  return `${op} (${actions.length === 1 ? 'action' : 'actions'} ${actions.join(', ')})`;
}
