/**
 * `npm start` as a newcomer has it, after whatever kind of install: it comes up, puts right what somebody changes, and
 * ends. `node test/processes/first-day.ts CHECKOUT`; ends with "N passed, N failed".
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CloudTrailClient, GetTrailStatusCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { createChecks } from './checks.ts';
import { startProcess, until } from './process.ts';

const checkout = resolve(process.argv[2] ?? '.');
const state = mkdtempSync(join(tmpdir(), 'first-day-'));
const env = { ...process.env, XDG_STATE_HOME: state, NO_COLOR: '1' };
const { check, finish } = createChecks();

/** Occupies a port, or leaves it to whoever has it already: in both cases the daemon needs another. */
function occupied(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => {
      done(server);
    });
    server.listen(port, '127.0.0.1', () => {
      done(server);
    });
  });
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

const others = [await occupied(4566), await occupied(9808)];
const daemon = startProcess({ command: 'npm', args: ['start'], cwd: checkout, env });
try {
  const [, probe = ''] = await daemon.line(/probes +(http:\S+)\/readyz/u);
  const [, aws = ''] = await daemon.line(/The embedded AWS answers at (http:\S+)\. /u);
  // A port that somebody else had at first may be free by now.
  const isTaken = (address: string): boolean =>
    others.some((server) => server.listening && address.endsWith(`:${String(portOf(server))}`));
  check('takes free ports when the usual ones are taken', !isTaken(probe) && !isTaken(aws));
  check('prints its mode', /mode enforce \(on the embedded AWS/u.test(daemon.printed()));
  check('is ready', (await fetch(`${probe}/readyz`)).status === 200);
  check('is live', (await fetch(`${probe}/livez`)).status === 200);
  check('has metrics', (await (await fetch(`${probe}/metrics`)).text()).includes('keywright_'));

  const trails = new CloudTrailClient({
    endpoint: aws,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'sandbox' },
  });
  const isLogging = async (): Promise<boolean> =>
    (await trails.send(new GetTrailStatusCommand({ Name: 'audit' }))).IsLogging === true;
  check('created the trail, and it records', await isLogging());
  await trails.send(new StopLoggingCommand({ Name: 'audit' }));
  check('the trail is stopped by somebody else', !(await isLogging()));
  const sync = startProcess({
    command: process.execPath,
    args: [join(checkout, 'bin/reconcile.js'), 'sync'],
    cwd: checkout,
    env,
  });
  check('reconcile sync reaches it', (await sync.ended()) === 0);
  await until(
    'the trail to record again',
    daemon.printed,
    240_000,
    async () => (await isLogging()) || undefined,
  );
  check('the trail records again', true);
  trails.destroy();

  daemon.signal('SIGTERM');
  check('SIGTERM ends it with 0 in 10 s', (await daemon.ended(10_000)) === 0);
} catch (error) {
  check(String(error), false);
} finally {
  daemon.signal('SIGTERM');
  others.forEach((server) => server.close());
  rmSync(state, { recursive: true, force: true });
}
finish();
