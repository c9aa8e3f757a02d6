import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation } from '../options.ts';
import { createOutput } from '../output.ts';
import type { Refused } from '../refused.ts';
import { expectedBy, type Expected } from '../../boot/seed.ts';
import { serve } from '../../boot/serve.ts';

const nothing: Expected = { partition: 'aws', principals: [], accounts: [], buckets: [] };
const usualAccount = '111122223333';

/** Serves the embedded AWS over HTTP until Ctrl-C. Exit: 0 stopped, 1 it could not start. */
export async function sandbox(
  { args, options }: Invocation,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const loaded = args.length === 0 ? undefined : await loadManifests(args, io);
  if (loaded?.is === 'refused') return loaded;
  const expected = loaded === undefined ? nothing : expectedBy(loaded.stack);
  const account = loaded?.stack.settings.accounts[0]?.id ?? usualAccount;
  const region = loaded?.stack.settings.accounts[0]?.regions[0] ?? 'us-east-1';
  const served = await serve({ port: options.port, directory: options.dir, expected, account }, io);
  if ('refused' in served) return { is: 'refused', diagnostics: served.refused };
  // Before anything is said: who reads the line may answer it with a signal at once.
  const stopped = untilStopped(io);
  const output = createOutput(options, io, version);
  served.notes.forEach(output.note);
  output.note('The embedded AWS answers until Ctrl-C. In another terminal:');
  io.terminal.out(
    [
      `export AWS_ENDPOINT_URL=${served.url}`,
      `export AWS_ACCESS_KEY_ID=${account}`,
      'export AWS_SECRET_ACCESS_KEY=sandbox',
      `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
      '',
    ].join('\n'),
  );
  await stopped;
  await served.close();
  return 0;
}

function untilStopped({ signals }: Io): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = signals.onStop(() => {
      unsubscribe();
      resolve();
    });
  });
}
