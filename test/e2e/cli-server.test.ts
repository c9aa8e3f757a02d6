import { afterEach, describe, expect, it } from 'vitest';
import { createControl } from '../../src/daemon/control/create.ts';
import { createBounds } from '../../src/daemon/control/speculate/bounds.ts';
import type { Binding } from '../../src/model/binding.ts';
import { minute } from '../../src/model/instant.ts';
import { displayOf } from '../../src/report/display/make.ts';
import { planJson } from '../../src/report/json/plan.ts';
import { realHttpServers } from '../../src/runtime/http-server.ts';
import { realWebClient, type WebClient } from '../../src/runtime/web-client.ts';
import { apiWith } from '../../src/server/testing/app.test-helper.ts';
import { openPolicy, stackText } from '../../src/simulator/estate.ts';
import { createWorld, type Daemon, type World } from '../../src/simulator/world.ts';
import { createDesk, type Desk } from './desk.test-helper.ts';

// `reconcile plan --server`: a daemon plans what a pull request declares, and CI has no AWS credentials.

const text = stackText({ keys: 2, version: 0 });
const changed = stackText({ keys: 3, version: 1 });
const planner: readonly Binding[] = [{ role: 'planner' }];
const worlds: World[] = [];

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.end()));
});

interface Scene {
  readonly world: World;
  readonly daemon: Daemon;
  readonly web: WebClient;
  desk(declared: string, path?: string): Desk;
}

async function looked(bindings: readonly Binding[] = planner): Promise<Scene> {
  const world = createWorld({ seed: 1 });
  worlds.push(world);
  world.repository.commit(text);
  const daemon = world.start();
  await world.advance(75 * minute);
  const now = (): number => world.clock.now();
  const control = createControl({
    controllers: [daemon.controller],
    now,
    newId: () => 'id',
    speculating: { bounds: createBounds(now), clock: world.clock },
  });
  const api = apiWith({ control, now }, { bindings });
  const web: WebClient = {
    async post({ url, headers, body }) {
      const response = await api.ask(url.pathname, { method: 'POST', headers: { ...headers }, body });
      return { is: 'answer', status: response.status, body: await response.text() };
    },
  };
  return {
    world,
    daemon,
    web,
    desk: (declared, path = 'estate.yaml') => createDesk({ files: { [path]: declared }, web, now: now() }),
  };
}

const server = ['plan', '--server', 'https://keywright.example'];

describe('reconcile plan --server', () => {
  it('prints what a plan with AWS credentials prints, and says how old it is', async () => {
    const { daemon, desk } = await looked();
    const ended = await desk(changed).run(...server, '-o', 'json', 'estate.yaml');
    const same = await daemon.controller.speculate(
      { files: [{ path: 'estate.yaml', text: changed }], mayAsk: () => undefined },
      new AbortController().signal,
    );
    if ('refused' in same) throw new Error('refused');
    expect(ended.out).toBe(planJson(displayOf(same.plan, undefined, same.estimate)));
    expect(ended.err).toContain('Planned against AWS as the daemon saw it');
    expect(ended.exit).toBe(2);
  });

  it('exits 0 without changes, and 2 for an orphan with --fail-on orphans', async () => {
    const { desk } = await looked();
    expect((await desk(text).run(...server, 'estate.yaml')).exit).toBe(0);
    const fewer = desk(stackText({ keys: 1, version: 0 }));
    expect((await fewer.run(...server, 'estate.yaml', '--fail-on', 'orphans')).exit).toBe(2);
  });

  it('points to the manifest in SARIF', async () => {
    const { desk } = await looked();
    const open = text.replace(/policy: .*/u, `policy: ${openPolicy}`);
    const { out } = await desk(open).run(...server, '-o', 'sarif', 'estate.yaml');
    expect(out).toContain('"uri": "estate.yaml"');
    expect(out).toContain('widen');
  });

  it('names files below their own directory when that is elsewhere', async () => {
    const { desk } = await looked();
    const files = desk(changed, '/srv/infra/keys/estate.yaml');
    const ended = await files.run(...server, '/srv/infra/keys');
    expect(ended).toMatchObject({ exit: 2 });
    expect(ended.err).not.toContain('/srv');
  });

  it('tells mistakes of manifests without asking the server', async () => {
    const { desk } = await looked();
    const wrong = desk(text.replace('rotation:', 'rotatoin:'));
    const ended = await wrong.runWith(
      { web: { post: () => Promise.reject(new Error('asked')) } },
      ...server,
      'estate.yaml',
    );
    expect(ended.exit).toBe(1);
    expect(ended.err).toContain('estate.yaml:');
  });

  it.each([
    { given: 'http://keywright.example', says: 'not encrypted' },
    { given: 'https://ann:secret@keywright.example', says: 'must not contain a password' },
    { given: 'keywright', says: 'needs a URL with https://' },
    { given: 'ftp://127.0.0.1', says: 'not encrypted' },
  ])('refuses the server $given', async ({ given, says }) => {
    const { err, exit } = await createDesk({ files: { 'a.yaml': text } }).run('plan', '--server', given);
    expect(exit).toBe(1);
    expect(err).toContain(says);
    expect(err).not.toContain('secret');
  });

  it('says that nothing is listening when the server cannot be reached', async () => {
    const { err, exit } = await createDesk({ files: { 'a.yaml': text } }).run(...server, 'a.yaml');
    expect(exit).toBe(1);
    expect(err).toContain('cannot reach https://keywright.example: nothing is listening there');
  });

  it('tells why a caller may not plan', async () => {
    const { desk } = await looked([{ role: 'viewer' }]);
    const { err, exit } = await desk(text).run(...server, 'estate.yaml');
    expect(exit).toBe(1);
    expect(err).toContain('they lack the role planner');
  });

  it('refuses a token that the server does not know', async () => {
    const { desk } = await looked();
    const mine = desk(text);
    await mine.disk.files.write('ci.token', 'unknown\n');
    const { err, exit } = await mine.run(...server, '--token-file', 'ci.token', 'estate.yaml');
    expect(exit).toBe(1);
    expect(err).toContain('control.token');
  });

  it('says so when something else answers', async () => {
    const web: WebClient = {
      post: () => Promise.resolve({ is: 'answer', status: 502, body: '<html>' }),
    };
    const { err } = await createDesk({ files: { 'a.yaml': text }, web }).run(...server, 'a.yaml');
    expect(err).toContain('responded with status 502');
  });

  it('is not combined with what names another AWS', async () => {
    const { err, exit } = await createDesk({ files: { 'a.yaml': text } }).run(...server, '--sandbox');
    expect(exit).toBe(1);
    expect(err).toContain('--sandbox');
  });
});

describe('a request to a server', () => {
  it('sends a body over a real socket, and gives up where nothing listens', async () => {
    const listener = await realHttpServers().web(
      { host: '127.0.0.1', port: 0 },
      async (request) => new Response(`${request.method} ${await request.text()}`, { status: 201 }),
      { patience: 10_000, connections: 4 },
    );
    const request = {
      url: new URL(`http://127.0.0.1:${String(listener.port)}/x`),
      headers: {},
      body: 'hello',
      mostBytes: 100,
      signal: new AbortController().signal,
    };
    const web = realWebClient();
    expect(await web.post(request)).toEqual({ is: 'answer', status: 201, body: 'POST hello' });
    expect(await web.post({ ...request, mostBytes: 5 })).toMatchObject({ is: 'cut-off' });
    await listener.close();
    expect(await web.post(request)).toMatchObject({ is: 'failed', code: 'ECONNREFUSED' });
  });
});
