import { z } from 'zod';
import { day, minute, type Duration } from '../../model/instant.ts';
import { address, text } from '../../model/plan-schema/values.ts';

/** The fields that requests of several operations have. The texts are those of the OpenAPI document. */

/** The longest time that a pause, a pin or anything else that persons decide may last (authority.md §3.16). */
const longest: Duration = 30 * day;

/** Which controller is meant. It may be left out where there is only one. */
export const source = {
  source: z
    .string()
    .max(63)
    .exactOptional()
    .describe('The source. A request about one thing needs it where there are several.'),
};
export const addresses = {
  addresses: z.array(address).max(1000).exactOptional().describe('Only these resources.'),
};
/** Of a decision. One about nothing would be judged by no role, and recorded. */
export const someAddresses = {
  addresses: z
    .array(address)
    .min(1, { error: 'must name a resource' })
    .max(1000)
    .exactOptional()
    .describe('Only these resources.'),
};
export const labels = {
  labels: z
    .record(z.string().max(63), z.string().max(63))
    .refine((all) => Object.keys(all).length > 0, { error: 'must name a label' })
    .exactOptional()
    .describe('Only resources that have all these labels.'),
};

/** A reason is one line of a record: no control characters, at most 200 characters (authority.md §5.27). */
export const why = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, { error: 'must be one line of text' })
  .describe('The reason, for the record: one line.');
export const bounded = {
  why,
  forMs: z.int().min(minute).max(longest).describe('How long it lasts, in milliseconds: at most 30 days.'),
};
export const commit = z
  .string()
  .regex(/^[0-9a-f]{7,64}$/u, { error: 'must be a commit id' })
  .describe('A commit id, or its first seven digits or more.');
/** The whole name: the beginning of one could mean another commit tomorrow. */
export const wholeCommit = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u, { error: 'must be a full commit id' })
  .describe('The full commit id.');
/** The whole name: who approves by a part of it could mean another plan. */
export const planId = z
  .string()
  .regex(/^[0-9a-f]{12}$/u, { error: 'must be a plan id' })
  .describe('The id of the plan.');
export const decisionId = z.string().max(64).describe('The `id` of the decision, as `inEffect` shows it.');
export const steps = z
  .array(text.max(200))
  .min(1, { error: 'must name a step' })
  .max(1000)
  .exactOptional()
  .describe('The steps, by `Kind/name#step`. Without them: every step that waits for a person.');
export const values = z.array(z.string().max(63)).max(100).exactOptional();
/** Where a page goes on, as the page before it said. */
export const cursor = z
  .string()
  .max(2000)
  .exactOptional()
  .describe('The `next` of the page before; the other parameters stay the same.');
export const limit = z.int().min(1).max(100).exactOptional().describe('The number of items at most.');
