import type { DaemonConfig } from '../../daemon/config/schema/index.ts';
import type { Controller } from '../../daemon/controller.ts';
import type { Publish } from '../../daemon/events.ts';
import { secretIn } from '../../daemon/notify/deliver.ts';
import { listenAddressOf } from '../../daemon/probe/address.ts';
import { createReceiver, webhookLimits } from '../../daemon/webhook/receiver.ts';
import type { HttpListener, HttpServers } from '../../runtime/http-server.ts';
import type { Host } from '../host.ts';

export interface WebhookRequest {
  readonly config: Pick<DaemonConfig, 'webhook' | 'sources'>;
  readonly controllers: readonly Pick<Controller, 'name' | 'poll'>[];
  readonly publish: Publish;
}

export interface WebhookHost extends Pick<Host, 'clock' | 'files'> {
  readonly servers: HttpServers;
}

/** Listens for webhooks of Git hosts; undefined where the operator wants none. Rejects if the address cannot be had. */
export async function openWebhook(
  { config: { webhook, sources }, controllers, publish }: WebhookRequest,
  { clock, files, servers }: WebhookHost,
): Promise<HttpListener | undefined> {
  if (webhook.address === undefined) return undefined;
  const receive = createReceiver({
    now: () => clock.now(),
    ended: (source, outcome) => {
      publish({ source, at: clock.now(), is: 'webhook', outcome });
    },
    sources: controllers.flatMap(({ name, poll }) => {
      const file = sources.find((source) => source.name === name)?.git?.webhookSecretFile;
      if (file === undefined) return [];
      const secret = async (): Promise<string | undefined> => {
        const text = await secretIn(file, { files });
        return typeof text === 'string' ? text : undefined;
      };
      return [{ name, secret, poll }];
    }),
  });
  return servers.receive(listenAddressOf(webhook.address), receive, webhookLimits);
}
