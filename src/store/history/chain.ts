import type { ChainHead, Event } from '../../model/history.ts';
import { storeFailure, type StoreFailure } from '../failure.ts';

/** Refuses a line that does not follow the last one: two writers would fork the chain. */
export function unchained(head: ChainHead | undefined, event: Event): StoreFailure | undefined {
  if (
    head === undefined ||
    (event.chain === head.chain && event.seq === head.seq + 1 && event.previous === head.hash)
  )
    return undefined;
  return storeFailure({
    severity: 'error',
    code: 'store.contended',
    message: `line ${event.seq} of the record does not follow line ${head.seq}: another process is writing the same record`,
    hint: 'use a separate data directory for each daemon',
  });
}
