/**
 * `npm run soak`: the memory of a daemon over time. Starts one on the embedded AWS with a look every few seconds, and
 * compares its resident memory at the end with that at half time. `--seconds N`: how long, 600 by default.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createChecks } from '../test/processes/checks.ts';
import { startProcess } from '../test/processes/process.ts';

/** How much more memory there may be at the end than at half time. */
const most = 1.05;
/** What a run shorter than minutes gives and takes back: the heap still grows to its size. */
const mostOfShort = 1.2;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const seconds = Number(values.seconds);
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'soak-'));
const { check, finish } = createChecks();

/** Measures the resident memory of a process in MB. Linux only: `VmRSS` of proc(5). */
function residentOf(pid: number): number {
  const [, kilobytes = 'NaN'] =
    /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Takes the middle of some samples: a collection of garbage moves a single one. */
async function sampled(pid: number): Promise<number> {
  const samples: number[] = [];
  for (let count = 0; count < 9; count += 1) {
    samples.push(residentOf(pid));
    await setTimeout(Math.min(1000, (seconds * 1000) / 60));
  }
  return samples.sort((a, b) => a - b)[4] ?? Number.NaN;
}

const daemon = startProcess({
  command: process.execPath,
  args: [
    ...[join(root, 'bin/reconcile.js'), 'daemon', '--sandbox', join(root, 'manifests')],
    ...['--sandbox-port', '0', '--probe-address', '127.0.0.1:0', '--data-dir', work],
    ...['--cadence-fast', '1m', '--cadence-full', '1m'],
  ],
  cwd: root,
  env: { ...process.env, NO_COLOR: '1' },
});
try {
  await daemon.line(/"ready":true/u);
  const sync = (): Promise<unknown> =>
    startProcess({
      command: process.execPath,
      args: [join(root, 'bin/reconcile.js'), 'sync', '--data-dir', work],
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
    }).ended();
  const begun = performance.now();
  let half = Number.NaN;
  while (performance.now() - begun < seconds * 1000) {
    await sync();
    await setTimeout(2000);
    if (Number.isNaN(half) && performance.now() - begun >= seconds * 500) half = await sampled(daemon.pid);
  }
  const end = await sampled(daemon.pid);
  const bound = seconds < 300 ? mostOfShort : most;
  check(
    `resident memory ${half.toFixed(1)} MB at half time, ${end.toFixed(1)} MB after ${String(seconds)} s: at most ${String(bound)} times`,
    end <= half * bound,
  );
  daemon.signal('SIGTERM');
  check('it ends with 0', (await daemon.ended(120_000)) === 0);
} catch (error) {
  check(String(error), false);
} finally {
  rmSync(work, { recursive: true, force: true });
}
finish();
