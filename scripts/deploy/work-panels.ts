import { of, ofJob, quantile, type Row } from './panel.ts';

/** What the daemon does, and whether it can. */
export const workRows: readonly Row[] = [
  [
    'Work',
    [
      {
        title: 'Age of the last full look',
        about: 'Beside the interval that is asked for.',
        is: 'timeseries',
        width: 8,
        unit: 's',
        queries: [
          {
            expr: `time() - max by (source) (${of('keywright_last_full_look_timestamp_seconds')})`,
            legend: '{{source}}',
          },
          { expr: `max(${of('keywright_look_interval_seconds', ', look="full"')})`, legend: 'interval' },
        ],
      },
      {
        title: 'Oldest observation',
        about: 'Of the resource that was read longest ago.',
        is: 'timeseries',
        width: 8,
        unit: 's',
        queries: [
          {
            expr: `time() - min by (source, look) (${of('keywright_oldest_observation_timestamp_seconds')})`,
            legend: '{{source}} {{look}}',
          },
        ],
      },
      {
        title: 'Looks and passes',
        about: 'An hour.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: `sum by (look) (increase(${of('keywright_looks_total')}[1h]))`, legend: '{{look}} looks' },
          {
            expr: `sum by (outcome) (increase(${of('keywright_passes_total')}[1h]))`,
            legend: 'passes {{outcome}}',
          },
          { expr: `sum(increase(${of('keywright_failures_total')}[1h]))`, legend: 'unexpected failures' },
        ],
      },
      {
        title: 'Time of looks and passes',
        about: '90 of 100 are faster.',
        is: 'timeseries',
        width: 8,
        unit: 's',
        queries: [
          { expr: quantile(0.9, ofJob('keywright_pass_seconds_bucket'), ', look'), legend: '{{look}}' },
        ],
      },
      {
        title: 'Steps',
        about: 'By how they ended, an hour.',
        is: 'timeseries',
        width: 8,
        queries: [
          {
            expr: `sum by (action, outcome) (increase(${ofJob('keywright_steps_total')}[1h]))`,
            legend: '{{action}} {{outcome}}',
          },
        ],
      },
      {
        title: 'Queue',
        about: 'Addresses that wait for their time, whose time has come, and the longest wait.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: `sum(${of('keywright_queue_size')})`, legend: 'waiting' },
          { expr: `sum(${of('keywright_queue_due')})`, legend: 'due' },
          { expr: `max(${of('keywright_queue_oldest_seconds')})`, legend: 'longest wait (s)' },
        ],
      },
    ],
  ],
  [
    'AWS',
    [
      {
        title: 'Requests by result',
        about: 'A second.',
        is: 'timeseries',
        width: 8,
        unit: 'reqps',
        queries: [
          {
            expr: `sum by (result) (rate(${ofJob('keywright_aws_requests_total')}[$__rate_interval]))`,
            legend: '{{result}}',
          },
        ],
      },
      {
        title: 'Requests by operation',
        about: 'The ten most frequent, a second.',
        is: 'timeseries',
        width: 8,
        unit: 'reqps',
        queries: [
          {
            expr: `topk(10, sum by (operation) (rate(${ofJob('keywright_aws_requests_total')}[$__rate_interval])))`,
            legend: '{{operation}}',
          },
        ],
      },
      {
        title: 'Throttled',
        about: 'By account, Region and service, a second.',
        is: 'timeseries',
        width: 8,
        unit: 'reqps',
        queries: [
          {
            expr: `sum by (account, region, service) (rate(${ofJob('keywright_aws_throttles_total')}[$__rate_interval]))`,
            legend: '{{account}} {{region}} {{service}}',
          },
        ],
      },
      {
        title: 'Time of requests',
        about: '90 of 100 are faster.',
        is: 'timeseries',
        width: 12,
        unit: 's',
        queries: [
          {
            expr: quantile(0.9, ofJob('keywright_aws_request_seconds_bucket'), ', access'),
            legend: '{{access}}',
          },
        ],
      },
      {
        title: 'Wait for the limiter',
        about: '90 of 100 are shorter.',
        is: 'timeseries',
        width: 12,
        unit: 's',
        queries: [
          {
            expr: quantile(0.9, ofJob('keywright_aws_limiter_wait_seconds_bucket'), ', lane'),
            legend: '{{lane}}',
          },
        ],
      },
    ],
  ],
  [
    'Process',
    [
      {
        title: 'Ready and live',
        about: 'Of each replica.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: of('keywright_ready'), legend: '{{instance}} {{source}} ready' },
          { expr: of('keywright_live'), legend: '{{instance}} {{source}} live' },
        ],
      },
      {
        title: 'Lease',
        about: 'The part of each replica, and the number of the term.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: of('keywright_lease'), legend: '{{instance}} {{source}} {{state}}' },
          { expr: of('keywright_lease_term'), legend: '{{source}} term' },
          {
            expr: `time() - max by (source) (${of('keywright_leader_seen_timestamp_seconds')})`,
            legend: '{{source}} since a leader was seen (s)',
          },
          { expr: ofJob('keywright_lease_term_seconds'), legend: 'length of a term (s)' },
        ],
      },
      {
        title: 'Source',
        about: 'The state of each source, and for how long.',
        is: 'table',
        width: 8,
        queries: [
          { expr: `max by (source, state) (${of('keywright_source_state')})`, legend: '' },
          {
            expr: `time() - max by (source) (${of('keywright_source_state_since_timestamp_seconds')})`,
            legend: '',
          },
        ],
      },
      {
        title: 'Decisions, mode and protective repairs',
        about: 'What persons decided and what holds now.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: `max by (source, is) (${of('keywright_decisions')})`, legend: '{{source}} {{is}}' },
          { expr: `max by (source, mode) (${of('keywright_mode')})`, legend: '{{source}} mode {{mode}}' },
          {
            expr: `max by (source) (${of('keywright_protective_repair_failures')})`,
            legend: '{{source}} repair failures',
          },
        ],
      },
      {
        title: 'Record, notifications and webhooks',
        about: 'Whether the head of the record reaches its sink, messages and webhooks an hour.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: `min by (source) (${of('keywright_record_sink_ok')})`, legend: '{{source}} sink' },
          {
            expr: `sum by (target, outcome) (increase(${ofJob('keywright_notifications_total')}[1h]))`,
            legend: '{{target}} {{outcome}}',
          },
          {
            expr: `sum by (source, outcome) (increase(${ofJob('keywright_webhook_requests_total')}[1h]))`,
            legend: '{{source}} webhook {{outcome}}',
          },
        ],
      },
      {
        title: 'Memory, processor and version',
        about: 'Of each replica.',
        is: 'timeseries',
        width: 8,
        queries: [
          { expr: `${ofJob('process_resident_memory_bytes')} / 1e6`, legend: '{{instance}} MB' },
          {
            expr: `100 * rate(${ofJob('process_cpu_seconds_total')}[$__rate_interval])`,
            legend: '{{instance}} % of a core',
          },
          { expr: `time() - ${ofJob('process_start_time_seconds')}`, legend: '{{instance}} up (s)' },
          { expr: ofJob('keywright_build_info'), legend: '{{instance}} {{version}}, Node {{node}}' },
        ],
      },
    ],
  ],
];
