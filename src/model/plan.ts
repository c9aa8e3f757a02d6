import type { z } from 'zod';
import type { planSchema, savedNote, scope, stackChange } from './plan-schema.ts';
import type { Immutable } from './plan-schema/immutable.ts';
import type { health, orphan, resource, sync } from './plan-schema/resource.ts';
import type { gate, moved, step, stop } from './plan-schema/step.ts';

/** The types of a plan. What each field means is in plan-schema.ts, of which they are inferred. */

export type StepId = string;

export type Gate = Immutable<z.infer<typeof gate>>;

/** What a step waits for that does not run. */
export type Stop = Immutable<z.infer<typeof stop>>;

export type Moved = Immutable<z.infer<typeof moved>>;

export type Step = Immutable<z.infer<typeof step>>;

export type Half = Step['half'];

export type Action = Step['action'];

export type Sync = z.infer<typeof sync>;

export type Health = z.infer<typeof health>;

export type ResourcePlan = Immutable<z.infer<typeof resource>>;

export type StackChange = Immutable<z.infer<typeof stackChange>>;

export type Loosened = StackChange['loosened'][number];

export type Orphan = Immutable<z.infer<typeof orphan>>;

export type Scope = Immutable<z.infer<typeof scope>>;

export type Plan = Immutable<z.infer<typeof planSchema>>;

export type SavedNote = Immutable<z.infer<typeof savedNote>>;
