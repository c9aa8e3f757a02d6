import { z } from 'zod';
import { day, hour, minute } from '../../../model/instant.ts';
import { templateProblem } from '../../notify/bodies.ts';
import { guardedNetworks, label, length, path, url } from './values.ts';

const allow = z
  .array(z.enum(guardedNetworks))
  .default([])
  .meta({ description: 'Networks of the host that are refused otherwise.', examples: [['private']] });

const webhook = z.strictObject({
  url: url.exactOptional().meta({
    description: 'Where notifications are posted. This or urlFile.',
    examples: ['https://alerts.example.com/keywright'],
  }),
  urlFile: path.exactOptional().meta({
    description: 'A file with the URL, where the URL itself is secret.',
    examples: ['/etc/keywright/notify/webhook-url'],
  }),
  secretFile: path.meta({
    description: 'A file with the secret that signs each request (HMAC-SHA256).',
    examples: ['/etc/keywright/notify/webhook-secret'],
  }),
  template: z
    .string()
    .max(20_000)
    .check(({ value, issues }) => {
      const message = templateProblem(value);
      if (message !== undefined) issues.push({ code: 'custom', message, input: value });
    })
    .exactOptional()
    .meta({
      description:
        'The JSON body to send. Each {{name}} in a text is filled in: title, text, severity, event, stack, source, count, at, id. Left out: all of it as fields.',
      examples: ['{"summary":"{{title}}","details":"{{text}}","severity":"{{severity}}"}'],
    }),
  allow,
});

const slack = z.strictObject({
  urlFile: path.meta({
    description: 'A file with the URL of the incoming webhook. Anyone who knows it can post.',
    examples: ['/etc/keywright/notify/slack-url'],
  }),
  allow,
});

/** What a target receives. */
const notifiable = [
  'drift-opened',
  'drift-closed',
  'plan-waiting',
  'blocked',
  'degraded',
  'deletion-near',
  'stale',
  'recovered',
] as const;

const target = z.strictObject({
  name: label.meta({ description: 'The name by which a Stack selects the target.', examples: ['on-call'] }),
  webhook: webhook.exactOptional().meta({ description: 'A signed webhook. This or slack.' }),
  slack: slack.exactOptional().meta({ description: 'An incoming webhook of Slack. This or webhook.' }),
  events: z
    .array(z.enum(notifiable))
    .default([...notifiable])
    .meta({ description: 'The events to send.', examples: [['plan-waiting', 'blocked']] }),
});

export const notify = z.strictObject({
  targets: z.array(target).default([]).meta({ description: 'Where notifications go.' }),
  groupWait: length(0, hour)
    .prefault('30s')
    .meta({ description: 'How long a notification waits for others of its kind.', examples: ['1m'] }),
  repeat: length(minute, 30 * day)
    .prefault('4h')
    .meta({ description: 'After how long what still holds is sent again.', examples: ['24h'] }),
});

export const heartbeat = z.strictObject({
  url: url.exactOptional().meta({
    description: 'Called with GET after each complete full look of every source. This or urlFile.',
    examples: ['https://heartbeat.example.com/keywright'],
  }),
  urlFile: path.exactOptional().meta({
    description: 'A file with the URL, where the URL itself is secret.',
    examples: ['/etc/keywright/notify/heartbeat-url'],
  }),
  allow,
});
