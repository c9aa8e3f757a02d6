import type { z } from 'zod';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { planBodySchema } from '../formats/plan.ts';

/** What every renderer of a plan shows: plain data in a fixed order, and what `-o json` prints. */
export type Display = Immutable<z.input<typeof planBodySchema>>;

/** One resource about which the plan has something to say. */
export type Section = Display['sections'][number];

/** What a resource's mark in the margin means: the same in text, JSON, Markdown and on the page. */
export type Symbol = Section['symbol'];

export type Verb = Section['verb'];

export type Standing = Section['standing'];

/** One difference. A side that is absent is left out. */
export type Line = Section['lines'][number];

/** One step of a resource with its calls and what holds it. */
export type StepView = Section['steps'][number];

export type HeldBy = NonNullable<StepView['heldBy']>;

export type OutcomeView = NonNullable<StepView['outcome']>;

export type FoundByTags = NonNullable<Display['foundByTags']>[number];

/** A path that is left alone, and why. */
export type Quiet = Display['deferred'][number];

/** A resource without a change that a person should still know about. */
export type Notice = Display['notices'][number];

export type Counts = Display['counts'];

/** A step, or a whole resource, that a person should look at before anything runs. */
export type Risky = Display['risky'][number];
