import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { noDecisions } from '../../model/decisions.ts';
import type { Episode, StatusRecord } from '../../model/history.ts';
import { day, hour, minute, second } from '../../model/instant.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Stack } from '../../model/resource.ts';
import type { HttpRequest } from '../../runtime/http-client.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import type { ControllerState } from '../controller.ts';
import type { DaemonEvent } from '../events.ts';
import { slackBody, templateProblem, webhookBody } from './bodies.ts';
import type { Target } from './deliver.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { Message } from './message.ts';
import { createNotifier } from './notifier.ts';

const noon = Date.UTC(2026, 10, 2, 12);
const looked: DaemonEvent = { is: 'started', source: 'eu', at: noon };

const opened: Episode = {
  id: 'e1',
  address: 'Key/a',
  facet: 'policy',
  changes: [{ path: '/policy', label: 'drifted', half: 'contract' }],
  label: 'drifted',
  openedAt: noon,
  seenAt: noon,
  declared: '',
};

function recordOf(address: StatusRecord['address'], more: Partial<StatusRecord> = {}): StatusRecord {
  const place = { account: '111122223333', region: 'eu-central-1' };
  const read = { fastAt: noon, fullAt: noon };
  return {
    address,
    kind: 'Key',
    place,
    ids: {},
    labels: {},
    sync: 'InSync',
    health: 'Healthy',
    waiting: [],
    parts: {},
    ...read,
    ...more,
  };
}

const webhook: Target = {
  name: 'hook',
  webhook: { url: 'https://hook.example.com/', secretFile: '/secret', allow: [] },
  events: [
    'drift-opened',
    'drift-closed',
    'plan-waiting',
    'blocked',
    'degraded',
    'deletion-near',
    'stale',
    'recovered',
  ],
};
const slack: Target = { name: 'chat', slack: { urlFile: '/slack', allow: [] }, events: webhook.events };

interface World {
  set(change: Partial<ControllerState>): void;
  close(episode: Episode): void;
  readonly got: readonly { readonly host: string; readonly request: HttpRequest; readonly body: Message }[];
  readonly told: readonly string[];
  pass(ms: number): Promise<void>;
  end(): Promise<void>;
}

/** Sets up a notifier on a virtual clock, with targets that take everything unless told otherwise. */
function world(targets: readonly Target[], status: (host: string) => number = () => 204): World {
  const clock = virtualClock(noon);
  const stop = new AbortController();
  const got: { host: string; request: HttpRequest; body: Message }[] = [];
  const told: string[] = [];
  let state = {
    source: 'eu',
    maxMode: 'enforce',
    leadership: { is: 'leader', since: noon },
    status: new Map(),
    open: [],
    decisions: noDecisions,
    unready: [],
    wedged: false,
    rhythm: { cadence: { fast: day, full: day }, isOver: false },
    startedAt: noon,
  } as unknown as ControllerState;
  let ids = 0;
  const notifier = createNotifier({
    clock,
    random: { next: () => 0.5 },
    names: { addressesOf: async () => ['93.184.216.34'] },
    http: {
      async send(request) {
        const answer = { status: status(request.url.hostname), headers: {} };
        if (answer.status < 300)
          got.push({ host: request.url.hostname, request, body: JSON.parse(request.body ?? '') as Message });
        return answer;
      },
    },
    files: {
      read: async (path) =>
        path === '/secret' ? 'tell-nobody\n' : 'https://slack.example.com/services/T/B/xyz\n',
    },
    controllers: [{ name: 'eu', state: () => state }],
    targets,
    settings: { groupWait: 30 * second, repeat: 4 * hour },
    newId: () => `n${(ids += 1)}`,
    told: (target, outcome, why) => told.push(`${target} ${outcome}${why === undefined ? '' : `: ${why}`}`),
  });
  const running = notifier.run(stop.signal);
  return {
    got,
    told,
    set(change) {
      state = { ...state, ...change };
      notifier.listen(looked);
    },
    close(episode) {
      notifier.listen({ is: 'episode', source: 'eu', at: noon, episode, change: 'closed' });
    },
    pass: (ms) => clock.sleep(ms),
    async end() {
      stop.abort();
      await running;
    },
  };
}

