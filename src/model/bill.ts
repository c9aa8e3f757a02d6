import type { Address } from './address.ts';
import type { OpName } from './call.ts';

/** Requests of one look at everything that is declared, where nothing differs. */
export interface LookCount {
  readonly requests: number;
  readonly byOperation: readonly (readonly [OpName, number])[];
}

/** What a daemon asks of AWS for one Stack, and what that costs. */
export interface Bill {
  readonly full: LookCount;
  readonly fast: LookCount;
  readonly perDay: {
    readonly requests: number;
    /** Billed by KMS for each 10,000 beyond 20,000 a month and account, which are free. */
    readonly kms: number;
    /** Events that each declared trail of management reads records of them. Of one trail in a Region they are free. */
    readonly events: readonly (readonly [Address, number])[];
  };
  /** US dollars in 30 days by list prices, free requests not taken off. */
  readonly monthly: number;
}
