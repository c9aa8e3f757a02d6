import { z } from 'zod';
import { address, instant, text } from '../../../model/plan-schema/values.ts';
import { row } from './rows.ts';

/** What can change on a page: it asks again for what it shows. */
const topics = ['overview', 'attention', 'resources', 'plans', 'timeline'] as const;

/** The data of the events of `GET /api/v1/live`, by the name of the event. */
export const liveSchemas = {
  /** The first event of each stream, also after a reconnect that missed too much: everything may have changed. */
  hello: z.strictObject({ at: instant, version: text, resumed: z.boolean() }),
  changed: z.strictObject({
    at: instant,
    topics: z.array(z.enum(topics)),
    rows: z.array(row).max(50),
    gone: z.array(address),
  }),
  /** The session ended: the page asks for a token again. */
  ended: z.strictObject({ at: instant }),
} as const;
