import { of, ofJob, quantile, type Row } from './panel.ts';

/** What the estate is like, and what drifted. */
export const estateRows: readonly Row[] = [
  [
    'Now',
    [
      {
        title: 'Not in sync',
        about: 'Declared resources whose last verdict is anything but InSync.',
        is: 'stat',
        width: 4,
        redFrom: 1,
        queries: [
          { expr: `sum(${of('keywright_resources', ', sync!="InSync"')}) or vector(0)`, legend: 'resources' },
        ],
      },
      {
        title: 'Not healthy',
        about: 'Declared resources that do not do their work, are blocked or paused.',
        is: 'stat',
        width: 4,
        redFrom: 1,
        queries: [
          {
            expr: `sum(${of('keywright_resources', ', health!="Healthy"')}) or vector(0)`,
            legend: 'resources',
          },
        ],
      },
      {
        title: 'Access opened by hand',
        about: 'Age of the oldest access that Git does not declare and that is still open.',
        is: 'stat',
        width: 4,
        unit: 's',
        redFrom: 1,
        queries: [{ expr: `max(${of('keywright_access_opened_oldest_seconds')})`, legend: 'age' }],
      },
      {
        title: 'Next deletion',
        about: 'Time until AWS deletes the next key by itself.',
        is: 'stat',
        width: 4,
        unit: 's',
        queries: [
          { expr: `min(${of('keywright_next_deletion_timestamp_seconds')}) - time()`, legend: 'time left' },
        ],
      },
      {
        title: 'Waiting',
        about: 'Steps and resources that wait for a person or are blocked.',
        is: 'stat',
        width: 4,
        queries: [
          { expr: `sum(max by (source, reason) (${of('keywright_blocked')})) or vector(0)`, legend: 'steps' },
        ],
      },
      {
        title: 'Leaders',
        about: 'Sources for which a replica leads.',
        is: 'stat',
        width: 4,
        queries: [
          { expr: `count(${of('keywright_lease', ', state="leader"')}) or vector(0)`, legend: 'leaders' },
        ],
      },
    ],
  ],
  [
    'Estate',
    [
      {
        title: 'Resources by sync',
        about: 'AWS against the manifests.',
        is: 'timeseries',
        width: 12,
        queries: [
          {
            expr: `sum by (sync) (max by (source, kind, account, region, sync, health) (${of('keywright_resources')}))`,
            legend: '{{sync}}',
          },
        ],
      },
      {
        title: 'Resources by health',
        about: 'Whether they do their work.',
        is: 'timeseries',
        width: 12,
        queries: [
          {
            expr: `sum by (health) (max by (source, kind, account, region, sync, health) (${of('keywright_resources')}))`,
            legend: '{{health}}',
          },
        ],
      },
      {
        title: 'Not in sync, by place',
        about: 'Where resources drifted, wait or cannot be read.',
        is: 'table',
        width: 12,
        queries: [
          {
            expr: `sum by (source, kind, account, region, sync) (${of('keywright_resources', ', sync!="InSync"')})`,
            legend: '',
          },
        ],
      },
      {
        title: 'Waiting, by reason',
        about: 'The codes are described in docs/reasons.md.',
        is: 'timeseries',
        width: 12,
        queries: [
          {
            expr: `sum by (reason) (max by (source, reason) (${of('keywright_blocked')}))`,
            legend: '{{reason}}',
          },
        ],
      },
      {
        title: 'Unreadable, held and orphans',
        about: 'What cannot be judged, must not be written, and has no manifest any more.',
        is: 'timeseries',
        width: 12,
        queries: [
          { expr: `sum(max by (source) (${of('keywright_resources_unreadable')}))`, legend: 'unreadable' },
          { expr: `sum(max by (source) (${of('keywright_resources_held')}))`, legend: 'held' },
          { expr: `sum(max by (source) (${of('keywright_orphans')}))`, legend: 'orphans' },
          { expr: `sum(max by (source) (${of('keywright_resources_managed')}))`, legend: 'declared' },
        ],
      },
    ],
  ],
  [
    'Drift',
    [
      {
        title: 'Open drift',
        about: 'Episodes by who changed what.',
        is: 'timeseries',
        width: 8,
        queries: [
          {
            expr: `sum by (label) (max by (source, kind, label) (${of('keywright_drift_open')}))`,
            legend: '{{label}}',
          },
        ],
      },
      {
        title: 'Age of the oldest drift',
        about: 'By kind.',
        is: 'timeseries',
        width: 8,
        unit: 's',
        queries: [{ expr: `max by (kind) (${of('keywright_drift_oldest_seconds')})`, legend: '{{kind}}' }],
      },
      {
        title: 'Detection and repair',
        about: 'How long drift can have gone unseen, and from seen to put back; 90 of 100 are faster.',
        is: 'timeseries',
        width: 8,
        unit: 's',
        queries: [
          { expr: quantile(0.9, ofJob('keywright_drift_detection_seconds_bucket')), legend: 'detection' },
          { expr: quantile(0.9, ofJob('keywright_drift_repair_seconds_bucket')), legend: 'repair' },
        ],
      },
    ],
  ],
];
