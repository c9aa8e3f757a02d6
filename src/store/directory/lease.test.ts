import { describe, expect, it } from 'vitest';
import { minute } from '../../model/instant.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { storeFiles, type StoreFiles } from '../files.ts';
import { leaseFollowsItsModel, leaseIsNeverShared, type Gate } from '../lease/properties.test-helper.ts';
import { testDisk } from './disk.test-helper.ts';
import { directoryLease } from './lease.ts';
import { acquireAt } from '../places.test-helper.ts';

describe('the lease of a directory', () => {
  leaseFollowsItsModel(() => {
    const random = seededRandoms(1).stream('crash');
    let disk = testDisk();
    return {
      boot: () => directoryLease(disk.files, '/lease'),
      crash: () => void (disk = disk.crash(random)),
    };
  });

  leaseIsNeverShared(() => {
    const { files } = testDisk();
    return (gate) => directoryLease(gated(files, gate), '/lease');
  });

  it('keeps few files, however often it is renewed', async () => {
    const { files, contents } = testDisk();
    const lease = directoryLease(files, '/lease');
    const answer = await acquireAt(lease, 'one', minute, 0);
    if (answer.is === 'refused') throw new Error('free at first');
    for (let renewal = 1; renewal <= 50; renewal += 1) await lease.renew(answer.lease, minute, renewal);
    expect(contents().size).toBeLessThan(10);
    expect(await acquireAt(lease, 'two', minute, 1)).toMatchObject({
      is: 'refused',
      by: { until: minute + 50 },
    });
  });

  it('is not taken by one who slept until its number was used and tidied away', async () => {
    const { files } = testDisk();
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => void (wake = resolve));
    const sleepy = directoryLease(
      {
        ...files,
        async create(path, text) {
          await asleep;
          return files.create(path, text);
        },
      },
      '/lease',
    );
    const sleeper = acquireAt(sleepy, 'sleeper', minute, 0);
    const quick = directoryLease(files, '/lease');
    const answer = await acquireAt(quick, 'quick', minute, 0);
    if (answer.is === 'refused') throw new Error('free at first');
    for (let renewal = 1; renewal <= 50; renewal += 1) await quick.renew(answer.lease, minute, renewal);
    expect(await files.read('/lease/000000000001.json')).toBeUndefined();
    wake();
    expect(await sleeper).toMatchObject({ is: 'refused', by: { holder: 'quick' } });
  });

  it('refuses to continue when its holder is unknown', async () => {
    const { files } = testDisk();
    await files.write('/lease/000000000004.json', '{"holder":"one"');
    await expect(acquireAt(directoryLease(files, '/lease'), 'two', minute, 0)).rejects.toMatchObject({
      diagnostic: {
        code: 'store.corrupt-lease',
        message: expect.stringContaining('000000000004.json') as string,
      },
    });
  });

  it('ignores files that are not its own', async () => {
    const { files } = testDisk();
    await files.write('/lease/000000000009.json.12-1.tmp', 'left by a crash');
    await files.write('/lease/README', 'by a person');
    expect(await acquireAt(directoryLease(files, '/lease'), 'one', minute, 0)).toMatchObject({ is: 'held' });
  });
});

describe('an exclusive create made of Files.lock', () => {
  it('is read back whole, and taken once', async () => {
    const files = storeFiles(memoryDisk().files);
    expect(await files.create('/a', '{"é":1}')).toBe(true);
    expect(await files.create('/a', 'other')).toBe(false);
    expect(await files.read('/a')).toBe('{"é":1}');
  });
});

function gated(files: StoreFiles, gate: Gate): StoreFiles {
  return {
    ...files,
    read: (path) => gate(() => files.read(path)),
    list: (path) => gate(() => files.list(path)),
    remove: (path) => gate(() => files.remove(path)),
    create: (path, text) => gate(() => files.create(path, text)),
  };
}
