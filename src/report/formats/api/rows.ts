import { z } from 'zod';
import { health, resource as planned, sync } from '../../../model/plan-schema/resource.ts';
import { instant, only, text } from '../../../model/plan-schema/values.ts';

export const row = z
  .strictObject({
    source: text.describe('Its source.'),
    ...planned.pick({ address: true, kind: true, place: true }).shape,
    sync,
    health,
    ...planned.pick({ state: true, reason: true }).shape,
    since: only(instant, 'where it drifts: when that was first seen.'),
    readAt: only(instant, 'after a look: when the oldest part of the verdict was read.'),
    waiting: only(z.int(), 'where steps wait for the approval of a person: how many.'),
    blocked: only(z.int(), 'where steps are blocked: how many.'),
  })
  .meta({ id: 'Row', description: 'One resource in a list: at most about 300 bytes.' });

const tally = z.array(
  z.strictObject({ value: text.describe('The value.'), count: z.int().describe('Resources with it.') }),
);

export const rowsBodySchema = z
  .strictObject({
    at: instant.describe('When this was answered (UTC).'),
    total: z.int().describe('Resources that match the filter.'),
    next: only(text, 'where there are more: the value of `cursor` for the next page.'),
    items: z.array(row).describe('One page of them.'),
    tallies: z
      .strictObject({ sync: tally, health: tally, kind: tally, account: tally, region: tally })
      .describe('The number of matches by value: the tally of a field ignores the filter of this field.'),
  })
  .meta({ id: 'RowList', description: 'A page of resources.' });
