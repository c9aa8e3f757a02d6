import { createHub } from '../daemon/control/live/hub.ts';
import { createStanding } from '../daemon/control/standing.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { describe, expect, it } from 'vitest';
import { approvalClasses } from '../model/approval.ts';
import { everything, type Binding } from '../model/binding.ts';
import type { Address } from '../model/address.ts';
import { planIdOf } from '../model/plan-id.ts';
import type { OperationName } from '../daemon/control/operations.ts';
import { createBounds } from '../daemon/control/speculate/bounds.ts';
import { limited } from '../daemon/control/limited/limited.ts';
import { controlOf, noon } from '../daemon/testing/caller.test-helper.ts';
import type { FakeController } from '../daemon/testing/controller.test-helper.ts';
import { bearer, gatekeeperOf, knownToken } from './access/gatekeeper.test-helper.ts';
import { createApp } from './app.ts';
import { heldToDocument } from './testing/contract.test-helper.ts';
import type { Route } from './routes/route.ts';
import { routes } from './routes/table.ts';
import { daemonFor } from './testing/shared-daemon.test-helper.ts';
import { secret } from './testing/shared-part.test-helper.ts';

/** Somebody with some bindings, and what of the Stack they do not see. */
interface Asking {
  readonly bindings: readonly Binding[];
  /** A resource of the Stack that they do not see; without one they see the whole Stack. */
  readonly hidden?: Address;
  readonly expired?: true;
}

const trail: Address = `Trail/${secret}`;
const key: Address = `Key/${secret}`;

const callers = {
  'a viewer of the Stack': { bindings: [{ role: 'viewer', stacks: ['shop'] }] },
  'a viewer of a kind': { bindings: [{ role: 'viewer', stacks: ['shop'], kinds: ['Key'] }], hidden: trail },
  'a viewer of an account': { bindings: [{ role: 'viewer', accounts: ['111122223333'] }], hidden: key },
  'a viewer of a label': { bindings: [{ role: 'viewer', labels: { team: 'payments' } }], hidden: key },
  'an operator of a kind': {
    bindings: [{ role: 'operator', stacks: ['shop'], kinds: ['Key'] }],
    hidden: trail,
  },
  'an operator of the Stack': { bindings: [{ role: 'operator', stacks: ['shop'] }] },
  'an approver of a class and a label': {
    bindings: [{ role: 'approver', labels: { team: 'payments' }, classes: ['widen'] }],
    hidden: key,
  },
  'an approver of another class': { bindings: [{ role: 'approver', stacks: ['shop'], classes: ['delete'] }] },
  'an approver of the Stack': {
    bindings: [{ role: 'approver', stacks: ['shop'], classes: approvalClasses }],
  },
  'a planner': { bindings: [{ role: 'planner', stacks: ['shop'] }], hidden: key },
  'somebody without bindings': { bindings: [], hidden: key },
  'somebody whose token expired': { bindings: everything, hidden: key, expired: true },
} as const satisfies Record<string, Asking>;

type CallerName = keyof typeof callers;

const readers: readonly CallerName[] = (Object.keys(callers) as CallerName[]).filter((name) =>
  /viewer|operator|approver/u.test(name),
);
const operators: readonly CallerName[] = ['an operator of the Stack', 'an operator of a kind'];
const wholeOperators: readonly CallerName[] = ['an operator of the Stack'];
const wholeApprovers: readonly CallerName[] = ['an approver of the Stack'];

const bounded = { why: 'x', forMs: 3_600_000 };
const commit = 'a'.repeat(40);

/** What is asked of an operation, and who of those that hold a token gets an answer. */
interface Row {
  readonly ask: Readonly<Record<string, unknown>>;
  readonly answered: readonly CallerName[];
}

