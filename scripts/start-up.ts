/**
 * How long `reconcile --help` takes beside `node -e 0`, in medians of seven, taken in turns so that a busy
 * machine slows both. Other work may still lengthen one of them, so that it fails only if five rounds are above three
 * times.
 */
import { spawnSync } from 'node:child_process';

const runs = 7;
const rounds = 5;
const limit = 3;

function milliseconds(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ends with ${String(status)}`);
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const help = ['bin/reconcile.js', '--help'];
milliseconds(help); // fills the compile cache
/** Returns true where one round is within the limit. */
function isQuick(round = 1): boolean {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push(milliseconds(['-e', '0']));
    ours.push(milliseconds(help));
  }
  const ratio = median(ours) / median(bare);
  console.log(
    `node -e 0: ${median(bare).toFixed(0)} ms, --help: ${median(ours).toFixed(0)} ms, ${ratio.toFixed(1)} times (at most ${String(limit)})`,
  );
  return ratio <= limit || (round < rounds && isQuick(round + 1));
}

process.exitCode = isQuick() ? 0 : 1;
