/**
 * Looks at an AWS over HTTP, with and without clients that ask the API of this process, in turn; then measures single
 * answers. Prints one line of JSON.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEstate, type Estate } from '../../../src/boot/estate.ts';
import { createMachine } from '../../../src/boot/machine.ts';
import { loadFiles } from '../../../src/boot/manifests.ts';
import { openRealAws } from '../../../src/boot/real.ts';
import { createControl } from '../../../src/daemon/control/create.ts';
import { createHub } from '../../../src/daemon/control/live/hub.ts';
import { createStanding } from '../../../src/daemon/control/standing.ts';
import { fakeController } from '../../../src/daemon/testing/controller.test-helper.ts';
import { fold } from '../../../src/engine/record/fold.ts';
import { pass } from '../../../src/engine/pass.ts';
import { defaultTiming as timing, type Run } from '../../../src/engine/ports.ts';
import { everything } from '../../../src/model/binding.ts';
import { realClock } from '../../../src/runtime/clock.ts';
import { realEntropy } from '../../../src/runtime/entropy.ts';
import { realEnvironment } from '../../../src/runtime/environment.ts';
import { realFiles } from '../../../src/runtime/files.ts';
import { realHttpServers } from '../../../src/runtime/http-server.ts';
import { realRandoms } from '../../../src/runtime/random.ts';
import { createGatekeeper } from '../../../src/server/access/gatekeeper.ts';
import { hashOfToken } from '../../../src/server/access/known-token.ts';
import { createApp } from '../../../src/server/app.ts';

const [url, directory, pairs] = process.argv.slice(2);
if (url === undefined || directory === undefined) throw new Error('usage: serving.ts URL DIRECTORY PAIRS');

const clock = realClock();
const host = {
  clock,
  environment: realEnvironment(),
  files: realFiles(),
  randoms: realRandoms(),
  entropy: realEntropy(),
};
const manifests = join(directory, 'manifests');
const loaded = loadFiles(
  readdirSync(manifests).map((name) => ({ path: name, text: readFileSync(join(manifests, name), 'utf8') })),
  clock.now(),
);
if (loaded.is === 'refused') throw new Error(JSON.stringify(loaded.diagnostics.slice(0, 3)));
const { stack } = loaded;
const stop = new AbortController();
const opened = openRealAws(
  {
    stack,
    options: { endpoint: url, stateDir: join(directory, 'state') },
    writes: false,
    command: 'bench',
    version: '0',
    progress: () => undefined,
    stop: stop.signal,
  },
  host,
);
if ('refused' in opened) throw new Error(JSON.stringify(opened.refused));
const machine = createMachine({ ...host, traffic: () => undefined });
const made = createEstate(machine, { ...opened, settings: stack.settings, writes: false });
if ('refused' in made) throw new Error(made.refused.message);
const estate: Estate = made;
const run: Run = { signal: stop.signal, lane: 'sweep', timing, progress: () => undefined };

const controller = fakeController('bench', { stack, startedAt: clock.now() });
const now = clock.now.bind(clock);
/** Each person may read 200 times a second. */
const tokens = Array.from({ length: 10 }, () => host.entropy.hex(32));
const [token = ''] = tokens;
const holders = tokens.map((one, at) => {
  const name = `bench-${String(at)}`;
  return { hash: hashOfToken(one), person: { id: name, name }, bindings: everything };
});
const parts = { controllers: [controller], now, newId: () => host.entropy.hex(8) };
const { answer: app } = createApp({
  version: '0',
  live: { hub: createHub(parts), clock },
  control: createControl(parts),
  standing: createStanding(parts),
  gatekeeper: createGatekeeper({
    names: { host: '127.0.0.1', hosts: [] },
    tokens: () => Promise.resolve(holders),
    anonymous: [],
    now,
    newId: parts.newId,
  }),
  page: new Map(),
  now,
  newId: parts.newId,
  answered: () => undefined,
  failed: (error) => console.error(error),
});
const limits = { patience: 30_000, connections: 512 };
const listener = await realHttpServers().web({ host: '127.0.0.1', port: 0 }, app, limits);
const origin = `http://127.0.0.1:${String(listener.port)}/api/v1`;

/** Looks at everything, as a daemon does again and again. Returns how long that took, in seconds. */
async function look(facets?: 'fast'): Promise<number> {
  const begun = performance.now();
  const given = { stack, scope: { is: 'all' }, ...(facets === undefined ? {} : { facets }) } as const;
  const { plan, outcomes, seen } = await pass(given, machine, estate, run);
  const before = { status: controller.state().status, open: controller.state().open };
  const whole = facets === undefined && seen === 'complete';
  const folded = fold(before, { plan, outcomes, complete: whole, stack, kinds: machine.kinds, now: now() });
  const status = new Map([...before.status, ...folded.status.map((one) => [one.address, one] as const)]);
  controller.set({ status, ...(whole ? { plan, fullAt: now() } : {}) });
  return (performance.now() - begun) / 1000;
}

interface Told {
  readonly seconds: number;
  readonly asked: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly failed: number;
}

const paths = ['/overview', '/attention', '/resources?limit=100', '/timeline', '/plans'];

/** Does work while clients ask in a process of their own. */
async function whileAsked<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly told: Told }> {
  const script = join(import.meta.dirname, 'asking.ts');
  const clients = spawn(process.execPath, [script, origin, tokens.join(','), ...paths], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  clients.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  await clock.sleep(2_000);
  const value = await work();
  clients.stdin.end();
  await once(clients, 'close');
  return { value, told: JSON.parse(printed) as Told };
}

/** Looks while the state changes each second, as batches of a daemon change it. */
async function lookChanging(): Promise<number> {
  const timer = setInterval(() => controller.set({ unready: [] }), 1_000);
  const seconds = await look('fast');
  clearInterval(timer);
  return seconds;
}

/** Measures the processor time of one read that nothing changed, in milliseconds: a busy machine does not move it much. */
async function costOfUnchanged(): Promise<{ readonly milliseconds: number; readonly told: Told }> {
  const before = process.cpuUsage();
  const { told } = await whileAsked(() => clock.sleep(10_000));
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1e3 / told.asked, told };
}

/** Measures the answer to one read: the median of some, in milliseconds, and its bytes as they are sent. */
async function answered(path: string): Promise<object> {
  const times: number[] = [];
  const sizes = { plain: 0, gzip: 0 };
  for (let at = 0; at < 11; at += 1) {
    controller.set({ unready: [] });
    const begun = performance.now();
    const response = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
    sizes.plain = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - begun);
  }
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
  const zipped = await app(new Request(`${origin}${path}`, { headers }));
  sizes.gzip = (await zipped.arrayBuffer()).byteLength;
  return { path, first: times[0], median: medianOf(times), ...sizes };
}

function medianOf(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
}

await look();
const answers = [await answered('/resources?limit=100'), await answered('/map'), await answered('/overview')];
const unchanged = await costOfUnchanged();
const alone: number[] = [];
const asked: { readonly value: number; readonly told: Told }[] = [];
for (let at = 0; at < Number(pairs ?? 0); at += 1) {
  alone.push(await look('fast'));
  asked.push(await whileAsked(lookChanging));
}
const median = { alone: medianOf(alone), asked: medianOf(asked.map(({ value }) => value)) };
const resources = controller.state().status.size;
console.log(JSON.stringify({ resources, answers, unchanged, alone, asked, median }));
process.exit(0);