describe('a notifier', () => {
  it('tells drift that opened and closed, signed, with its time', async () => {
    const { set, got, told, pass, end } = world([webhook]);
    set({ open: [opened] });
    await pass(5 * second);
    expect(got).toMatchObject([
      {
        body: {
          kind: 'Notification',
          event: 'drift-opened',
          severity: 'critical',
          title: 'Key/a gives access that Git does not declare',
          source: 'eu',
          items: [{ addresses: ['Key/a'], since: '2026-11-02T12:00:00.000Z' }],
        },
      },
    ]);
    const [{ request } = { request: undefined }] = got;
    const [, at, hex] =
      /^t=(\d+),v1=([0-9a-f]{64})$/u.exec(request?.headers['x-keywright-signature'] ?? '') ?? [];
    const expected = createHmac('sha256', 'tell-nobody').update(`${at ?? ''}.${request?.body ?? ''}`);
    expect(hex).toBe(expected.digest('hex'));
    expect(Number(at) * second).toBeGreaterThanOrEqual(noon);
    set({ open: [] });
    await pass(minute);
    expect(got.map(({ body }) => body.event)).toEqual(['drift-opened', 'drift-closed']);
    expect(told).toEqual(['hook sent', 'hook sent']);
    await end();
  });

  it('tells drift that was repaired at once', async () => {
    const { set, got, close, pass, end } = world([webhook]);
    set({});
    await pass(5 * second);
    close({ ...opened, closed: { at: noon + 400, how: 'repaired' } });
    await pass(minute);
    expect(got.map(({ body }) => [body.event, body.title, body.text])).toEqual([
      ['drift-closed', 'over: Key/a gives access that Git does not declare', 'policy: policy changed in AWS'],
    ]);
    await end();
  });

  it('reports access given by hand once, if nothing reverts it', async () => {
    const { set, got, pass, end } = world([webhook]);
    const foreign = ['the grant 1a2b gives Decrypt to role/stranger'];
    const record = {
      address: 'Key/a',
      sync: 'InSync',
      health: 'Healthy',
      waiting: [],
      parts: {},
      fastAt: noon,
    };
    const by = (more: object): Partial<ControllerState> => ({
      status: new Map([['Key/a', { ...record, ...more }]]) as unknown as ControllerState['status'],
    });
    set(by({ foreign }));
    await pass(minute);
    set(by({ foreign }));
    await pass(minute);
    set(by({}));
    await pass(minute);
    expect(got.map(({ body }) => [body.event, body.text])).toEqual([
      ['drift-opened', foreign[0]],
      ['drift-closed', foreign[0]],
    ]);
    await end();
  });

  it('shows a hold over open access first', async () => {
    const { set, got, pass, end } = world([webhook]);
    set({
      open: [opened],
      status: new Map([
        ['Key/z', recordOf('Key/z', { health: 'Degraded', reason: 'disabled', why: 'the key is disabled' })],
        [
          'Key/a',
          recordOf('Key/a', { health: 'Paused', hold: { reason: 'held', why: 'held', since: noon } }),
        ],
      ]),
    });
    await pass(minute);
    expect(got[0]?.body).toMatchObject({
      severity: 'critical',
      title: 'a hold keeps access open on Key/a',
      text: 'policy: policy changed in AWS; the tag keywright:hold stops the repair',
    });
    expect(got.slice(1).map(({ body }) => body.event)).toEqual(['degraded', 'blocked']);
    await end();
  });

  it('reports opened access once, as drift', async () => {
    const { set, got, pass, end } = world([webhook]);
    const why = 'access was opened outside Git';
    set({
      open: [opened],
      status: new Map([['Key/a', recordOf('Key/a', { health: 'Degraded', reason: 'access-opened', why })]]),
    });
    await pass(minute);
    expect(got.map(({ body }) => body.event)).toEqual(['drift-opened']);
    await end();
  });

  it('tells each sort of condition as it is', async () => {
    const { set, got, pass, end } = world([webhook]);
    const plan = {
      version: 1,
      stack: 's',
      uid: 'u',
      at: noon,
      scope: { is: 'all' },
      resources: [resourcePlanOf('Key/a')],
      steps: [
        stepOf('Key/a', 'state', {
          gate: { is: 'approval', classes: ['disable'], reason: 'waits-for-approval', why: 'w' },
        }),
      ],
      orphans: [],
      diagnostics: [],
    } as const;
    set({
      plan,
      decisions: { ...noDecisions, brakes: [{ kind: 'Grant', at: noon, confirmed: 3 }] },
      wanted: {
        id: 'r1',
        is: 'refused',
        since: noon,
        why: 'it does not validate',
        diagnostics: [{ severity: 'error', code: 'manifest.value', message: 'spec.x is wrong' }],
      },
      status: new Map([
        [
          'Key/b',
          recordOf('Key/b', { deletesAt: noon + 3 * day, health: 'Degraded', reason: 'pending-deletion' }),
        ],
        ['Key/c', recordOf('Key/c', { fullAt: noon - 3 * day })],
      ]),
    });
    await pass(2 * minute);
    const told = got.map(({ body }) => [body.severity, body.event, body.title]);
    expect(told).toContainEqual(['critical', 'blocked', 'the brake stopped writes to Grant']);
    expect(told).toContainEqual(['critical', 'deletion-near', 'Key/b will be deleted on 2026-11-05']);
    expect(told).toContainEqual(['warning', 'blocked', 'revision r1 of eu is refused']);
    expect(told).toContainEqual(['warning', 'stale', 'Key/c was not read recently']);
    expect(told).toContainEqual([
      'warning',
      'plan-waiting',
      expect.stringMatching(/^plan [0-9a-f]{12} waits for approval of 1 step$/u),
    ]);
    await end();
  });

  it.each(['candidate', 'standby', 'lost'] as const)(
    'tells what is stale, and nothing else, as a %s',
    async (is) => {
      const { set, got, pass, end } = world([webhook]);
      set({
        open: [opened],
        leadership: { is, since: noon },
        status: new Map([['Key/c', recordOf('Key/c', { fullAt: noon - 3 * day, fastAt: noon - 3 * day })]]),
      });
      await pass(minute);
      expect(got.map(({ body }) => [body.event, body.title])).toEqual([
        ['stale', 'Key/c was not read recently'],
      ]);
      await end();
    },
  );

  it('tells what grows old although nothing happens', async () => {
    const { got, pass, end } = world([webhook]);
    await pass(3 * day + hour);
    expect(got[0]?.body.title).toBe('eu has not been read completely since 2026-11-02T12:00:00.000Z');
    await end();
  });

  it('tells nothing as a standby, and what holds once it leads', async () => {
    const { set, got, pass, end } = world([webhook]);
    set({ open: [opened], leadership: { is: 'standby', since: noon } });
    await pass(hour);
    expect(got).toEqual([]);
    set({ leadership: { is: 'leader', since: noon } });
    await pass(minute);
    expect(got.length).toBe(1);
    await end();
  });

  it('goes to the target that the Stack names, and to all if there is none of that name', async () => {
    const named = (notify: string): Stack => ({ settings: { name: 'prod', notify } }) as unknown as Stack;
    const one = world([webhook, slack]);
    one.set({ open: [opened], stack: named('chat') });
    await one.pass(minute);
    expect(one.got.map(({ host }) => host)).toEqual(['slack.example.com']);
    await one.end();
    const all = world([webhook, slack]);
    all.set({ open: [opened], stack: named('pager') });
    await all.pass(minute);
    expect(new Set(all.got.map(({ host }) => host))).toEqual(
      new Set(['slack.example.com', 'hook.example.com']),
    );
    expect(all.got.map(({ body }) => body.title)).toContain(
      'the Stack names the notification target pager, which does not exist',
    );
    await all.end();
  });

  it('keeps one target that fails from delaying another', async () => {
    const { set, got, told, pass, end } = world([webhook, slack], (host) =>
      host.startsWith('hook') ? 503 : 200,
    );
    set({ open: [opened] });
    await pass(10 * second);
    expect(got.map(({ host }) => host)).toEqual(['slack.example.com']);
    await pass(10 * minute);
    expect(told).toContain('hook failed: the response has status 503');
    await end();
  });

  it('drops the oldest when too many wait for a target', async () => {
    const { set, told, pass, end } = world([webhook], () => 503);
    for (let n = 0; n < 70; n += 1) {
      set({ open: [{ ...opened, id: `e${n}` }] });
      await pass(1_100);
    }
    expect(told.filter((line) => line.includes('dropped')).length).toBeGreaterThan(0);
    await end();
  });
});

