import { everything, type Binding } from '../../model/binding.ts';
import { controlOf, noon } from '../../daemon/testing/caller.test-helper.ts';
import { fakeController, recordAt, statusWith } from '../../daemon/testing/controller.test-helper.ts';
import type { FakeController } from '../../daemon/testing/controller.test-helper.ts';
import { createStanding } from '../../daemon/control/standing.ts';
import type { Answered } from '../../model/answered.ts';
import { createHub } from '../../daemon/control/live/hub.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { bearer, gatekeeperOf, knownToken } from '../access/gatekeeper.test-helper.ts';
import { createApp, type App } from '../app.ts';
import type { ServerParts } from '../parts.ts';
import { heldToDocument } from './contract.test-helper.ts';

/** An API before one controller, and somebody who asks it with a token. */
export interface Asked {
  readonly controller: FakeController;
  readonly faults: unknown[];
  /** What the log and the metrics were told. */
  readonly told: Answered[];
  readonly app: App['answer'];
  readonly load: App['load'];
  /** Asks with the token of ann, unless the headers have another one. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

/** Makes an API of which the test says what stands behind it. */
export function apiWith(
  more: Partial<ServerParts> = {},
  {
    controller = fakeController('keys', { status: statusWith(recordAt('Key/a', noon)) }),
    bindings = everything,
  }: { readonly controller?: FakeController; readonly bindings?: readonly Binding[] } = {},
): Asked {
  const faults: unknown[] = [];
  const told: Answered[] = [];
  const gatekeeper = gatekeeperOf({ now: () => noon });
  gatekeeper.list = [knownToken('ann', { bindings })];
  const { answer, load } = createApp({
    version: '1.0.0',
    control: controlOf([controller]),
    standing: createStanding({ controllers: [controller], now: () => noon }),
    gatekeeper,
    live: {
      hub: createHub({ controllers: [controller], now: () => noon, newId: () => 'e1' }),
      clock: virtualClock(noon),
    },
    page: new Map(),
    now: () => noon,
    newId: () => 'r1',
    answered: (request) => void told.push(request),
    failed: (error) => void faults.push(error),
    ...more,
  });
  const app = heldToDocument(answer);
  return {
    controller,
    faults,
    told,
    app,
    load,
    ask: (path, init = {}) =>
      app(
        new Request(`http://127.0.0.1:9810${path}`, {
          ...init,
          headers: { ...bearer('ann'), ...(init.headers as Record<string, string>) },
        }),
      ),
  };
}
