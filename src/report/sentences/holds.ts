import type { Address } from '../../model/address.ts';
import type { OpName } from '../../model/call.ts';
import { showHold, type Hold } from '../../model/hold.ts';
import { firstOf, type Notice } from './words.ts';

interface Tagged {
  readonly address: Address;
  readonly hold: Hold;
  /** The operation that takes tags off. */
  readonly untag: OpName | undefined;
}

/** What is said of tags `keywright:hold`. */
export const holdSentences = {
  appeared: ({ address, hold, untag }: Tagged): Notice => ({
    message: `a tag keywright:hold appeared on ${address}: ${showHold(hold)}`,
    hint: `ask who set it and why; ${whoTakesOff(untag)}`,
  }),
  ended: ({ address, hold, untag }: Tagged): string =>
    `the tag keywright:hold on ${address} has ended and stops nothing: ${showHold(hold)}; ${whoTakesOff(untag)}, or set a later end (until DATE)`,
  unreadTogether: ({
    addresses,
    op,
    name,
  }: {
    readonly addresses: readonly Address[];
    readonly op: OpName;
    readonly name: string;
  }): string =>
    `the tags of ${firstOf(addresses, 5)} cannot be read (${op} answered ${name}), so a tag keywright:hold cannot be ruled out`,
} as const;

function whoTakesOff(operation: OpName | undefined): string {
  return operation === undefined
    ? 'whoever can untag it can take it off'
    : `whoever may call ${operation} on it can take it off`;
}
