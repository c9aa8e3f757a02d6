import { expect, it } from 'vitest';
import { z } from 'zod';
import { daemonConfigAsked } from '../../src/cli/commands/daemon-config.ts';
import { defaultOptions } from '../../src/cli/options.ts';
import { settings } from '../../src/daemon/config/settings.ts';
import { sendOutgoing, type Sent } from '../../src/daemon/http/outgoing.ts';
import { createLogLines } from '../../src/daemon/log/records.ts';
import { createMetrics } from '../../src/daemon/metrics/metrics.ts';
import { slackBody, webhookBody } from '../../src/daemon/notify/bodies.ts';
import { conditionsOf } from '../../src/daemon/notify/conditions.ts';
import { groupConditions } from '../../src/daemon/notify/grouping.ts';
import { messageOf } from '../../src/daemon/notify/message.ts';
import { createProbe } from '../../src/daemon/probe/probe.ts';
import type { Controller, ControllerState } from '../../src/daemon/controller.ts';
import { stackSchema } from '../../src/kinds/stack/schema.ts';
import { metadataSchema } from '../../src/manifest/envelope.ts';
import { noDecisions } from '../../src/model/decisions.ts';
import type { Episode } from '../../src/model/history.ts';
import { hour, minute } from '../../src/model/instant.ts';
import { escapedJson } from '../../src/report/text/visible.ts';
import type { Environment } from '../../src/runtime/environment.ts';
import { memoryDisk } from '../../src/runtime/memory-files.ts';
import { virtualClock } from '../../src/runtime/virtual-clock.ts';

/** Lists all names of fields of a schema, at any depth. */
function fieldsIn(schema: z.ZodType): readonly string[] {
  const names: string[] = [];
  JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), (key, value: unknown) => {
    if (key === 'properties' && typeof value === 'object' && value !== null)
      names.push(...Object.keys(value));
    return value;
  });
  return names;
}

it('takes targets, URLs, secrets, sources and listeners from no manifest (authority.md §1.2)', () => {
  const outside =
    /^url|Url|[sS]ecret|[tT]oken|[wW]ebhook|[sS]lack|[sS]ocket|[lL]isten|[pP]ort$|^address$|[pP]assword/u;
  expect(
    [...fieldsIn(stackSchema), ...fieldsIn(metadataSchema)].filter((name) => outside.test(name)),
  ).toEqual([]);
  const spec = { uid: '7f3a9c21', accounts: [{ id: '111122223333', regions: ['eu-central-1'] }] };
  expect(stackSchema.safeParse({ ...spec, notify: 'on-call' }).success).toBe(true);
  for (const notify of ['https://evil.example/', '//evil.example', 'a/b', '127.0.0.1:80'])
    expect(stackSchema.safeParse({ ...spec, notify }).success).toBe(false);
});

it('takes its own settings from no place that a commit can change (authority.md §1.2)', async () => {
  const contents = new Map([
    ['/repo/.git/HEAD', 'ref'],
    ['/repo/daemon.yaml', 'apiVersion: keywright.dev/v1\nkind: Daemon\nmetadata: { name: a }\nspec: {}\n'],
  ]);
  const files = memoryDisk({ contents }).files;
  await files.makeDirectory('/repo/manifests');
  const environment = { variables: {} } as Environment;
  const given = { config: '/repo/daemon.yaml', sourceDirectory: '/repo/manifests' };
  expect(
    await daemonConfigAsked({ args: [], given, options: defaultOptions }, { files, environment }),
  ).toMatchObject({
    is: 'refused',
    diagnostics: [{ code: 'settings.inside-manifests' }],
  });
});

it('takes a secret from a file only, never from a setting itself (authority.md §1.2)', () => {
  const secret = settings.filter(({ name }) => /token|secret|key|password|credential/iu.test(name));
  // The keys of an issuer of tokens are public (OpenID Connect Discovery 1.0, `jwks_uri`).
  const inline = secret.filter(({ name }) => !/(?:File|tokenHashes|\.keysUrl)$/u.test(name));
  expect(secret.length).toBeGreaterThan(3);
  expect(inline.map(({ name }) => name)).toEqual([]);
});

