import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { daemonSchema } from '../../daemon/config/schema/index.ts';
import type { DaemonEvent } from '../../daemon/events.ts';
import { fakeController } from '../../daemon/testing/controller.test-helper.ts';
import { seededEntropy } from '../../runtime/entropy.ts';
import { realEnvironment } from '../../runtime/environment.ts';
import { realFiles } from '../../runtime/files.ts';
import type { HttpServers } from '../../runtime/http-server.ts';
import { memoryHttp } from '../../runtime/memory-http.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { hashOfToken } from '../../server/access/known-token.ts';
import { metricsOf, openDoors, type DoorHost } from './doors.ts';
import { createTroubles } from './trouble.ts';

const root = mkdtempSync(join(tmpdir(), 'keywright-doors-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const token = 'x'.repeat(40);
const path = join(root, 'tokens.yaml');

function writeTokens(role: string): void {
  writeFileSync(
    path,
    `apiVersion: keywright.dev/v1\nkind: Tokens\nmetadata: { name: t }\nspec:\n  tokens:\n    - { name: ann, subject: ann, hash: ${hashOfToken(token)}, expires: 2027-01-01, bindings: [{ role: ${role} }] }\n`,
  );
}

type Answer = Parameters<HttpServers['web']>[1];

/** Opens the doors of a daemon behind a proxy, without a socket. */
async function opened() {
  writeTokens('viewer');
  const clock = virtualClock(Date.UTC(2026, 10, 30));
  const doors: { answer?: Answer } = {};
  const servers = {
    async web(_: unknown, answer: Answer) {
      doors.answer = answer;
      return { port: 9810, close: () => Promise.resolve() };
    },
  } as unknown as HttpServers;
  const host = {
    ...{ clock, servers, entropy: seededEntropy({ next: () => 0.5 }), environment: realEnvironment() },
    ...{ files: realFiles(), local: memoryHttp(), user: 1000 },
    usage: () => ({ startedAt: 0, residentBytes: 0, cpu: 0 }),
  } as unknown as DoorHost;
  const config = daemonSchema.parse({
    api: {
      address: '127.0.0.1:9810',
      tokensFile: path,
      behindProxy: true,
      trustedProxies: ['10.0.0.0/8'],
    },
    probe: { enabled: false },
  });
  const troubles = createTroubles();
  const controllers = troubles.over([fakeController('main')]);
  const metrics = metricsOf({ version: '1.0.0', controllers }, host);
  const events: DaemonEvent[] = [];
  const door = await openDoors(
    {
      ...{ config, version: '1.0.0', dataDir: root, controllers, metrics, troubles, anyPort: false },
      ...{ stopping: () => false, pageDirectory: join(root, 'page') },
      publish: (event) => {
        metrics.listen(event);
        events.push(event);
      },
    },
    host,
  );
  if ('refused' in door) throw new Error(JSON.stringify(door.refused));
  async function ask(headers: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
    const all = { authorization: `Bearer ${token}`, ...headers };
    const request = new Request('http://127.0.0.1:9810/api/v1/status', { headers: all });
    return (await doors.answer?.(request, '10.0.0.1'))?.status;
  }
  return { clock, metrics, troubles, events, ask };
}

it('tells log and metrics of each request, with the client that the trusted proxy saw', async () => {
  const { ask, events, metrics } = await opened();
  expect(await ask({ 'x-forwarded-for': '6.6.6.6, 198.51.100.7' })).toBe(200);
  expect(events).toMatchObject([
    { is: 'answered', answered: { id: '8080808080808080', route: '/status', from: '198.51.100.7' } },
  ]);
  expect(await metrics.text()).toContain(
    'keywright_api_requests_total{method="GET",route="/status",status="2xx"} 1',
  );
});

it('tells of a tokens file that breaks while it is in use, until it is mended', async () => {
  const { clock, events, metrics, troubles, ask } = await opened();
  const askLater = async (): Promise<void> => {
    await clock.sleep(2_000);
    await ask();
  };
  writeTokens('viewr');
  await askLater();
  expect(troubles.current()).toMatchObject({ mistakes: 1, code: 'manifest.value', counting: 1 });
  expect(events.find(({ is }) => is === 'failed')).toMatchObject({ during: 'reading the tokens file' });
  expect(await metrics.text()).toContain('keywright_api_tokens_broken 1');
  writeTokens('operator');
  await askLater();
  expect(troubles.current()).toBeUndefined();
  expect(await metrics.text()).toContain('keywright_api_tokens_broken 0');
});
