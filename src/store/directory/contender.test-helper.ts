import { z } from 'zod';
import { realFiles } from '../../runtime/files.ts';
import { storeFiles } from '../files.ts';
import { createDirectoryStore } from './store.ts';
import { acquireAt } from '../places.test-helper.ts';

/** A process of its own, told over IPC to acquire; it answers with what the journal answered. */
const order = z.object({ directory: z.string(), holder: z.string(), ttl: z.number(), now: z.number() });

const files = storeFiles(realFiles());

process.on('message', (message) => {
  const { directory, holder, ttl, now } = order.parse(message);
  const { journal } = createDirectoryStore(
    files,
    directory,
    { name: 'estate', uid: 'u1u1u1u1' },
    { now: () => now },
  );
  void acquireAt(journal, holder, ttl, now).then((answer) => process.send?.(answer));
});
process.send?.('ready');
