import type { z } from 'zod';
import type { Immutable } from './plan-schema/immutable.ts';
import type { change, risk } from './plan-schema/step.ts';

/** One difference between desired and live. An undefined side is absent. */
export type Change = Immutable<z.infer<typeof change>>;

/** What memory says of a difference; without memory it only `differs`. */
export type DriftLabel = NonNullable<Change['label']>;

/** Why a step is dangerous, and which approval releases it. */
export type Risk = Immutable<z.infer<typeof risk>>;
