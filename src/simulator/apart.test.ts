import { afterEach, expect, it } from 'vitest';
import type { Transport, TransportAnswer } from '../aws/transport.ts';
import type { Journal } from '../model/journal.ts';
import { hour, minute } from '../model/instant.ts';
import { behind, raw } from './behind.ts';
import { openPolicy, stackText, stranger } from './estate.ts';
import { createRepository } from './repository.ts';
import { createWorld, type Daemon, type DaemonOptions, type World } from './world.ts';

// One process carries several sources: one that hangs or is denied delays no other (authority.md §4.23).

const living: Daemon[] = [];

// They are of one process: it dies with all of its sources.
afterEach(() => {
  for (const one of living.splice(0)) one.kill();
});

function never<T>(): Promise<T> {
  return Promise.race<T>([]);
}

/** Starts a source with a Stack and keys of its own. */
function start(world: World, name: string, options: DaemonOptions = {}): Daemon {
  const repository = createRepository(world.clock);
  const text = stackText({ keys: 2, version: 0 });
  const uid = name.padEnd(12, '0').slice(0, 12);
  repository.commit(
    text.replace('0a1b2c3d4e5f', uid).replace('name: shop', `name: ${name}`).replaceAll('app-', `${name}-`),
  );
  const daemon = world.start({ name, repository, ...options });
  living.push(daemon);
  return daemon;
}

interface Trouble {
  is: boolean;
  readonly what: string;
  readonly options: DaemonOptions;
}

function denied(): Promise<TransportAnswer> {
  return Promise.resolve({ is: 'error', name: 'AccessDeniedException', message: 'no', sent: true });
}

/** Lists faults of one source and its AWS, active while `is` is set. */
function troubles(): readonly Trouble[] {
  const withNetwork = (what: string, answer: () => Promise<TransportAnswer>): Trouble => {
    const network = (aws: Transport): Transport => ({
      send: (request) => (trouble.is ? answer() : aws.send(request)),
    });
    const trouble: Trouble = { is: false, what, options: { network } };
    return trouble;
  };
  const journal = (inner: Journal): Journal => ({
    ...inner,
    decisions: () => (coordination.is ? never() : inner.decisions()),
    written: () => (coordination.is ? never() : inner.written()),
  });
  const coordination: Trouble = { is: false, what: 'coordination gives no answer', options: { journal } };
  return [
    withNetwork('AWS gives no answer', never),
    withNetwork('AWS denies every call', denied),
    coordination,
  ];
}

it.each(troubles())('continues in time with a source while another one $what', async (trouble) => {
  const world = createWorld({ seed: 23, lagMs: 2_000 });
  const troubled = start(world, 'aa', trouble.options);
  const well = start(world, 'bb', { beside: troubled });
  await world.advance(hour);
  trouble.is = true;
  // Both have something to do, and go on having it.
  for (let round = 0; round < 4; round += 1) {
    for (const name of ['aa', 'bb'])
      behind(world, 'PutKeyPolicy', `alias/${name}-0`, { PolicyName: 'default', Policy: openPolicy });
    await world.advance(11 * minute);
    expect(isOpen(world, 'alias/aa-0')).toBe(true);
    expect(isOpen(world, 'alias/bb-0')).toBe(false);
  }
  const { leadership, wedged, fullAt } = well.controller.state();
  expect({ leads: leadership.is, wedged }).toEqual({ leads: 'leader', wedged: false });
  expect(world.clock.now() - (fullAt ?? 0)).toBeLessThan(hour + 5 * minute);
});

it('continues in time with a source while AWS throttles another one in the same account', async () => {
  const world = createWorld({ seed: 24, lagMs: 2_000 });
  const throttled = (): Promise<TransportAnswer> =>
    Promise.resolve({ is: 'error', name: 'ThrottlingException', message: 'slow', sent: true, status: 400 });
  let is = false;
  const troubled = start(world, 'aa', {
    network: (aws) => ({ send: (request) => (is ? throttled() : aws.send(request)) }),
  });
  start(world, 'bb', { beside: troubled });
  await world.advance(hour);
  is = true;
  behind(world, 'PutKeyPolicy', 'alias/bb-0', { PolicyName: 'default', Policy: openPolicy });
  await world.advance(11 * minute);
  expect(isOpen(world, 'alias/bb-0')).toBe(false);
});

function isOpen(world: World, alias: string): boolean {
  const key = raw(world, 'kms', 'DescribeKey', { KeyId: alias })?.['KeyMetadata'] as { KeyId: string };
  const policy = raw(world, 'kms', 'GetKeyPolicy', { KeyId: key.KeyId, PolicyName: 'default' });
  return String(policy?.['Policy']).includes(stranger);
}
