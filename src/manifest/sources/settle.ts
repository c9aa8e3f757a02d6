import { createHash } from 'node:crypto';
import type { Clock } from '../../model/clock.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { SourceFile } from '../source.ts';

export type Settled =
  | { readonly is: 'unchanged' }
  | { readonly is: 'settled'; readonly id: string; readonly files: readonly SourceFile[] }
  /** It changed at every reading. */
  | { readonly is: 'unsettled' };

const readings = 10;
/** Between two readings, in milliseconds: longer than a tool needs from one file of a set to the next. */
const between = 200;

/**
 * Loads files until two readings in a row agree. Whoever copies a set file by file must not have half of it taken for
 * the whole. Files that are as they were known are read once.
 */
export async function readSettled(
  read: () => Promise<readonly SourceFile[]>,
  known: string | undefined,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<Settled> {
  let before = digestOfFiles(await read());
  if (before === known) return { is: 'unchanged' };
  for (let reading = 1; reading < readings && !signal.aborted; reading += 1) {
    await clock.sleep(between, signal);
    const files = await read();
    const id = digestOfFiles(files);
    if (id === before) return id === known ? { is: 'unchanged' } : { is: 'settled', id, files };
    before = id;
  }
  return { is: 'unsettled' };
}

/** Computes SHA-256 over the paths and contents of files, in the order of their paths. */
export function digestOfFiles(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort((a, b) => byCodeUnit(a.path, b.path))) {
    const [is, content] =
      'unreadable' in file
        ? ['unreadable', file.unreadable]
        : 'text' in file
          ? ['text', file.text]
          : ['text', file.bytes];
    // The length in front of each part: no two sets run together to the same bytes.
    for (const part of [file.path, is, content])
      hash.update(`${String(Buffer.byteLength(part))}:`).update(part);
  }
  return hash.digest('hex');
}