it('sends nothing to this machine, a link or a metadata service, by name or by redirect (authority.md §1.2)', async () => {
  const reached: string[] = [];
  const send = (url: string, location?: string): Promise<Sent> =>
    sendOutgoing(
      { method: 'GET', url, headers: () => ({}), allow: [] },
      {
        clock: virtualClock(),
        random: { next: () => 0 },
        names: {
          addressesOf: async (host) => [host === 'good.example' ? '93.184.216.34' : '169.254.169.254'],
        },
        http: {
          async send({ address }) {
            reached.push(address);
            return location === undefined
              ? { status: 200, headers: {} }
              : { status: 302, headers: { location } };
          },
        },
      },
      new AbortController().signal,
    );
  for (const url of ['http://127.0.0.1/', 'http://[::1]/', 'http://169.254.1.1/', 'http://bad.example/'])
    expect(await send(url)).toMatchObject({ is: 'failed' });
  expect(reached).toEqual([]);
  for (const location of [
    'http://127.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://bad.example/',
  ])
    expect(await send('http://good.example/', location)).toMatchObject({ is: 'failed' });
  expect(new Set(reached)).toEqual(new Set(['93.184.216.34']));
});

/** Text that an intruder would write into a name, a description or a commit. */
const evil =
  '\u001b[2J\r\n<!channel> <script>alert(1)</script> *b* "}\u202e {{text}} level=error ' + 'x'.repeat(500);

it('passes text of Git and AWS on as one line of data, whatever it holds (authority.md §5.27)', async () => {
  const episode: Episode = {
    id: 'e',
    address: 'Key/a',
    facet: evil,
    changes: [{ path: '/policy', label: 'drifted', half: 'contract' }],
    label: 'drifted',
    openedAt: 0,
    seenAt: 0,
    declared: '',
  };
  const commit = {
    id: 'c1',
    parents: [],
    subject: evil,
    author: { name: evil, email: evil },
    committer: { name: evil, email: evil },
    at: 0,
  };
  const state = {
    source: 'eu',
    maxMode: 'enforce',
    leadership: { is: 'leader', since: 0, by: evil },
    status: new Map(),
    open: [episode],
    wanted: { id: evil, is: 'refused', since: 0, why: evil, diagnostics: [], commit },
    decisions: noDecisions,
    unready: [evil],
    wedged: false,
    rhythm: { cadence: { fast: 10 * minute, full: hour }, isOver: false },
    startedAt: 0,
  } as unknown as ControllerState;
  const controller = {
    name: 'eu',
    state: () => state,
    backlog: () => ({ size: 0, due: 0 }),
  } as unknown as Controller;
  const conditions = conditionsOf(state, 0);
  const { send } = groupConditions(
    new Map(),
    { conditions, passing: [] },
    () => false,
    { groupWait: 0, repeat: hour },
    0,
  );
  expect(send.length).toBeGreaterThan(1);
  const messages = send.map((one) => messageOf(one, { id: 'n', source: 'eu', stack: evil }));
  const texts = messages.flatMap(({ title, text, stack, items }) => [
    title,
    text,
    stack,
    ...items.flatMap((item) => [item.title, item.text]),
  ]);
  for (const text of texts) {
    expect(Array.from(text).length).toBeLessThanOrEqual(200);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
  for (const message of messages) {
    const slack = JSON.parse(slackBody(message)) as {
      text: string;
      blocks: readonly { text?: { type: string } }[];
    };
    expect(slack.text).not.toContain('<');
    expect(slack.blocks.map(({ text }) => text?.type ?? 'plain_text')).toEqual(
      slack.blocks.map(() => 'plain_text'),
    );
    expect(Object.keys(JSON.parse(webhookBody(message, '{"a":"{{title}}"}')) as object)).toEqual(['a']);
  }
  const lines = createLogLines()({
    source: 'eu',
    at: 0,
    is: 'revision',
    id: 'c1',
    commit,
    outcome: 'refused',
    diagnostics: [],
  });
  for (const line of lines) expect(escapedJson(JSON.stringify(line))).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const metrics = createMetrics({
    clock: { now: () => 0 },
    controllers: [controller],
    leaseTerm: minute,
    version: '1',
    node: '24',
    usage: () => ({ startedAt: 0, residentBytes: 0, cpu: 0 }),
  });
  expect(await metrics.text()).not.toMatch(/script|channel|level=error/u);
  const probe = createProbe({ controllers: [controller], metrics, stopping: () => false });
  expect((await probe({ method: 'GET', path: '/readyz' })).body).toBe('not ready: eu\n');
});
