import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIdentify, type KnownPerson } from '../../src/daemon/control/identify.ts';
import { serveControl } from '../../src/daemon/control/serve.ts';
import type { Controller } from '../../src/daemon/controller.ts';
import {
  fakeController,
  planWith,
  recordAt,
  statusWith,
  type FakeController,
} from '../../src/daemon/testing/controller.test-helper.ts';
import { controlOf, noon } from '../../src/daemon/testing/caller.test-helper.ts';
import { planIdOf } from '../../src/model/plan-id.ts';
import { stepOf } from '../../src/model/plan.test-helper.ts';
import type { LocalHttp } from '../../src/runtime/local-http.ts';
import { memoryHttp } from '../../src/runtime/memory-http.ts';
import { createDesk, type Desk, type DeskOptions } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

// What a person types at a running daemon. Its state is made up: what a daemon does is tested elsewhere.

const socket = '/data/control/control.sock';
const waits = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access to another account',
} as const;
const plan = planWith(
  [
    stepOf('Key/orders', 'policy', { gate: waits, risks: [{ class: 'widen', message: waits.why }] }),
    stepOf('Key/backups', 'tags'),
  ],
  { stack: 'payments', commit: 'a'.repeat(40), at: noon },
);
const id = planIdOf(plan);

function keys(more: Parameters<typeof fakeController>[2] = {}): FakeController {
  return fakeController(
    'keys',
    {
      plan,
      fullAt: noon,
      inForce: {
        id: 'a'.repeat(40),
        since: noon,
        commit: {
          id: 'a'.repeat(40),
          parents: [],
          subject: 'Rotate \u001b[31mkeys\u202e yearly',
          author: { name: 'Ann', email: 'ann@example.com' },
          committer: { name: 'Ann', email: 'ann@example.com' },
          at: noon,
        },
      },
      status: statusWith(
        recordAt('Key/backups', noon, { labels: { team: 'storage' } }),
        recordAt('Key/orders', noon - 300_000, {
          sync: 'Drifted',
          health: 'Degraded',
          reason: 'disabled',
          why: 'the key is disabled: data encrypted with it cannot be read',
          state: 'Disabled',
          labels: { team: 'payments' },
          waiting: ['Key/orders#policy'],
        }),
      ),
    },
    more,
  );
}

async function deskAt(
  controllers: readonly Controller[],
  { people = [], ...options }: DeskOptions & { readonly people?: readonly KnownPerson[] } = {},
): Promise<Desk> {
  const http: LocalHttp = memoryHttp();
  await serveControl({
    control: controlOf(controllers),
    version: '0.1.0',
    identify: createIdentify(people, 1000),
    failed: (error) => {
      throw error;
    },
    http,
    socket,
  });
  const variables = { KEYWRIGHT_DATA_DIR: '/data', ...options.variables };
  return createDesk({ files: {}, now: noon, ...options, variables, http });
}

