import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behind, raw } from '../../src/simulator/behind.ts';
import { openPolicy, stackText, stranger } from '../../src/simulator/estate.ts';
import { tokenText } from '../../src/server/access/gatekeeper.test-helper.ts';
import { createDesk, type Desk, type Ended } from './desk.test-helper.ts';
import {
  planningDaemon,
  sandboxDirectory,
  type PlanningDaemon,
  type PlanningDaemonOptions,
} from './planning-daemon.test-helper.ts';

// A plan that a daemon makes is, byte for byte, the one that a command line with AWS credentials makes.

interface Estate extends PlanningDaemonOptions {
  readonly name: string;
  /** What a pull request declares. */
  readonly declared: string;
  readonly exit: number;
  /** Tells that the estate is what its name says. */
  readonly shows: string;
}

const committed = stackText({ keys: 3, version: 0 });

const estates: readonly Estate[] = [
  {
    name: 'creation',
    committed: stackText({ keys: 1, version: 0 }),
    declared: stackText({ keys: 3, version: 0 }),
    exit: 2,
    shows: '4 to add',
  },
  { name: 'no change', committed, declared: committed, exit: 0, shows: 'No changes' },
  {
    name: 'drift',
    committed,
    drift: (world) => {
      behind(world, 'DisableKey', 'alias/app-0', {});
      behind(world, 'UpdateKeyDescription', 'alias/app-1', { Description: 'by hand' });
      raw(world, 'kms', 'DeleteAlias', { AliasName: 'alias/app-2' });
    },
    declared: committed,
    exit: 2,
    shows: 'by hand',
  },
  {
    name: 'a hostile statement',
    committed,
    drift: (world) => {
      behind(world, 'PutKeyPolicy', 'alias/app-0', { Policy: openPolicy });
    },
    declared: committed,
    exit: 2,
    shows: stranger,
  },
  {
    name: 'a gate',
    committed,
    declared: committed.replace(/policy: .*/u, `policy: ${openPolicy}`),
    exit: 2,
    shows: 'widen',
  },
  {
    name: 'a resource that is blocked',
    committed,
    declared: committed.replace('{ name: app-1 }\nspec:', '{ name: app-1 }\nspec:\n  multiRegion: true'),
    exit: 2,
    shows: 'blocked',
  },
  {
    name: 'a key that awaits its deletion',
    committed,
    drift: (world) => {
      behind(world, 'ScheduleKeyDeletion', 'alias/app-1', { PendingWindowInDays: 30 });
    },
    declared: committed,
    exit: 2,
    shows: 'KeyDeletion',
  },
  {
    name: 'orphans, and removal from Git',
    committed: committed.replace('{ name: app-2 }', '{ name: app-2, prune: never }'),
    declared: stackText({ keys: 1, version: 0 }),
    exit: 2,
    shows: 'rphan',
  },
  {
    name: 'a loosened rule',
    committed,
    declared: committed.replace('\n  defaults:', `\n  trustedAccounts: ['999988887777']\n  defaults:`),
    exit: 2,
    shows: 'trustedAccounts',
  },
];

const formats = ['human', 'markdown', 'sarif', 'json'] as const;

describe.each(estates)('plan --server for $name', ({ declared, exit, shows, ...about }) => {
  let daemon: PlanningDaemon;
  beforeAll(async () => {
    daemon = await planningDaemon(about);
  });
  afterAll(() => daemon.close());

  it.each(formats)('prints the plan of a command line with -o %s', async (format) => {
    const { there, here } = await both(daemon, declared, '-o', format);
    expect(there.out).toBe(here.out);
    expect(there.exit).toBe(here.exit);
    if (format === 'human') expect(here.out).toContain(shows);
    expect(here.exit).toBe(exit);
  });
});

