import { z } from 'zod';
import { address, instant, text } from '../../../model/plan-schema/values.ts';
import { row } from './rows.ts';

/** What can change on a page: it asks again for what it shows. */
const topics = ['overview', 'attention', 'resources', 'plans', 'timeline'] as const;

const at = instant.describe('When it was sent (UTC).');

/** The data of the events of `GET /api/v1/live`, by the name of the event. */
export const liveSchemas = {
  /** The first event of each stream, also after a reconnect that missed too much: everything may have changed. */
  hello: z
    .strictObject({
      at,
      version: text.describe('Version of the daemon.'),
      resumed: z
        .boolean()
        .describe('True where nothing was missed since `Last-Event-ID`; else ask again for everything.'),
    })
    .meta({ id: 'LiveHello', description: 'The first event of each stream.' }),
  changed: z
    .strictObject({
      at,
      topics: z.array(z.enum(topics)).describe('The parts to ask for again.'),
      rows: z.array(row).max(50).describe('Resources that changed, as they stand now.'),
      gone: z.array(address).max(50).describe('Resources that there are no more.'),
      all: z.boolean().describe('True where other resources may have changed too, or all were read again.'),
    })
    .meta({ id: 'LiveChanged', description: 'Something that the caller sees changed.' }),
  /** The session ended: the page asks for a token again. */
  ended: z
    .strictObject({ at })
    .meta({ id: 'LiveEnded', description: 'The credential ended, and the stream with it.' }),
} as const;
