import type { Random } from '../../model/clock.ts';
import { memoryDisk, type MemoryDisk } from '../../runtime/memory-files.ts';
import type { StoreFiles } from '../files.ts';

export interface TestDisk {
  readonly files: StoreFiles;
  contents(): ReadonlyMap<string, string>;
  crash(random: Random): TestDisk;
}

/** Wraps the disk in memory, with an exclusive create that is durable like every write. */
export function testDisk(disk: MemoryDisk = memoryDisk()): TestDisk {
  const taken = new Set<string>();
  return {
    files: {
      ...disk.files,
      async create(path, text) {
        if ((await disk.files.read(path)) !== undefined || taken.has(path)) return false;
        taken.add(path);
        await disk.files.write(path, text);
        return true;
      },
      async remove(path) {
        for (const name of taken) if (name === path || name.startsWith(`${path}/`)) taken.delete(name);
        await disk.files.remove(path);
      },
    },
    contents: disk.contents,
    crash: (random) => testDisk(disk.crash(random)),
  };
}
