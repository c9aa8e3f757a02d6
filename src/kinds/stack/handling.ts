import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { day } from '../../model/instant.ts';
import { openingsOf } from '../../model/openings.ts';
import { described, duration, type Described } from '../shared/fields.ts';

function optional<T extends z.ZodType>(schema: T, about: Described): z.ZodExactOptional<T> {
  return described(schema.exactOptional(), about);
}

const zone = z.string().refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Berlin' });

/** Five fields, as crontab(5) has them: no window opens at a second. */
const cron = z.string().refine((text) => text.split(/\s+/u).length === 5 && validateDetailed(text).valid, {
  error: 'must be a cron expression of five fields such as 0 22 * * 1-5',
});

const window = z.strictObject({
  opens: described(cron, {
    description: 'The opening time: minute, hour, day of month, month and day of week, as in crontab.',
    examples: ['0 22 * * 1-5'],
  }),
  for: described(
    duration({ description: 'x' }).refine((lasts) => lasts <= 7 * day, { error: 'must be at most 7d' }),
    { description: 'The duration of the window.', examples: ['6h'] },
  ),
  timeZone: described(zone, {
    description: 'The time zone of the schedule.',
    examples: ['Europe/Berlin'],
  }),
});

const apply = z.enum(['off', 'approve', 'auto']);
const heal = z.enum(['off', 'protective', 'auto']);

/** What a daemon may do by itself. The command line asks a person instead. */
const handlingFields = {
  apply: optional(apply, {
    description:
      'How a daemon handles changes from Git. auto: applies them; dangerous steps wait. approve: each step waits for a person. off: applies none automatically.',
    unset: 'auto',
    examples: ['approve'],
  }),
  heal: optional(heal, {
    description:
      'How a daemon handles drift. auto: reverts it; restoring access needs approval. protective: reverts only drift whose repair removes access or protects. off: reverts none.',
    unset: 'auto',
    examples: ['protective'],
  }),
  windows: optional(z.array(window).min(1).max(20), {
    description:
      'Maintenance windows of a daemon: changes need an open window. Protective repairs run at any time.',
    unset: 'at any time',
    examples: [[{ opens: '0 22 * * 1-5', for: '6h', timeZone: 'Europe/Berlin' }]],
  }),
} as const;

const rule = z.strictObject({
  labels: described(z.record(z.string(), z.string()), {
    description: 'The rule applies to resources with all of these labels.',
    examples: [{ env: 'prod' }],
  }).refine((labels) => Object.keys(labels).length > 0, { error: 'must have at least one label' }),
  ...handlingFields,
});

/** Beside them, what holds for some resources only, and how a change goes through the accounts. */
export const daemonFields = {
  ...handlingFields,
  rules: optional(z.array(rule).max(50), {
    description:
      'Rules for resources, selected by label. The strictest of all matching rules, the Stack and the metadata applies.',
    unset: 'apply, heal and windows apply to all resources',
    examples: [[{ labels: { env: 'prod' }, apply: 'approve', heal: 'protective' }]],
  }),
  waves: optional(
    z
      .array(z.array(z.string().regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' })).min(1))
      .min(2)
      .max(50),
    {
      description:
        'The order in which a daemon changes accounts. A later wave waits until the earlier ones are finished and healthy. An account in no wave does not wait.',
      unset: 'all accounts at once',
      examples: [[['444455556666'], ['111122223333']]],
    },
  ),
  notify: optional(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, { error: 'must be the name of a notification target' }),
    {
      description:
        'The notification target of this Stack, by its name in the settings of the daemon. Addresses and secrets stay out of the repository.',
      unset: 'the targets that the daemon uses for all Stacks',
      examples: ['payments-oncall'],
    },
  ),
} as const;

export const hourlyCaps = z.strictObject({
  count: optional(z.int().min(0).max(10_000), {
    description: 'The maximum number of resources of one account within an hour.',
    unset: '5',
    examples: [2],
  }),
  percent: optional(z.number().min(0).max(100), {
    description: 'Also the maximum share of the resources of the account, in percent, but at least one.',
    unset: '1',
    examples: [0.5],
  }),
});

function isTimeZone(text: string): boolean {
  try {
    return openingsOf('* * * * *', text).at(0);
  } catch {
    return false;
  }
}
