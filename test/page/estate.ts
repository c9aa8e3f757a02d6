import { join } from 'node:path';
import { pageFiles } from '../../src/boot/daemon/page-files.ts';
import { createHub } from '../../src/daemon/control/live/hub.ts';
import { createStanding } from '../../src/daemon/control/standing.ts';
import { controlOf } from '../../src/daemon/testing/caller.test-helper.ts';
import { fakeController, recordAt, statusWith } from '../../src/daemon/testing/controller.test-helper.ts';
import { resource, stackOf } from '../../src/engine/testing/stack.test-helper.ts';
import type { Address } from '../../src/model/address.ts';
import { everything } from '../../src/model/binding.ts';
import type { StatusRecord } from '../../src/model/history.ts';
import { minute } from '../../src/model/instant.ts';
import type { Resource } from '../../src/model/resource.ts';
import { holeFor } from '../../src/model/template.ts';
import { realClock } from '../../src/runtime/clock.ts';
import { realFiles } from '../../src/runtime/files.ts';
import { realHttpServers } from '../../src/runtime/http-server.ts';
import { gatekeeperOf, knownToken, tokenText } from '../../src/server/access/gatekeeper.test-helper.ts';
import { createApp } from '../../src/server/app.ts';

/** The API and the page over an estate that is made up: 5,000 resources need no AWS and no look. */
export interface LargeEstate {
  readonly origin: string;
  readonly token: string;
  /** Lets a resource drift, as a look would tell it. */
  drift(address: Address): void;
  close(): Promise<void>;
}

/** Each key has an alias, a bucket, its encryption, and its policy. */
export const keys = 1_000;

export async function serveEstate(checkout: string): Promise<LargeEstate> {
  const clock = realClock();
  const now = (): number => clock.now();
  const controller = fakeController('main', {
    fullAt: now(),
    stack: stackOf(resources()),
    status: statusWith(...records(now() - 5 * minute)),
  });
  const hub = createHub({ controllers: [controller], now, newId: () => 'e1' });
  const gatekeeper = gatekeeperOf({ now });
  gatekeeper.list = [knownToken('ann', { bindings: everything })];
  const { answer: app } = createApp({
    version: '1.0.0',
    control: controlOf([controller], { now }),
    standing: createStanding({ controllers: [controller], now }),
    gatekeeper,
    live: { hub, clock },
    page: await pageFiles(join(checkout, 'dist/web'), realFiles()),
    now,
    newId: () => 'r1',
    answered: () => undefined,
    failed: (error) => void process.stdout.write(`${String(error)}\n`),
  });
  const listener = await realHttpServers().web({ host: '127.0.0.1', port: 0 }, app, {
    patience: 30_000,
    connections: 64,
  });
  return {
    origin: `http://127.0.0.1:${String(listener.port)}`,
    token: tokenText('ann'),
    drift(address) {
      const changed = recordAt(address, now(), { sync: 'Drifted' });
      controller.set({ status: new Map([...controller.state().status, [address, changed]]) });
      hub.listen({ is: 'status' });
    },
    close: () => listener.close(),
  };
}

function nameOf(index: number): string {
  return `data-of-team-${String(index).padStart(4, '0')}`;
}

function naming(address: Address, ...named: readonly Address[]): Resource {
  return resource(address, { names: named.map((one) => ({ $unknown: holeFor(one, 'arn') })) });
}

function resources(): readonly Resource[] {
  return Array.from({ length: keys }, (_, index) => nameOf(index)).flatMap((name) => [
    naming(`Key/${name}`),
    naming(`Alias/${name}`, `Key/${name}`),
    naming(`Bucket/${name}`),
    naming(`BucketEncryption/${name}`, `Bucket/${name}`, `Key/${name}`),
    naming(`BucketPolicy/${name}`, `Bucket/${name}`, `Key/${name}`),
  ]);
}

function records(at: number): readonly StatusRecord[] {
  return resources().map(({ address }, index) =>
    recordAt(address, at, index % 50 === 3 ? { sync: 'Drifted' } : {}),
  );
}
