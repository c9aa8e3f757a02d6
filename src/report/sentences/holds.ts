import type { Address } from '../../model/address.ts';
import type { OpName } from '../../model/call.ts';
import { showHold, type Hold } from '../../model/hold.ts';
import type { Of } from './facts.ts';
import { firstOf, type Sentences } from './words.ts';

interface Tagged {
  readonly address: Address;
  readonly hold: Hold;
  /** The operation that takes tags off. */
  readonly untag: OpName | undefined;
}

/** What is said of tags `keywright:hold`. */
export const holdSentences = {
  appeared: ({ address, hold, untag }: Tagged) => ({
    message: `a tag keywright:hold appeared on ${address}: ${showHold(hold)}`,
    hint: `find out who set it and why; ${whoTakesOff(untag)}`,
  }),
  ended: ({ address, hold, untag }: Tagged) =>
    `the tag keywright:hold on ${address} has expired and stops nothing: ${showHold(hold)}; ${whoTakesOff(untag)}, or set a later end (until DATE)`,
  unreadTogether: ({ addresses, op, name }: Of<'addresses' | 'op' | 'name'>) =>
    `the tags of ${firstOf(addresses, 5)} cannot be read (${op} answered ${name}), so a tag keywright:hold cannot be ruled out`,
} as const satisfies Sentences;

function whoTakesOff(operation: OpName | undefined): string {
  return operation === undefined
    ? 'anyone who can untag it can remove it'
    : `anyone with ${operation} on it can remove it`;
}
