import type { Span } from '../../model/diagnostic.ts';

/** SARIF's words for how bad it is (§3.27.10). */
type Level = 'error' | 'warning' | 'note';

/** What a code means, for the page of a viewer about it. */
export interface Rule {
  readonly id: string;
  readonly means: string;
  readonly help: string;
  /** The page of the documentation, with its anchor. */
  readonly page: string;
}

/** One thing that a viewer shows at its line. */
export interface Finding {
  readonly rule: Rule;
  readonly level: Level;
  readonly message: string;
  /** What to do. A viewer shows the message alone, so it follows that. */
  readonly advice: string;
  readonly span?: Span | undefined;
  readonly address?: string | undefined;
  readonly path?: string | undefined;
  /** Set where a manifest accepts it: why. */
  readonly accepted?: string | undefined;
}