/** An operation that is new needs a row: nobody is asked about access later. `PLAN` is the id that the caller sees. */
const rows: Readonly<Partial<Record<OperationName, readonly Row[]>>> = {
  status: [
    { ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] },
    { ask: { source: 'shop', addresses: ['Key/a'] }, answered: readers },
  ],
  overview: [{ ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] }],
  attention: [{ ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] }],
  map: [
    { ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] },
    { ask: { around: 'Key/a' }, answered: readers },
  ],
  list: [
    { ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] },
    { ask: { q: secret }, answered: [...readers, 'a planner', 'somebody without bindings'] },
    { ask: { account: ['999988887777'] }, answered: [...readers, 'a planner', 'somebody without bindings'] },
  ],
  timeline: [
    { ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] },
    { ask: { address: key }, answered: [...readers, 'a planner', 'somebody without bindings'] },
  ],
  resource: [
    { ask: { address: 'Key/a' }, answered: readers },
    { ask: { address: key }, answered: [] },
    { ask: { address: trail }, answered: [] },
  ],
  plans: [{ ask: {}, answered: [...readers, 'a planner', 'somebody without bindings'] }],
  plan: [{ ask: { id: 'PLAN' }, answered: readers }],
  speculate: [
    { ask: { source: 'shop', files: [{ path: 'a.yaml', text: '' }] }, answered: ['a planner'] },
    { ask: { source: secret, files: [{ path: 'a.yaml', text: '' }] }, answered: [] },
  ],
  approve: [
    {
      ask: { plan: 'PLAN', steps: ['Key/a#tags'], check: true },
      answered: ['an approver of a class and a label', ...wholeApprovers],
    },
    {
      ask: { plan: 'PLAN', steps: ['Key/a#tags'] },
      answered: ['an approver of a class and a label', ...wholeApprovers],
    },
    { ask: { plan: 'PLAN', steps: [`Key/${secret}#tags`] }, answered: [] },
  ],
  reject: [
    {
      ask: { plan: 'PLAN', steps: ['Key/a#policy'], why: 'x' },
      answered: [
        'an approver of a class and a label',
        'an approver of another class',
        'an approver of the Stack',
      ],
    },
  ],
  unreject: [
    {
      ask: { id: 'rejection' },
      answered: [
        'an approver of a class and a label',
        'an approver of another class',
        'an approver of the Stack',
      ],
    },
    { ask: { id: `${secret} rejection` }, answered: [] },
  ],
  pause: [
    { ask: { addresses: ['Key/a'], ...bounded }, answered: operators },
    { ask: bounded, answered: wholeOperators },
  ],
  freeze: [{ ask: bounded, answered: wholeOperators }],
  resume: [
    { ask: { addresses: ['Key/a'] }, answered: operators },
    { ask: {}, answered: wholeOperators },
  ],
  release: [{ ask: bounded, answered: [] }],
  sync: [
    { ask: { addresses: ['Key/a'] }, answered: operators },
    { ask: {}, answered: wholeOperators },
  ],
  pin: [{ ask: { commit, ...bounded }, answered: ['an approver of another class', ...wholeApprovers] }],
  yield: [{ ask: { to: 'bob', ...bounded }, answered: wholeOperators }],
  'accept-baseline': [{ ask: {}, answered: wholeApprovers }],
  stop: [{ ask: { why: 'x' }, answered: wholeOperators }],
  start: [{ ask: {}, answered: [] }],
  silence: [
    { ask: { addresses: ['Key/a'], ...bounded }, answered: operators },
    { ask: { labels: { team: 'payments' }, ...bounded }, answered: wholeOperators },
    { ask: bounded, answered: wholeOperators },
  ],
  unsilence: [
    { ask: { id: 'silence' }, answered: operators },
    { ask: { id: `${secret} silence` }, answered: [] },
  ],
};

const cases = routes.flatMap((route) =>
  (rows[route.operation] ?? []).map((row) => ({
    name: `${route.method} ${route.path} ${JSON.stringify(row.ask)}`,
    route,
    ...row,
  })),
);

