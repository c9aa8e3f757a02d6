import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { day } from '../../model/instant.ts';
import { openingsOf } from '../../model/openings.ts';
import { described, duration, type Described } from '../shared/fields.ts';

function optional<T extends z.ZodType>(schema: T, about: Described): z.ZodExactOptional<T> {
  return described(schema.exactOptional(), about);
}

const zone = z.string().refine(isTimeZone, { error: 'wants an IANA time zone such as Europe/Berlin' });

/** Five fields, as crontab(5) has them: no window opens at a second. */
const cron = z.string().refine((text) => text.split(/\s+/u).length === 5 && validateDetailed(text).valid, {
  error: 'wants a cron expression of five fields such as 0 22 * * 1-5',
});

const window = z.strictObject({
  opens: described(cron, {
    description: 'When it opens: minute, hour, day of month, month and day of week, as in crontab.',
    examples: ['0 22 * * 1-5'],
  }),
  for: described(
    duration({ description: 'x' }).refine((lasts) => lasts <= 7 * day, { error: 'wants at most 7d' }),
    { description: 'How long it stays open.', examples: ['6h'] },
  ),
  timeZone: described(zone, {
    description: 'The time zone of the hours and days.',
    examples: ['Europe/Berlin'],
  }),
});

const apply = z.enum(['off', 'approve', 'auto']);
const heal = z.enum(['off', 'protective', 'auto']);

/** What a daemon may do by itself. The command line asks a person instead. */
const handlingFields = {
  apply: optional(apply, {
    description:
      'What a daemon does with changes from Git. auto: they run, and wait only where they are dangerous. approve: each waits for a person. off: none runs by itself.',
    unset: 'auto',
    examples: ['approve'],
  }),
  heal: optional(heal, {
    description:
      'What a daemon does with drift. auto: it is undone, and giving access back needs approval. protective: only what takes away access, or protects, is undone. off: nothing is.',
    unset: 'auto',
    examples: ['protective'],
  }),
  windows: optional(z.array(window).min(1).max(20), {
    description:
      'Times in which a daemon makes changes: one of them must be open. What only protects is repaired at any time.',
    unset: 'at any time',
    examples: [[{ opens: '0 22 * * 1-5', for: '6h', timeZone: 'Europe/Berlin' }]],
  }),
} as const;

const rule = z.strictObject({
  labels: described(z.record(z.string(), z.string()), {
    description: 'The rule holds for resources with all of these labels.',
    examples: [{ env: 'prod' }],
  }).refine((labels) => Object.keys(labels).length > 0, { error: 'wants at least one label' }),
  ...handlingFields,
});

/** Beside them, what holds for some resources only, and how a change goes through the accounts. */
export const daemonFields = {
  ...handlingFields,
  rules: optional(z.array(rule).max(50), {
    description:
      'What a daemon may do with some resources, by their labels. Of all rules that hold for one, the Stack and its metadata, the tightest counts.',
    unset: 'apply, heal and windows hold for all resources',
    examples: [[{ labels: { env: 'prod' }, apply: 'approve', heal: 'protective' }]],
  }),
  waves: optional(
    z
      .array(
        z.array(z.string().regex(/^\d{12}$/u, { error: 'wants the 12 digits of an AWS account' })).min(1),
      )
      .min(2)
      .max(50),
    {
      description:
        'Accounts in the order in which a daemon changes them: those of a later wave wait until everything of the earlier ones is done and works. An account that no wave names waits for none.',
      unset: 'all accounts at once',
      examples: [[['444455556666'], ['111122223333']]],
    },
  ),
  notify: optional(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, { error: 'wants the name of a notification target' }),
    {
      description:
        'The notification target of this Stack, by its name in the settings of the daemon. Addresses and secrets never stand in a repository.',
      unset: 'the targets that the daemon uses for all Stacks',
      examples: ['payments-oncall'],
    },
  ),
} as const;

export const hourlyCaps = z.strictObject({
  count: optional(z.int().min(0).max(10_000), {
    description: 'So many resources of one account within an hour, at most.',
    unset: '5',
    examples: [2],
  }),
  percent: optional(z.number().min(0).max(100), {
    description: 'And no more than this share of the resources of the account, in percent, but at least one.',
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