describe('plan --server with the words of plan', () => {
  const declared = committed
    .replace('{ name: app-0 }', '{ name: app-0, labels: { team: pay } }')
    .replace(/policy: .*/u, `policy: ${openPolicy}`);
  let daemon: PlanningDaemon;
  beforeAll(async () => {
    daemon = await planningDaemon({
      committed,
      drift: (world) => {
        behind(world, 'DisableKey', 'alias/app-1', {});
      },
    });
  });
  afterAll(() => daemon.close());

  it.each([
    { words: ['--summary'] },
    { words: ['--only', 'drifted,blocked'] },
    { words: ['--kind', 'Alias'] },
    { words: ['--name', 'app-1'] },
    { words: ['-l', 'team=pay'] },
    { words: ['-l', 'team=pay', '--summary', '-o', 'markdown'] },
    { words: ['--calls', 'full'] },
    { words: ['--commit', '0123abc', '-o', 'json'] },
    { words: ['--commit', '0123abc', '-o', 'markdown'] },
    { words: ['--fail-on', 'orphans'] },
    { words: ['--only', 'drifted', '-o', 'json'] },
    { words: ['--kind', 'Kye'] },
  ])('prints the plan of a command line with $words', async ({ words }) => {
    const { there, here } = await both(daemon, declared, ...words);
    expect(there.out).toBe(here.out);
    expect(there.exit).toBe(here.exit);
    expect(here.out + here.err).not.toBe('');
  });

  it('prints colours on a terminal as a command line does', async () => {
    const desk = deskAt(daemon, declared);
    const there = await desk.runWith({ typed: [] }, ...asked(daemon));
    const here = await desk.runWith({ typed: [] }, 'plan', 'estate.yaml', inSandbox);
    expect(withoutMoment(there).out).toBe(withoutMoment(here).out);
    expect(there.out).toContain('\u001B[');
  });

  it.each([
    ['--target', 'Key/app-0'],
    ['--exclude', 'Key/app-0'],
    ['--out', 'plan.json'],
    ['--expires', '1h'],
    ['--state-dir', 'state'],
    ['--guardrails', 'guardrails.yaml'],
    ['--endpoint', 'http://127.0.0.1:1'],
    ['--sandbox'],
  ])('refuses %s, and says what is there instead', async (...words) => {
    const { err, exit } = await deskAt(daemon, declared).run(...asked(daemon), ...words);
    expect(exit).toBe(1);
    expect(err).toContain('--server');
    expect(err).toContain(words[0]);
    expect(err).toContain('hint:');
  });
});

const inSandbox = `--sandbox=${sandboxDirectory}`;

function asked({ url }: PlanningDaemon): readonly string[] {
  return ['plan', 'estate.yaml', '--server', url, '--token-file', 'ci.token'];
}

/** Makes the plan with the same words at the daemon and with AWS credentials. */
async function both(
  daemon: PlanningDaemon,
  declared: string,
  ...words: readonly string[]
): Promise<{ readonly there: Ended; readonly here: Ended }> {
  const desk = deskAt(daemon, declared);
  const there = await desk.run(...asked(daemon), ...words);
  const here = await desk.run('plan', 'estate.yaml', inSandbox, ...words);
  return { there: withoutMoment(there), here: withoutMoment(here) };
}

/**
 * Removes the two things that differ: the time of the plan, since a plan with credentials looks twice at what looks
 * lost, and the AWS that the advice of a command line names.
 */
function withoutMoment(ended: Ended): Ended {
  const out = ended.out.replace(/^ {2}"at": "[^"]+"/mu, '  "at": ""').replaceAll(` ${inSandbox}`, '');
  return { ...ended, out };
}

function deskAt({ files, web, now }: PlanningDaemon, declared: string): Desk {
  return createDesk({
    files: { ...files(), 'estate.yaml': declared, 'ci.token': tokenText('ann') },
    web,
    now,
    // On a clock that jumps, every answer of a socket is late.
    clock: { now: () => now, monotonic: () => 0, sleep: () => new Promise(() => undefined) },
  });
}
