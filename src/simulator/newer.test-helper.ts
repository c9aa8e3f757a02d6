import type { Clock } from '../model/clock.ts';
import type { Journal } from '../model/journal.ts';
import type { StackId } from '../model/resource.ts';
import { memoryDisk } from '../runtime/memory-files.ts';
import { createDirectoryStore } from '../store/directory/store.ts';
import { storeFiles, type StoreFiles } from '../store/files.ts';

/** A directory in which replicas of two versions coordinate. */
export interface SharedDirectory {
  /** The journal as this version has it. */
  present(): Journal;
  /** The journal as a version has it that adds a field `seats` to each document. */
  newer(): Journal;
  /** The last lease, the decisions and the last accepted Stack, as they are written. */
  documents(): Promise<readonly string[]>;
}

export function sharedDirectory(stack: StackId, clock: Clock): SharedDirectory {
  const files = storeFiles(memoryDisk().files);
  const journalOver = (over: StoreFiles): Journal =>
    createDirectoryStore(over, '/shared', stack, clock).journal;

  async function last(folder: string): Promise<string> {
    const names = ((await files.list(folder)) ?? [])
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.json'));
    return (await files.read(`${folder}/${names.sort().at(-1) ?? ''}`)) ?? '';
  }

  return {
    present: () => journalOver(files),
    newer: () => journalOver(adding(files)),
    documents: async () => [
      await last('/shared/lease'),
      await last('/shared/decisions'),
      ((await files.read('/shared/journal.jsonl')) ?? '')
        .split('\n')
        .findLast((line) => line.startsWith('{"is":"accept"')) ?? '',
    ],
  };
}

function adding(files: StoreFiles): StoreFiles {
  return {
    ...files,
    write: (path, text) => files.write(path, added(text)),
    append: (path, text) => files.append(path, added(text)),
    create: (path, text) => files.create(path, added(text)),
  };
}

/** Adds the field to whatever is an object, one a line, and to what was accepted. */
function added(text: string): string {
  return text.split('\n').map(addedTo).join('\n');
}

function addedTo(line: string): string {
  if (!line.startsWith('{')) return line;
  const document = JSON.parse(line) as Record<string, unknown>;
  const accepted = document['accepted'] as { readonly settings: object } | undefined;
  return JSON.stringify({
    ...document,
    ...(accepted === undefined
      ? {}
      : { accepted: { ...accepted, settings: { ...accepted.settings, seats: 2 } } }),
    seats: 2,
  });
}
