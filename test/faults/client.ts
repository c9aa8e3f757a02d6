import { AsyncLocalStorage } from 'node:async_hooks';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createSdkTransport } from '../../src/aws/sdk/transport.ts';
import type { Transport } from '../../src/aws/transport.ts';
import type { VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { account, region } from '../support/estate.ts';
import { exchangeHeader } from './proxy.ts';

/**
 * The SDK on real sockets under a clock that costs no time: the clock stands still while an exchange is under way,
 * and goes on once the proxy leaves it without an end, so that only Keywright's own deadline ends it.
 */
export interface HeldClient {
  transport(endpoint: string, clock: VirtualClock): Transport & { close(): void };
  hung(id: string): void;
}

export function createHeldClient(): HeldClient {
  const exchange = new AsyncLocalStorage<string>();
  const underWay = new Map<string, () => void>();
  let count = 0;
  return {
    hung: (id) => underWay.get(id)?.(),
    transport(endpoint, clock) {
      const network = new NodeHttpHandler({ connectionTimeout: 60_000, requestTimeout: 0 });
      const sdk = createSdkTransport({
        accounts: [],
        stack: 'faults',
        version: '0',
        clock,
        region,
        endpoint: () => endpoint,
        credentials: () => Promise.resolve({ accessKeyId: account, secretAccessKey: 'x' }),
        handler: {
          handle(request, options) {
            const { headers } = request as { readonly headers: Record<string, string> };
            headers[exchangeHeader] = exchange.getStore() ?? '';
            return network.handle(request as never, options as never);
          },
          destroy: () => {
            network.destroy();
          },
        },
        hold: (work) => clock.during(work),
      });
      return {
        close: () => {
          sdk.close();
        },
        async send(request) {
          count += 1;
          const id = String(count);
          const { promise, resolve } = Promise.withResolvers<undefined>();
          underWay.set(id, () => {
            resolve(undefined);
          });
          const answer = exchange.run(id, () => sdk.send(request));
          void clock.during(Promise.race([answer, promise]));
          return answer.finally(() => underWay.delete(id));
        },
      };
    },
  };
}