describe('at a running daemon', () => {
  it('shows the status with what is in force, who leads and what persons decided', async () => {
    const controller = keys();
    const desk = await deskAt([controller]);
    await desk.run('pause', 'Key/orders', '--for', '2h', '--reason', 'key migration');
    const ended = await desk.run('status');

    expect(ended.err).toBe('');
    expect(ended.exit).toBe(2);
    expectGolden('outputs/daemon-status.txt', ended.out);
    // What Git says is data: it must not colour or reverse what a terminal shows.
    expect(ended.out).not.toMatch(/[\u001b\u202e]/u);
  });

  it('shows one resource whole, and claims nothing of what it did not look up', async () => {
    const desk = await deskAt([keys()]);
    const ended = await desk.run('status', 'Key/orders');

    expect(ended.exit).toBe(2);
    expect(ended.out).toMatch(/read +2026-11-02T11:55:00.000Z/u);
    expect(ended.out).toContain('reconcile history Key/orders');
    expect(ended.out).not.toContain('never by Keywright');
    expect((await desk.run('status', 'Key/order')).err).toContain('(cli.address)');
  });

  it.each([
    { argv: ['get'], file: 'get.txt' },
    { argv: ['get', '-o', 'wide', '-l', 'team=payments'], file: 'get-wide.txt' },
    { argv: ['get', 'keys', '-o', 'name'], file: 'get-name.txt' },
    { argv: ['get', 'Key/orders', '-o', 'json'], file: 'resource-list.json' },
    { argv: ['plans'], file: 'plans.txt' },
    { argv: ['plans', '-o', 'json'], file: 'plan-list.json' },
    { argv: ['plans', id], file: 'plans-one.txt' },
    { argv: ['history', 'Key/orders', '-o', 'json'], file: 'history.json' },
    { argv: ['pause', '--for', '2h', '--reason', 'key migration', '-o', 'json'], file: 'decision.json' },
  ])('answers $argv', async ({ argv, file }) => {
    const desk = await deskAt([keys()]);
    const ended = await desk.run(...argv);

    expect(ended).toMatchObject({ exit: 0, err: '' });
    expectGolden(`outputs/${file}`, ended.out);
  });

  it('approves what it showed once a person types yes', async () => {
    const controller = keys();
    const desk = await deskAt([controller], { typed: ['yes'] });
    const ended = await desk.run('approve', id);

    expect(ended.exit).toBe(0);
    expect(ended.err).toContain('Key/orders#policy (widen): gives access to another account');
    expect(controller.state().decisions.approvals).toMatchObject([
      { by: { id: 'uid:1000' }, of: { step: 'Key/orders#policy' } },
    ]);
  });

  it.each([
    { why: 'another answer', options: { typed: ['y'] }, argv: ['approve', id], says: 'Not approved.' },
    { why: 'nobody to ask', options: {}, argv: ['approve', id], says: '(cli.answer)' },
    {
      why: 'another plan',
      options: { typed: ['yes'] },
      argv: ['approve', 'f'.repeat(12)],
      says: '(control.plan)',
    },
  ])('approves nothing with $why', async ({ options, argv, says }) => {
    const controller = keys();
    const desk = await deskAt([controller], options);
    const ended = await desk.run(...argv);

    expect(ended.exit).toBe(1);
    expect(ended.err).toContain(says);
    expect(controller.state().decisions.approvals).toEqual([]);
  });

  it('lists a rejection with who and why, and ends it by its id', async () => {
    const desk = await deskAt([keys()]);
    await desk.run('reject', id, '--reason', 'not before the audit');
    const text =
      'Key/orders#policy rejected since 2026-11-02T12:00:00.000Z, by uid:1000: not before the audit; to end: reconcile reject --end d1';
    expect((await desk.run('status')).out.replaceAll(/\s+/gu, ' ')).toContain(text);
    expect((await desk.run('plans')).out.replaceAll(/\s+/gu, ' ')).toContain(text);
    const ended = await desk.run('reject', '--end', 'd1');
    expect(ended).toMatchObject({ exit: 0, err: '' });
    expect(ended.out).toContain('ends the rejection of Key/orders#policy.');
    expect((await desk.run('status')).out).not.toContain('rejected');
    expect((await desk.run('reject', id)).err).toContain('a rejection needs --reason');
  });

  // Nobody can be asked here: what is wrong with an id is said all the same.
  it.each([
    { argv: ['approve', 'nope'], says: "'nope' is not a plan id" },
    { argv: ['approve', 'f'.repeat(12)], says: '(control.plan)' },
    { argv: ['approve', id, 'Key/zzz'], says: '(control.step)' },
    { argv: ['reject', 'nope', '--reason', 'x'], says: "'nope' is not a plan id" },
    { argv: ['rollback', 'abc', '--for', '1h', '--reason', 'x'], says: "'abc' is not a commit id" },
    { argv: ['rollback', 'abcdef1', '--for', '1h', '--reason', 'x'], says: '(control.revision)' },
    { argv: ['accept-baseline'], says: '(cli.answer)' },
  ])('judges what was named before it asks: $argv', async ({ argv, says }) => {
    const ended = await (await deskAt([keys()])).run(...argv);
    expect(ended.exit).toBe(1);
    expect(ended.err).toContain(says);
    expect(ended.err.includes('(cli.answer)')).toBe(says === '(cli.answer)');
  });

  it('plans a rollback, asks, and holds the Stack at the whole id of the commit', async () => {
    const commit = 'b'.repeat(40);
    const controller = keys({ preview: () => Promise.resolve({ ...plan, commit }) });
    const desk = await deskAt([controller], { typed: ['yes'] });
    const ended = await desk.run('rollback', 'bbbbbbb', '--for', '2h', '--reason', 'broken policy');

    expect(ended.exit).toBe(0);
    expect(ended.out).toContain('Key/orders');
    expect(controller.state().decisions.pin).toMatchObject({ commit, why: 'broken policy' });
    const status = await desk.run('status');
    expect(status.out).toContain(`held at commit ${commit} until 2026-11-02T14:00:00.000Z, by`);
    await desk.run('sync');
    expect(controller.state().decisions.pin).toBeUndefined();
  });

  it.each([
    { why: 'the one shown, after a yes', options: { typed: ['yes'] }, argv: [], accepts: true },
    { why: 'the one named', options: {}, argv: ['aaaaaaa'], accepts: true },
    { why: 'nothing, where another is named', options: {}, argv: ['bbbbbbb'], accepts: false },
    { why: 'nothing after another answer', options: { typed: ['no'] }, argv: [], accepts: false },
    { why: 'nothing, where nobody can be asked', options: {}, argv: [], accepts: false },
  ])('accepts as the baseline $why', async ({ options, argv, accepts }) => {
    const controller = keys();
    const desk = await deskAt([controller], options);
    const ended = await desk.run('accept-baseline', ...argv);

    expect(ended.exit).toBe(accepts ? 0 : 1);
    expect(controller.state().decisions.taken?.revision).toBe(accepts ? 'a'.repeat(40) : undefined);
  });

  it('stops and starts all replicas', async () => {
    const controller = keys();
    const desk = await deskAt([controller]);
    await desk.run('stop', '--reason', 'incident 42');

    expect(controller.state().stop).toMatchObject({ by: 'uid:1000', why: 'incident 42' });
    expect((await desk.run('status')).out).toContain('no replica writes; by uid:1000: incident 42');
    expect((await desk.run('start')).exit).toBe(0);
    expect((await desk.run('start')).err).toContain('(control.nothing)');
  });

  it('shows only changes with --watch, until Ctrl-C', async () => {
    const controller = keys();
    let slept = 0;
    const desk = await deskAt([controller], {
      clock: {
        now: () => noon,
        monotonic: () => noon,
        async sleep() {
          slept += 1;
          if (slept === 4)
            controller.set({
              status: statusWith(recordAt('Key/backups', noon), recordAt('Key/orders', noon)),
            });
          await Promise.resolve();
        },
      },
    });
    const stops: (() => void)[] = [];
    const ended = await desk.runWith(
      {
        signals: {
          onStop(handler) {
            stops.push(() => handler('SIGINT'));
            return () => undefined;
          },
        },
        written: (text) => {
          if (slept > 4 && text.includes('InSync')) for (const stop of stops) stop();
        },
      },
      'get',
      '--watch',
    );
    expect(ended.exit).toBe(0);
    expect(ended.out.trimEnd().split('\n').at(-1)).toMatch(/^Key\/orders +InSync +Healthy/u);
  });
});

