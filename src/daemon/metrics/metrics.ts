import type { Clock } from '../../model/clock.ts';
import { second, type Duration, type Instant } from '../../model/instant.ts';
import type { Usage } from '../../runtime/usage.ts';
import type { Controller } from '../controller.ts';
import type { DaemonEvent } from '../events.ts';
import { countEvent } from './count.ts';
import { createMeters, type Sample } from './meters.ts';
import { samplesOf } from './samples.ts';
import type { CallCounts } from './recent-calls.ts';
import { createTracker } from './tracker.ts';

export interface MetricsParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly controllers: readonly Controller[];
  /** How long a lease lasts that is not renewed. */
  readonly leaseTerm: Duration;
  readonly version: string;
  readonly node: string;
  /** What the system says of this process. */
  usage(): Usage;
}

/** How busy the API is at the moment of a scrape. */
export interface ApiLoad {
  /** Requests without an answer yet. */
  readonly underWay: number;
  /** Open streams of live updates. */
  readonly streams: number;
  /** True while the tokens file is broken or missing. */
  readonly isTokensFileBroken: boolean;
}

const outcomes = ['sent', 'failed', 'dropped'] as const;

/** What is scraped, kept up by the events of the daemon and by the states of its controllers. */
export interface Metrics {
  listen(event: DaemonEvent): void;
  /** Shows the counters of a target from the start: the first lost message is then an increase. */
  notifies(target: string): void;
  /** Counts a notification. */
  notified(target: string, outcome: (typeof outcomes)[number]): void;
  /** Shows how busy the API is, from now on. */
  serves(load: () => ApiLoad): void;
  /** Counts the requests of a source in the last hour. */
  calls(source: string, now: Instant): CallCounts;
  /** The page of a scrape. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(parts: MetricsParts): Metrics {
  const meters = createMeters();
  const tracker = createTracker();
  const serving: (() => ApiLoad)[] = [];

  function samples(): readonly Sample[] {
    const now = parts.clock.now();
    const each = parts.controllers.flatMap((controller) =>
      samplesOf(
        {
          state: controller.state(),
          backlog: controller.backlog(now),
          tracked: tracker.of(controller.name),
        },
        now,
      ),
    );
    return [...ofProcess(parts), ...serving.flatMap((load) => ofApi(load())), ...each];
  }

  return {
    listen(event) {
      tracker.listen(event);
      countEvent(event, meters);
      if (event.is !== 'episode' || event.change !== 'opened') return;
      const unseen = tracker.unseenFor(event.source, event.episode.address);
      if (unseen !== undefined) meters.observe('keywright_drift_detection_seconds', {}, unseen / second);
    },
    notifies(target) {
      for (const outcome of outcomes) meters.count('keywright_notifications_total', { target, outcome }, 0);
    },
    notified(target, outcome) {
      meters.count('keywright_notifications_total', { target, outcome });
    },
    serves(load) {
      serving.push(load);
    },
    calls: tracker.calls,
    text() {
      meters.show(samples());
      return meters.text();
    },
    contentType: meters.contentType,
  };
}

function ofApi({ underWay, streams, isTokensFileBroken }: ApiLoad): readonly Sample[] {
  return [
    { name: 'keywright_api_requests_in_progress', labels: {}, value: underWay },
    { name: 'keywright_api_live_clients', labels: {}, value: streams },
    { name: 'keywright_api_tokens_broken', labels: {}, value: Number(isTokensFileBroken) },
  ];
}

function ofProcess({ leaseTerm, version, node, usage }: MetricsParts): readonly Sample[] {
  const { startedAt, residentBytes, cpu } = usage();
  return [
    { name: 'keywright_build_info', labels: { version, node }, value: 1 },
    { name: 'keywright_lease_term_seconds', labels: {}, value: leaseTerm / second },
    { name: 'process_start_time_seconds', labels: {}, value: startedAt / second },
    { name: 'process_resident_memory_bytes', labels: {}, value: residentBytes },
    { name: 'process_cpu_seconds_total', labels: {}, value: cpu / second },
  ];
}
