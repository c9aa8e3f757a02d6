import { z } from 'zod';
import { address, approvalClass, instant, only, stepId, text } from '../../model/plan-schema/values.ts';

/** What persons decided and what holds a Stack now: the same in every answer that shows it. */

export const person = z
  .strictObject({
    id: text.describe('Where the name comes from, and the name there: `uid:1000`, `person:ann`.'),
    name: text.describe('The name to show.'),
  })
  .meta({ id: 'Person', description: 'The authenticated person who decided.' });

const decided = {
  id: text.describe('Its name.'),
  by: person,
  at: instant.describe('When it was decided.'),
};

const bounded = {
  note: text.describe('The reason that was given.'),
  until: instant.describe('When it expires.'),
};

export const rejection = z
  .strictObject({ ...decided, note: bounded.note, address, step: stepId })
  .meta({ id: 'Rejection', description: 'A step that a person rejected.' });

export const inEffect = z
  .strictObject({
    stop: only(
      z.strictObject({
        by: text.describe('The person who ordered it.'),
        note: text.describe('The reason that was given.'),
        at: instant.describe('When it was ordered.'),
      }),
      'while an order to stop stands: no replica writes.',
    ),
    brakes: z
      .array(
        z.strictObject({
          kind: text.describe('The kind that triggered the brake.'),
          at: instant.describe('When it was stopped.'),
          confirmed: z.int().describe('How many writes AWS had shown by then.'),
        }),
      )
      .describe('Kinds whose writes are stopped until a person releases the brake.'),
    pauses: z
      .array(
        z.strictObject({
          ...decided,
          ...bounded,
          addresses: only(z.array(address), 'if only some resources are paused.'),
        }),
      )
      .describe('A pause: no writes until its end.'),
    freeze: only(
      z.strictObject({ ...decided, ...bounded }),
      'while the Stack is frozen: only protective repairs run.',
    ),
    pin: only(
      z.strictObject({ ...decided, ...bounded, commit: text.describe('The commit that is in force.') }),
      'while the Stack is held at an earlier commit.',
    ),
    yielded: only(
      z.strictObject({ ...decided, ...bounded, to: text.describe('The current holder of the lent lease.') }),
      'while the lease is lent to a command line.',
    ),
    silences: z
      .array(
        z.strictObject({
          ...decided,
          ...bounded,
          addresses: only(z.array(address), 'where only these are meant.'),
          labels: only(z.record(text, text), 'where only resources with these labels are meant.'),
        }),
      )
      .describe('Notifications that are not sent.'),
    approvals: z
      .array(
        z.strictObject({
          ...decided,
          until: instant.describe('Until when it may be used.'),
          address,
          step: stepId,
          classes: z.array(approvalClass).describe('The approved classes.'),
        }),
      )
      .describe('Approvals that no step has used yet.'),
    rejections: z.array(rejection).describe('Rejections of steps that did not change since.'),
  })
  .meta({ id: 'InEffect', description: 'Decisions of persons in effect.' });
