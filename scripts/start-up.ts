/**
 * Measures how long `reconcile --help` takes beside `node -e 0`: the shortest of many runs in turns, since other work on
 * the machine only adds to a run. Fails above three times, after at most 60 runs.
 */
import { spawnSync } from 'node:child_process';

const fewest = 7;
const most = 60;
const limit = 3;

function milliseconds(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ends with ${String(status)}`);
  return performance.now() - started;
}

const help = ['bin/reconcile.js', '--help'];
milliseconds(help); // fills the compile cache
let bare = Number.POSITIVE_INFINITY;
let ours = Number.POSITIVE_INFINITY;
for (let run = 0; run < most && (run < fewest || ours > limit * bare); run += 1) {
  bare = Math.min(bare, milliseconds(['-e', '0']));
  ours = Math.min(ours, milliseconds(help));
}
const ratio = ours / bare;
console.log(
  `node -e 0: ${bare.toFixed(0)} ms, --help: ${ours.toFixed(0)} ms, ${ratio.toFixed(1)} times (at most ${String(limit)})`,
);
process.exitCode = ratio <= limit ? 0 : 1;