const message: Message = {
  id: 'n1',
  event: 'blocked',
  severity: 'warning',
  again: false,
  source: 'eu',
  stack: 'prod',
  at: '2026-11-02T12:00:00.000Z',
  count: 1,
  title: '<!channel> & "quoted" *bold*',
  text: 'a\\b',
  items: [{ title: '<!channel> <https://evil.example|click>', text: '@here `x`', since: '', addresses: [] }],
};

describe('a body', () => {
  it('mentions and formats nothing in text for Slack', () => {
    const body = JSON.parse(slackBody(message)) as {
      text: string;
      blocks: readonly { text?: { type: string } }[];
    };
    expect(body.text).toBe('🟠 &lt;!channel&gt; &amp; "quoted" *bold*');
    for (const block of body.blocks) expect(block.text?.type ?? 'plain_text').toBe('plain_text');
  });

  it('keeps to the limits of Slack, however long the text', () => {
    const long = '💥'.repeat(5_000);
    const items = Array.from({ length: 20 }, () => ({ title: long, text: long, since: '', addresses: [] }));
    const body = JSON.parse(slackBody({ ...message, title: long, items, count: 999 })) as {
      blocks: readonly { type: string; text?: { text: string } }[];
    };
    expect(body.blocks.length).toBeLessThanOrEqual(50);
    for (const { type, text } of body.blocks)
      expect(Array.from(text?.text ?? '').length).toBeLessThanOrEqual(type === 'header' ? 150 : 3_000);
  });

  it('fills a template in without letting a text add a field', () => {
    const title = '", "admin": true, "x": "{{text}}';
    const filled = webhookBody({ ...message, title }, '{"summary":"{{title}}","n":["{{count}}"],"k":1}');
    expect(JSON.parse(filled)).toEqual({ summary: title, n: ['1'], k: 1 });
  });

  it.each([
    ['{"a":"{{title}}"}', undefined],
    ['{"a":', 'must be JSON'],
    ['"{{titel}}"', expect.stringContaining('has {{titel}}; available: id, event')],
  ])('refuses or fills a template: %s', (template, problem) => {
    expect(templateProblem(template)).toEqual(problem);
  });
});

