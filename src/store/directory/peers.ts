import type { Journal } from '../../model/journal.ts';
import type { StoreFiles } from '../files.ts';
import { sortBeats } from '../peers.ts';

/** Keeps the processes that share a directory: a file each, which holds when it was heard of. */
export function directoryPeers(files: StoreFiles, directory: string): Pick<Journal, 'beat'> {
  const folder = `${directory}/peers`;
  const fileOf = (process: string): string => `${folder}/${encodeURIComponent(process)}`;
  return {
    async beat(process, now) {
      await files.write(fileOf(process), String(now));
      const names = ((await files.list(folder)) ?? []).map(({ name }) => decodeURIComponent(name));
      const beats = await Promise.all(
        names.map(async (name) => ({ process: name, at: Number((await files.read(fileOf(name))) ?? 0) })),
      );
      const { living, gone } = sortBeats(beats, now);
      for (const one of gone) await files.remove(fileOf(one));
      return living;
    },
  };
}
