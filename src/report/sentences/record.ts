import type { Address } from '../../model/address.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import type { Of } from './facts.ts';
import type { Sentences } from './words.ts';

/** What is said of how much of a resource was read, and when. */
export const recordSentences = {
  notRead: () => 'not read completely yet',
  stale: ({ at }: { readonly at: Instant }) => `not read since ${isoOf(at)}, more than two intervals ago`,
  undeclared: ({ address }: Of<'address'>) => ({
    message: `no manifest declares ${address}`,
    hint: 'restore its manifest from Git first',
  }),
  refersToGone: ({ address, facet, to }: Of<'address' | 'facet'> & { readonly to: Address }) => ({
    message: `the earlier ${facet} of ${address} refers to ${to}, which no longer has a manifest`,
    hint: `restore the manifest of ${to} from Git first`,
  }),
} as const satisfies Sentences;
