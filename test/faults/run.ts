import { exitCodeOf, exitCodeOfApply } from '../../src/report/exit.ts';
import { minute } from '../../src/model/instant.ts';
import { realClock } from '../../src/runtime/clock.ts';
import { seededRandoms, type Randoms } from '../../src/runtime/random.ts';
import { virtualClock, type VirtualClock } from '../../src/runtime/virtual-clock.ts';
import { listen } from '../../src/sandbox/wire/server.ts';
import { createWire } from '../../src/sandbox/wire/wire.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, type Estate, type RunOptions } from '../support/estate.ts';
import { createHeldClient } from './client.ts';
import { appRole, manifestsFor, operations, markedAddresses, stackFrom, type Endpoint } from './estate.ts';
import { createFaultProxy, type FaultProxy } from './proxy.ts';
import { createTruth, prepare, type Truth } from './truth.ts';

/** One seeded run; what did not hold, empty if all did. */
export interface Ended {
  readonly broken: readonly string[];
  /** The exchanges that were disturbed. */
  readonly trace: readonly string[];
}

type Story = 'a first apply' | 'a change' | 'a lost state';

const stories: readonly Story[] = ['a first apply', 'a change', 'a lost state'];
const rates = [0.03, 0.08, 0.2, 0.4];

/** Where an estate lives, and how to get there undisturbed. */
interface World {
  readonly endpoint: Endpoint;
  readonly url: string;
  readonly clock: VirtualClock;
  readonly estate: Estate;
  close(): Promise<void>;
}

/**
 * Applies an estate while the network misbehaves, twice at most, then once more in peace. Looks past Keywright after
 * each run: nothing may be doubled or lost, nothing of others touched, nothing missing behind an exit code of 0.
 */
export async function faultRun(seed: number, moto: string | undefined): Promise<Ended> {
  const randoms = seededRandoms(`faults ${String(seed)}`);
  const story = pick(stories, randoms, 'story');
  const rate = pick(rates, randoms, 'rate');
  const world = moto === undefined ? await embeddedWorld(seed) : await motoWorld(moto);
  const client = createHeldClient();
  const proxy = await createFaultProxy({
    upstream: world.url,
    randoms,
    hung: (id) => {
      client.hung(id);
    },
  });
  const direct = client.transport(world.url, world.clock);
  const through = client.transport(proxy.url, world.clock);
  const run = {
    world,
    proxy,
    story,
    rate,
    truth: createTruth(direct),
    options: { transport: () => through },
  };
  try {
    const broken = await live(run);
    return { broken: broken.map((one) => `${story}, rate ${String(rate)}: ${one}`), trace: proxy.trace };
  } finally {
    direct.close();
    through.close();
    await proxy.close();
    await world.close();
  }
}

interface Run {
  readonly world: World;
  readonly proxy: FaultProxy;
  readonly story: Story;
  readonly rate: number;
  readonly truth: Truth;
  readonly options: RunOptions;
}

async function live({ world, proxy, story, rate, truth, options }: Run): Promise<readonly string[]> {
  const { endpoint, clock, estate } = world;
  const { first, changed } = manifestsFor(endpoint);
  const broken: string[] = [];
  await prepare(truth, endpoint);
  const before = await truth.untouched();
  let store = createVolatileStore(clock);
  await clock.sleep(10 * minute);

  async function apply(yaml: string, when: string): Promise<number> {
    const answer = await estate.apply(yaml, {
      ...options,
      store,
      clock,
      stack: stackFrom(yaml, clock.now()),
      approve: 'shown',
      waitFor: 5 * minute,
    });
    const code = answer.is === 'refused' ? 1 : exitCodeOfApply(answer);
    await look(`${when} (exit ${String(code)})`, code === 0 ? yaml : undefined);
    return code;
  }

  async function plan(yaml: string, when: string): Promise<number> {
    const { plan: made } = await estate.plan(yaml, {
      ...options,
      store,
      clock,
      stack: stackFrom(yaml, clock.now()),
    });
    const code = exitCodeOf(made);
    await look(`${when} (exit ${String(code)})`, code === 0 ? yaml : undefined);
    return code;
  }

  /** Notes what is wrong in AWS. `complete` is the manifests of which Keywright said that nothing is left to do. */
  async function look(when: string, complete: string | undefined): Promise<void> {
    const marked = await truth.marked();
    const twice = marked.filter((one, index) => marked.indexOf(one) !== index);
    if (twice.length > 0) broken.push(`${when}: two keys for ${twice.join(', ')}`);
    const strange = marked.filter((one) => !markedAddresses(endpoint).includes(one));
    if (strange.length > 0) broken.push(`${when}: a key for ${strange.join(', ')}`);
    if ((await truth.untouched()) !== before) broken.push(`${when}: the bystander changed`);
    const wanted = complete === first ? operations.first : operations.changed;
    const missing = complete === undefined ? [] : await truth.missing(endpoint, wanted);
    if (missing.length > 0) broken.push(`${when}: nothing to do, and there is no ${missing.join(', no ')}`);
  }

  const yaml = story === 'a first apply' ? first : changed;
  if (story !== 'a first apply') {
    const code = await apply(first, 'the apply before');
    if (code !== 0) broken.push(`the apply before ended with ${String(code)}`);
    await clock.sleep(10 * minute);
  }
  if (story === 'a lost state') {
    store = createVolatileStore(clock);
    await clock.sleep(10 * minute);
  }
  proxy.setRate(rate);
  await apply(yaml, 'a disturbed apply');
  await plan(yaml, 'a disturbed plan');
  await apply(yaml, 'a second disturbed apply');
  proxy.setRate(0);
  await clock.sleep(minute);
  let code = await apply(yaml, 'an apply in peace');
  if (code !== 0) {
    await clock.sleep(10 * minute);
    code = await apply(yaml, 'a second apply in peace');
  }
  if (code !== 0) broken.push(`an apply in peace ended with ${String(code)}`);
  await clock.sleep(10 * minute);
  const left = await plan(yaml, 'the last plan');
  if (left !== 0) broken.push(`the last plan ended with ${String(left)}`);
  return broken;
}

async function embeddedWorld(seed: number): Promise<World> {
  const estate = createEstate({ seed, principals: [appRole] });
  const { clock } = estate;
  const server = await clock.during(
    createWire(estate.sandbox, { defaultAccount: account }).then((wire) => listen(wire, { port: 0 })),
  );
  await clock.sleep(60 * minute);
  return { endpoint: 'embedded', url: server.url, clock, estate, close: () => server.close() };
}

/**
 * Makes the world of moto, which has one for all: it is emptied first. Its own clock is the machine's, ours goes on
 * from an hour later.
 */
async function motoWorld(url: string): Promise<World> {
  await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const made = await fetch(url, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/iam/aws4_request' },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: 'app',
      AssumeRolePolicyDocument: trust,
    }),
  });
  if (!made.ok) throw new Error(`moto made no role: ${await made.text()}`);
  return {
    endpoint: 'moto',
    url,
    clock: virtualClock(realClock().now() + 60 * minute),
    estate: createEstate(),
    close: () => Promise.resolve(),
  };
}

function pick<T>(from: readonly T[], randoms: Randoms, name: string): T {
  const chosen = from[Math.floor(randoms.stream(name).next() * from.length)];
  if (chosen === undefined) throw new Error(`nothing to pick a ${name} from`);
  return chosen;
}