describe('the subject of a decision', () => {
  const people = [
    { name: 'ann', uids: [], tokenHashes: [createHash('sha256').update('s3cret').digest('hex')] },
  ];

  it('is proven by a token in a file', async () => {
    const controller = keys();
    const desk = await deskAt([controller], { people, files: { token: 's3cret\n' } });
    const ended = await desk.run('stop', '--reason', 'x', '--token-file', 'token');

    expect(ended.exit).toBe(0);
    expect(controller.state().stop?.by).toBe('ann');
  });

  it('requires a token when anybody has one', async () => {
    const controller = keys();
    const desk = await deskAt([controller], { people });
    const ended = await desk.run('stop', '--reason', 'x');

    expect(ended.err).toContain('(control.forbidden)');
    expect(controller.state().stop).toBeUndefined();
  });
});

describe('which daemon', () => {
  it('is named by its socket or its data directory', async () => {
    const desk = await deskAt([keys()], { variables: { KEYWRIGHT_DATA_DIR: '' } });
    expect((await desk.run('get', '--socket', socket)).exit).toBe(0);
    expect((await desk.run('get', '--data-dir', '/data')).exit).toBe(0);
    expect((await desk.run('get', '--data-dir', '/elsewhere')).err).toContain('(control.no-daemon)');
  });

  it('is refused when only a daemon can do it', async () => {
    const ended = await createDesk({ files: {} }).run('sync');
    expect(ended.exit).toBe(1);
    expect(ended.err).toContain('(control.needs-daemon)');
    expect(ended.err).toContain('reconcile daemon');
  });

  it.each([
    { argv: ['get', 'Nope'], says: "'Nope' is not a kind, a file or a directory" },
    { argv: ['plans', 'nope'], says: "'nope' is not a plan, a file or a directory" },
    { argv: ['plans', '3f2a'], says: "'3f2a' is not a plan, a file or a directory" },
  ])('is not asked about a word that is empty: $argv', async ({ argv, says }) => {
    const ended = await (await deskAt([keys()])).run(...argv);
    expect(ended.exit).toBe(1);
    expect(ended.err).toContain(says);
  });

  it('refuses a socket together with manifests', async () => {
    const ended = await createDesk().run('get', 'manifests', '--data-dir', '/data');
    expect(ended.err).toContain('a daemon and manifests cannot be combined');
  });

  it('has several sources, of which a decision names one', async () => {
    const desk = await deskAt([keys(), fakeController('buckets')]);
    expect((await desk.run('stop', '--reason', 'x')).err).toContain(
      'the daemon has several sources: keys, buckets',
    );
    expect((await desk.run('stop', '--reason', 'x', '--source', 'buckets')).exit).toBe(0);
    expect((await desk.run('get')).out).toContain('SOURCE');
  });
});
