import type { Diagnostic } from '../model/diagnostic.ts';
import type { Journal, Memory } from '../model/journal.ts';

/** What a run keeps for itself. Opening one reads and writes nothing. */
export interface Store {
  readonly journal: Journal;
  readonly memory: Memory;
  /** Reads everything and says what is damaged. Writes nothing. Errors: nothing may be applied. */
  check(): Promise<readonly Diagnostic[]>;
}
