import { ofSource, sources, type CatalogueRows } from './row.ts';
import { health, sync } from '../../../model/plan-schema/resource.ts';

/** Ages of drift: from half a minute to a week. */
const long = [30, 60, 300, 600, 1_200, 3_600, 14_400, 86_400, 604_800] as const;

/** What the declared resources are like, and what drifted. */
export const estateMetrics = {
  keywright_resources: {
    type: 'gauge',
    help: 'Declared resources by their last sync and health.',
    labels: {
      source: 'open',
      kind: 'open',
      account: 'open',
      region: 'open',
      sync: sync.options,
      health: health.options,
    },
    most: 400,
    joins: 'sum',
  },
  keywright_resources_managed: {
    type: 'gauge',
    help: 'Declared resources.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_resources_unreadable: {
    type: 'gauge',
    help: 'Declared resources that AWS did not show completely.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_resources_held: {
    type: 'gauge',
    help: 'Declared resources with a tag keywright:hold, or with unreadable tags.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_orphans: {
    type: 'gauge',
    help: 'Resources with the ownership tags of the Stack but without a manifest.',
    labels: ofSource,
    most: sources,
    joins: 'sum',
  },
  keywright_blocked: {
    type: 'gauge',
    help: 'Steps and resources that wait, by reason code.',
    labels: { source: 'open', reason: 'open' },
    most: 150,
    joins: 'sum',
  },
  keywright_next_deletion_timestamp_seconds: {
    type: 'gauge',
    help: 'Time of the next scheduled key deletion; absent while no deletion is pending.',
    labels: ofSource,
    most: sources,
    joins: 'min',
  },

  keywright_drift_open: {
    type: 'gauge',
    help: 'Open drift episodes.',
    labels: { source: 'open', kind: 'open', label: ['changed-in-git', 'drifted', 'both', 'differs'] },
    most: 150,
    joins: 'sum',
  },
  keywright_drift_oldest_seconds: {
    type: 'gauge',
    help: 'Age of the oldest open drift episode.',
    labels: { source: 'open', kind: 'open' },
    most: 60,
    joins: 'max',
  },
  keywright_access_opened_oldest_seconds: {
    type: 'gauge',
    help: 'Age of the oldest open access granted outside Git, including manual grants; 0 while there is none.',
    labels: ofSource,
    most: sources,
    joins: 'max',
  },
  keywright_drift_detection_seconds: {
    type: 'histogram',
    help: 'Maximum time that drift existed before it was detected: time since the previous look.',
    labels: {},
    buckets: long,
  },
  keywright_drift_repair_seconds: {
    type: 'histogram',
    help: 'Time from detection of drift until Keywright had reverted it.',
    labels: {},
    buckets: long,
  },
  keywright_protective_repair_failures: {
    type: 'gauge',
    help: 'Highest number of consecutive failures of one protective repair.',
    labels: ofSource,
    most: sources,
    joins: 'max',
  },
} as const satisfies CatalogueRows;
