import { describe, expect, it } from 'vitest';
import { defaultCadence } from '../../daemon/schedule.ts';
import { stackOf } from '../../engine/testing/stack.test-helper.ts';
import { defaultTiming } from '../../engine/ports.ts';
import { hour } from '../../model/instant.ts';
import { seededEntropy } from '../../runtime/entropy.ts';
import { memoryDisk, type MemoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { sandboxTransport } from '../../sandbox/transport.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import type { Host } from '../host.ts';
import { createMachine } from '../machine.ts';
import { createEmbeddedAws } from './embedded.ts';
import { openTenure } from './tenure.ts';

function hostOn(disk: MemoryDisk): Host {
  const randoms = seededRandoms(1);
  return {
    clock: virtualClock(),
    randoms,
    entropy: seededEntropy(randoms.stream('ids')),
    files: disk.files,
    environment: {
      variables: { USER: 'keywright' },
      cwd: '/',
      home: '/home/keywright',
      host: 'here',
      pid: 7,
      user: { uid: 1000, name: 'keywright' },
      platform: 'linux',
      node: '24',
      stdin: { isTerminal: false },
      stdout: { isTerminal: false, columns: undefined },
      stderr: { isTerminal: false },
    },
  };
}

describe('the embedded AWS of a daemon', () => {
  const embedded = (host: Host): ReturnType<typeof createEmbeddedAws> =>
    createEmbeddedAws({ host, directory: '/world', port: undefined, opened: () => undefined });

  it('opens once another run has left its directory', async () => {
    const disk = memoryDisk();
    const lock = await disk.files.lock('/world/lock', { pid: 1, host: 'elsewhere', note: 'apply' });
    const aws = embedded(hostOn(disk));
    expect(await aws.surroundings(stackOf([]))).toMatchObject({ refused: [{ code: 'cli.sandbox-busy' }] });
    if (lock.is === 'held') await lock.release();
    expect(await aws.surroundings(stackOf([]))).not.toHaveProperty('refused');
    await aws.close();
  });

  it('opens once the disk answers again, and leaves its directory when it is closed', async () => {
    const disk = memoryDisk();
    let isFull = true;
    const files: Host['files'] = {
      ...disk.files,
      write: (path, text) =>
        isFull ? Promise.reject(new Error('no space left')) : disk.files.write(path, text),
    };
    const aws = embedded({ ...hostOn(disk), files });
    await expect(aws.surroundings(stackOf([]))).rejects.toThrow('no space left');
    isFull = false;
    expect(await aws.surroundings(stackOf([]))).not.toHaveProperty('refused');
    await aws.close();
    expect((await disk.files.lock('/world/lock', { pid: 1, host: 'elsewhere', note: 'apply' })).is).toBe(
      'held',
    );
  });
});

describe('tasks that work on one Stack', () => {
  it('releases AWS although its history cannot be closed', async () => {
    const host = hostOn(memoryDisk());
    let closed = 0;
    const tenure = await openTenure(
      stackOf([]),
      {
        host,
        machine: createMachine({ ...host, traffic: () => undefined }),
        source: 'main',
        settings: {
          under: { version: '1', settings: '', guardrails: '' },
          maxMode: 'observe',
          cadence: defaultCadence,
          timing: defaultTiming,
          batch: 1,
        },
        publish: () => undefined,
        surroundings: async () => ({
          transport: sandboxTransport(createSandbox({ clock: host.clock, random: { next: () => 0.5 } })),
          alone: true,
          firstStack: 'as-written',
          openStore: () => createVolatileStore(host.clock),
          close: async () => {
            closed += 1;
          },
        }),
        signatures: 'not-required',
        needsBaseline: false,
        kept: () => ({
          history: {
            ...createVolatileHistory(),
            close: () => Promise.reject(new Error('the disk is gone')),
          },
        }),
        print: async () => undefined,
        record: { interval: hour },
        recordsTo: () => undefined,
      },
      {
        leadershipChanged: () => undefined,
        decisionsRead: () => undefined,
        unreachableSince: () => undefined,
        isWedged: () => false,
      },
    );
    if ('refused' in tenure) throw new Error('it was refused');
    await expect(tenure.close()).rejects.toThrow('the disk is gone');
    expect(closed).toBe(1);
  });
});