/** All that an answer tells. */
interface Told {
  readonly status: number;
  readonly text: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** Asks an API with the token of a caller, which may have expired, or with none. */
async function ask(
  controllers: readonly FakeController[],
  { route, ask: fields }: { readonly route: Route; readonly ask: Row['ask'] },
  caller: Asking | 'nobody',
): Promise<Told> {
  const { bindings, expired }: Asking = caller === 'nobody' ? { bindings: [] } : caller;
  const [shop] = controllers;
  const seen = shop === undefined ? undefined : limited(shop, bindings)?.state().plan;
  const id = seen === undefined ? '0'.repeat(12) : planIdOf(seen);
  const gatekeeper = gatekeeperOf({ now: () => noon });
  gatekeeper.list = [knownToken('bob', { bindings, ...(expired === undefined ? {} : { expiresAt: noon }) })];
  const app = heldToDocument(
    createApp({
      newId: () => 'r1',
      answered: () => undefined,
      version: '1.0.0',
      standing: createStanding({ controllers, now: () => noon }),
      control: controlOf(controllers, {
        speculating: { bounds: createBounds(() => noon), clock: { sleep: () => Promise.resolve() } },
      }),
      gatekeeper,
      live: {
        hub: createHub({ controllers, now: () => noon, newId: () => 'e1' }),
        clock: virtualClock(noon),
      },
      page: new Map(),
      now: () => noon,
      failed: (error) => {
        throw error;
      },
    }).answer,
  );
  const filled = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === 'PLAN' ? id : value]),
  );
  const response = await app(requestOf(route, filled, caller === 'nobody' ? {} : bearer('bob')));
  return { status: response.status, text: await response.text(), headers: [...response.headers] };
}

function requestOf({ method, path }: Route, fields: Row['ask'], credential: object): Request {
  const left = new Map(Object.entries(fields));
  const filled = path.replaceAll(/\{(?<name>\w+)\}/gu, (_, name: string) => {
    const value = String(left.get(name));
    left.delete(name);
    return encodeURIComponent(value);
  });
  const url = new URL(`http://127.0.0.1:9810/api/v1${filled}`);
  const headers = { host: '127.0.0.1:9810', 'content-type': 'application/json', ...credential };
  if (method === 'POST')
    return new Request(url, { method, headers, body: JSON.stringify(Object.fromEntries(left)) });
  for (const [name, value] of left)
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  return new Request(url, { method, headers });
}

it('has a row for every route', () => {
  expect(routes.map(({ operation }) => operation).filter((one) => rows[one] === undefined)).toEqual([]);
});

describe.each(cases)('$name', ({ route, ask: fields, answered }) => {
  it.each(Object.entries(callers))(
    'answers %s by their bindings, and tells nothing else',
    async (name, caller: Asking) => {
      const controllers = await daemonFor(caller.hidden, 'with-the-rest');
      const told = await ask(controllers, { route, ask: fields }, caller);
      const alone = await ask(await daemonFor(caller.hidden, 'alone'), { route, ask: fields }, caller);

      expect({ name, answered: told.status < 400, text: told.status < 400 ? '' : told.text }).toMatchObject({
        name,
        answered: (answered as readonly string[]).includes(name),
      });
      const given = JSON.stringify(fields);
      if (!given.includes(secret)) expect(told.text + JSON.stringify(told.headers)).not.toContain(secret);
      expect(told).toEqual(alone);
      const changed = controllers.flatMap(({ notes, requests }) => [...notes, ...requests]);
      if (told.status >= 400) expect(changed).toEqual([]);
    },
  );

  it('answers nobody without a token', async () => {
    const controllers = await daemonFor(trail, 'with-the-rest');
    const told = await ask(controllers, { route, ask: fields }, 'nobody');
    expect(told.status).toBe(401);
    expect(JSON.stringify(told)).not.toContain(secret);
    expect(controllers.flatMap(({ notes, requests }) => [...notes, ...requests])).toEqual([]);
  });
});
