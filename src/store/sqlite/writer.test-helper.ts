import { realDatabases } from '../../runtime/database.ts';
import { eventOf } from '../history/conformance.test-helper.ts';
import { createSqliteStore } from './store.ts';

/** A process of its own that appends lines to the record until it is killed, and names each one that was kept. */
const file = process.argv[2];
if (file === undefined) throw new Error('name a file');
const { history } = createSqliteStore({
  databases: realDatabases(),
  file,
  stack: { name: 'estate', uid: 'u1u1u1u1' },
  clock: { now: () => 0 },
  told: () => undefined,
});

for (let seq = ((await history.head())?.seq ?? 0) + 1; ; seq += 1) {
  await history.append(eventOf(seq, { text: 'x'.repeat(500) }));
  process.send?.(seq);
}
