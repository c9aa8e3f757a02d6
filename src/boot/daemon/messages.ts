import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { Controller } from '../../daemon/controller.ts';
import type { DaemonEvent } from '../../daemon/events.ts';
import type { Metrics } from '../../daemon/metrics/metrics.ts';
import { createHeartbeat } from '../../daemon/notify/heartbeat.ts';
import { createNotifier } from '../../daemon/notify/notifier.ts';
import type { HttpClient } from '../../runtime/http-client.ts';
import type { Names } from '../../runtime/names.ts';
import type { Host } from '../host.ts';

export interface MessageHost extends Pick<Host, 'clock' | 'randoms' | 'entropy' | 'files'> {
  readonly names: Names;
  readonly http: HttpClient;
}

export interface MessageRequest {
  readonly config: Pick<DaemonConfig, 'notify' | 'heartbeat'>;
  readonly controllers: readonly Controller[];
  readonly metrics: Pick<Metrics, 'notifies' | 'notified'>;
  /** Told of each message that did not arrive. */
  lost(to: string, outcome: 'failed' | 'dropped', why: string): void;
}

/** Notifications and the heartbeat: all that leaves the process by HTTP. */
export interface Messages {
  /** A subscriber of all events. */
  listen(event: DaemonEvent): void;
  /** Sends until the signal. */
  run(signal: AbortSignal): Promise<void>;
}

export function createMessages(
  { config, controllers, metrics, lost }: MessageRequest,
  { clock, names, http, files, randoms, entropy }: MessageHost,
): Messages {
  const { notify, heartbeat: target } = config;
  const end = new AbortController();
  const delivery = { clock, names, http, files, random: randoms.stream('notifications') };
  function hear(to: string, outcome: 'sent' | 'failed' | 'dropped', why = ''): void {
    metrics.notified(to, outcome);
    if (outcome !== 'sent') lost(to, outcome, why);
  }
  for (const { name } of notify.targets) metrics.notifies(name);
  if (target !== undefined) metrics.notifies('heartbeat');
  const notifier = createNotifier({
    ...delivery,
    controllers,
    targets: notify.targets,
    settings: notify,
    newId: () => entropy.hex(8),
    told: hear,
  });
  const sources = controllers.map(({ name }) => name);
  const heartbeat =
    target === undefined
      ? undefined
      : createHeartbeat(
          {
            ...delivery,
            target,
            sources,
            told: (outcome, why) => {
              hear('heartbeat', outcome, why);
            },
          },
          end.signal,
        );
  return {
    listen(event) {
      notifier.listen(event);
      heartbeat?.listen(event);
    },
    async run(signal) {
      signal.addEventListener('abort', () => {
        end.abort();
      });
      await notifier.run(signal);
      await heartbeat?.idle();
    },
  };
}
