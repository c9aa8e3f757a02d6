import type { Clock } from '../../model/clock.ts';
import type { Episode } from '../../model/history.ts';
import { second, type Duration, type Instant } from '../../model/instant.ts';
import type { Controller } from '../controller.ts';
import type { DaemonEvent } from '../events.ts';
import type { Cadence } from '../schedule.ts';
import { countEvent } from './count.ts';
import { createMeters, type Sample } from './meters.ts';
import { samplesOf } from './samples.ts';
import { createTracker } from './tracker.ts';

export interface MetricsParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly controllers: readonly Controller[];
  readonly cadence: Cadence;
  /** How long a lease lasts that is not renewed. */
  readonly leaseTerm: Duration;
  readonly version: string;
  readonly node: string;
  /** What the system says of this process. */
  usage(): Usage;
}

export interface Usage {
  readonly startedAt: Instant;
  readonly residentBytes: number;
  readonly cpu: Duration;
}

/** What is scraped, kept up by the events of the daemon and by the states of its controllers. */
export interface Metrics {
  listen(event: DaemonEvent): void;
  /** Counts a notification. */
  notified(target: string, outcome: 'sent' | 'failed' | 'dropped'): void;
  /** The page of a scrape. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(parts: MetricsParts): Metrics {
  const meters = createMeters();
  const tracker = createTracker();

  async function samples(): Promise<readonly Sample[]> {
    const now = parts.clock.now();
    const each = await Promise.all(
      parts.controllers.map(async (controller) =>
        samplesOf(
          {
            state: controller.state(),
            episodes: await openEpisodes(controller),
            cadence: parts.cadence,
            tracked: tracker.of(controller.name),
          },
          now,
        ),
      ),
    );
    return [...ofProcess(parts), ...each.flat()];
  }

  return {
    listen(event) {
      tracker.listen(event);
      countEvent(event, meters);
      if (event.is !== 'episode' || event.change !== 'opened') return;
      const unseen = tracker.unseenFor(event.source, event.episode.address);
      if (unseen !== undefined) meters.observe('keywright_drift_detection_seconds', {}, unseen / second);
    },
    notified(target, outcome) {
      meters.count('keywright_notifications_total', { target, outcome });
    },
    async text() {
      meters.show(await samples());
      return meters.text();
    },
    contentType: meters.contentType,
  };
}

/** More open episodes than this are not counted one by one. */
const mostEpisodes = 5_000;

/** History may be lost or locked: a scrape goes on without it. */
async function openEpisodes({ history }: Controller): Promise<readonly Episode[]> {
  return history.episodes({ open: true }, { limit: mostEpisodes }).catch(() => []);
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