describe('the heartbeat', () => {
  it('beats when every source had a complete full look, and not before', async () => {
    const urls: string[] = [];
    const told: string[] = [];
    const heartbeat = createHeartbeat(
      {
        clock: virtualClock(noon),
        random: { next: () => 0.5 },
        names: { addressesOf: async () => ['93.184.216.34'] },
        http: {
          async send({ url, method }) {
            urls.push(`${method} ${url.href}`);
            return { status: 200, headers: {} };
          },
        },
        files: { read: async () => 'https://beat.example.com/abc\n' },
        target: { urlFile: '/url', allow: [] },
        sources: ['eu', 'us'],
        told: (outcome) => told.push(outcome),
      },
      new AbortController().signal,
    );
    const look = async (source: string, look: 'fast' | 'full', complete: boolean): Promise<void> => {
      heartbeat.listen({ is: 'looked', source, at: noon, look, complete, took: 0, plan: undefined as never });
      await heartbeat.idle();
    };
    await look('eu', 'full', true);
    await look('us', 'fast', true);
    await look('us', 'full', false);
    await look('eu', 'full', true);
    expect(urls).toEqual([]);
    await look('us', 'full', true);
    expect(urls).toEqual(['GET https://beat.example.com/abc']);
    await look('us', 'full', true);
    expect(told).toEqual(['sent']);
  });
});
