import { z } from 'zod';
import { day, minute, second } from '../../../model/instant.ts';
import { logLevels } from '../../../model/log-level.ts';
import { modes } from '../../../model/mode.ts';
import { loggedRequests } from '../../log/answered.ts';
import { api } from './api.ts';
import { heartbeat, notify } from './notify.ts';
import { source } from './source.ts';
import { label, length, listenAddress, path } from './values.ts';

/** Gives the section with the defaults of its fields where it is left out. */
function section<T extends z.ZodType>(schema: T, description: string): z.ZodPrefault<T> {
  return schema.prefault({} as z.input<T>).meta({ description });
}

const cadence = z.strictObject({
  fast: length(10 * second, day)
    .prefault('10m')
    .meta({
      description:
        'How often the fast set is read: key state, key, bucket and role policies, public access block, grants, trail status.',
      examples: ['5m'],
    }),
  full: length(minute, 7 * day)
    .prefault('1h')
    .meta({ description: 'How often everything is read.', examples: ['2h'] }),
});

const record = z.strictObject({
  sink: z
    .strictObject({
      directory: path.exactOptional().meta({
        description: 'A directory that only appends, on another machine. This or s3.',
        examples: ['/mnt/audit/keywright'],
      }),
      s3: z
        .strictObject({
          bucket: z
            .string()
            .min(3)
            .max(63)
            .meta({
              description: 'A bucket with Object Lock.',
              examples: ['audit-111122223333'],
            }),
          prefix: z.string().default('keywright/').meta({ description: 'The prefix of its object keys.' }),
          account: z
            .string()
            .regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' })
            .meta({ description: 'The account that owns the bucket.', examples: ['111122223333'] }),
          region: z
            .string()
            .min(1)
            .meta({ description: 'Its Region.', examples: ['eu-central-1'] }),
          retainDays: z
            .int()
            .min(1)
            .max(36_500)
            .default(400)
            .meta({ description: 'How long Object Lock keeps each head.' }),
        })
        .exactOptional()
        .meta({ description: 'A bucket with Object Lock. This or directory.' }),
    })
    .exactOptional()
    .meta({ description: 'Where the head of the record is written, outside this machine.' }),
  interval: length(minute, day)
    .prefault('1h')
    .meta({ description: 'How often the head is written.', examples: ['15m'] }),
});

const retention = z.strictObject({
  events: length(day, 3650 * day)
    .prefault('400d')
    .meta({ description: 'How long events are kept.', examples: ['90d'] }),
  plans: length(day, 3650 * day)
    .prefault('90d')
    .meta({ description: 'How long plans are kept.', examples: ['30d'] }),
  episodes: length(day, 3650 * day)
    .prefault('400d')
    .meta({ description: 'How long closed drift episodes are kept.', examples: ['90d'] }),
  applied: length(day, 3650 * day)
    .prefault('400d')
    .meta({
      description: 'How long an applied document is kept after another took its place.',
      examples: ['90d'],
    }),
});

const backup = z.strictObject({
  directory: path.exactOptional().meta({
    description: 'Where a copy of each history is written at the start of the daemon and each day.',
    examples: ['/mnt/backup/keywright'],
  }),
  keep: z
    .int()
    .min(1)
    .max(3650)
    .default(7)
    .meta({ description: 'How many copies of each history are kept: one for each day.' }),
});

const person = z.strictObject({
  name: label.meta({ description: 'The name that records and pages show.', examples: ['alice'] }),
  uids: z
    .array(z.int().min(0))
    .default([])
    .meta({ description: 'Users of this machine.', examples: [[1000]] }),
  tokenHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/u, { error: 'must be the SHA-256 of a token in hexadecimal' }))
    .default([])
    .meta({
      description: 'SHA-256 of each token that proves this person.',
      examples: [['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08']],
    }),
});

/**
 * All settings of a daemon: the one description of its file, its variables and its flags. None of them can come from a
 * repository of manifests (authority.md §1.2), and no secret is in it: only the path of a file with one.
 */
export const daemonSchema = z.strictObject({
  sources: z
    .array(source)
    .default([])
    .meta({ description: 'Where manifests come from: one Stack for each.' }),
  dataDir: path.exactOptional().meta({
    description:
      'Where history, copies of repositories and, without coordination, lease and journal are kept. Left out: a folder in the state folder of the user.',
    examples: ['/var/lib/keywright'],
  }),
  maxMode: z
    .enum(modes)
    .default('observe')
    .meta({
      description: 'The loosest mode of any Stack: Keywright writes only above observe.',
      examples: ['enforce'],
    }),
  guardrails: path.exactOptional().meta({
    description: 'The guardrails file. Required above observe, except for the embedded AWS.',
    examples: ['/etc/keywright/guardrails.yaml'],
  }),
  cadence: section(cadence, 'How often AWS is looked at.'),
  callsPerDay: z
    .int()
    .min(1)
    .exactOptional()
    .meta({
      description:
        'How many reads of AWS a day full looks may take. Their interval grows to stay within it; that of fast looks does not.',
      examples: [50_000],
    }),
  share: z.number().min(0.01).max(1).default(0.5).meta({
    description:
      'The share of the request quotas of each account that all processes together may use. Processes that share the coordination of a Stack divide it.',
  }),
  shares: z
    .record(
      z.string().regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' }),
      z.number().min(0.01).max(1),
    )
    .default({})
    .meta({
      description: 'The share of single accounts, by id, where it differs.',
      examples: [{ '111122223333': 0.2 }],
    }),
  probe: section(
    z.strictObject({
      address: listenAddress.default('127.0.0.1:9808').meta({
        description: 'Where /livez, /readyz and /metrics are served.',
        examples: ['0.0.0.0:9808'],
      }),
      enabled: z.boolean().default(true).meta({ description: 'Whether they are served.' }),
    }),
    'Probes and metrics over HTTP.',
  ),
  api: section(api, 'The API and the page.'),
  webhook: section(
    z.strictObject({
      address: listenAddress.exactOptional().meta({
        description: 'Where POST /hooks/SOURCE is served. Left out: nowhere.',
        examples: ['0.0.0.0:9809'],
      }),
    }),
    'Webhooks of Git hosts, which trigger a read before the interval ends.',
  ),
  log: section(
    z.strictObject({
      level: z
        .enum(logLevels)
        .default('info')
        .meta({ description: 'How much is logged.', examples: ['debug'] }),
      to: z
        .enum(['stderr', 'stdout'])
        .default('stderr')
        .meta({ description: 'Where the log goes. The record always goes to stdout.' }),
      requests: z
        .enum(loggedRequests)
        .default('notable')
        .meta({
          description:
            'Which requests of the API and the page are logged. Notable ones decide, are refused to their caller, fail, or take more than a second.',
          examples: ['all'],
        }),
    }),
    'The log, one JSON object a line.',
  ),
  record: section(record, 'The record of writes and decisions.'),
  notify: section(notify, 'Notifications.'),
  heartbeat: heartbeat.exactOptional().meta({
    description: 'A URL that is called while everything works, so that silence is an alarm.',
  }),
  retention: section(retention, 'How long history is kept.'),
  backup: section(backup, 'Copies of the history.'),
  control: section(
    z.strictObject({
      socket: path.exactOptional().meta({
        description: 'The unix socket of the control. Left out: control/control.sock in the data directory.',
        examples: ['/run/keywright/control.sock'],
      }),
      people: z.array(person).default([]).meta({ description: 'Persons that the control distinguishes.' }),
    }),
    'The control.',
  ),
});

export type DaemonConfig = z.infer<typeof daemonSchema>;
