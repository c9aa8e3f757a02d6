/**
 * `node age.ts DIRECTORY STACK/UID`: makes a state directory look an hour older, through the store's own format.
 *
 * Keywright waits two minutes before the first create of a new journal (an earlier run may have made the key),
 * and takes an old value for its own write that does not show yet for up to five. Both are right against AWS and
 * would make this lane wait for nothing: moto forgets nothing and shows everything at once. There is no flag for
 * it in the product, so the time that has passed is written to the store instead.
 */
import { realFiles } from '../../src/runtime/files.ts';
import { realClock } from '../../src/runtime/clock.ts';
import { createDirectoryStore } from '../../src/store/directory/store.ts';
import { storeFiles } from '../../src/store/files.ts';
import { acquireAt } from '../../src/store/places.test-helper.ts';

const hour = 3_600_000;
const [directory, mark] = process.argv.slice(2);
const [name, uid] = mark?.split('/') ?? [];
if (directory === undefined || name === undefined || uid === undefined)
  throw new Error('usage: node age.ts DIRECTORY STACK/UID');
const past = realClock().now() - hour;

// The clock of a store says when its journal was begun; taking the lease begins it.
const files = storeFiles(realFiles());
const { journal, memory } = createDirectoryStore(files, directory, { name, uid }, { now: () => past });
const lease = await acquireAt(journal, 'the moto lane', 1, past);
if (lease.is === 'refused') throw new Error(`the lease is held by ${lease.by.holder}`);
await journal.release(lease.lease);

for (const [address, { ids, facets }] of await memory.lastApplied()) {
  for (const [facet, applied] of Object.entries(facets)) {
    await memory.applied(address, ids, facet, { ...applied, at: applied.at - hour });
  }
}
