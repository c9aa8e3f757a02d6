import type { Journal } from '../../model/journal.ts';
import { sortBeats } from '../peers.ts';
import type { Objects } from './objects.ts';

const folder = 'peers/';

/** Keeps the processes that share a bucket: an object each. Learns from S3 when it was written. */
export function s3Peers(
  objects: Objects,
  write: (key: string, text: string) => Promise<void>,
): Pick<Journal, 'beat'> {
  return {
    async beat(process, now) {
      // S3 counts an object as written only when its text is put: so the text is the time.
      await write(keyOf(process), String(now));
      const listed = await objects.list(folder);
      const beats = listed.map(({ key, writtenAt = now }) => ({ process: processOf(key), at: writtenAt }));
      const { living, gone } = sortBeats(beats, now);
      for (const found of listed) {
        if (gone.includes(processOf(found.key))) await objects.remove(found.key, found);
      }
      return living;
    },
  };
}

function keyOf(process: string): string {
  return `${folder}${encodeURIComponent(process)}`;
}

function processOf(key: string): string {
  return decodeURIComponent(key.slice(folder.length));
}
